import type { Help, Understanding } from '../../bot/understanding/understanding.ts'

/** Answers what the story says that it understands; anything else is out of scope. */
export function understandOnly(
  meanings: Readonly<Record<string, Partial<Understanding> | string>>
): (text: string) => Understanding {
  const by = new Map(Object.entries(meanings))
  return (text) => {
    const meant = by.get(text)
    if (meant === undefined) return refused()
    if (typeof meant === 'string') return answers(meant)
    return { ...answers(meant.intent ?? 'out_of_scope'), ...meant }
  }
}
export function answers(intent: string, confidence = 0.9): Understanding {
  return {
    outcome: 'answer',
    intent,
    confidence,
    alternatives: [{ intent, confidence }],
    because: () => []
  }
}
export function asks(...intents: readonly string[]): Understanding {
  const alternatives = intents.map((intent, at) => ({ intent, confidence: 0.4 - at / 20 }))
  return {
    outcome: 'ask',
    intent: intents[0] ?? '',
    confidence: 0.4,
    alternatives,
    because: () => []
  }
}
export function refused(help?: Help): Understanding {
  const alternatives = [{ intent: 'out_of_scope', confidence: 0.8 }]
  return {
    outcome: 'refuse',
    intent: 'out_of_scope',
    confidence: 0.8,
    alternatives,
    because: () => [],
    ...(help === undefined ? {} : { help })
  }
}
