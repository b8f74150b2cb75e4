import { createUnderstand } from './create-understand.ts'
import type { UnderstandingData } from './data.ts'
import type { Model } from './model.ts'
import { isNew } from './taught-marks.ts'
import { train } from './train.ts'
import type { Understanding } from './understanding.ts'

/** What the phrases that are new since `before` was learned would change, as lines in plain words. */
export interface Changes {
  /** One for each new phrase: what it is understood as without it. */
  readonly added: readonly string[]
  /** Older phrases that would be understood otherwise. */
  readonly moved: readonly string[]
}

/**
 * Compares the model of the last start with one learned from the phrases as they are now. New lines of what is not
 * ours count too. Learns once: some seconds.
 */
export function changesBy(data: UnderstandingData, before: Model): Changes {
  const fresh = (is: string) => (line: string) => isNew(before.marks, is, line)
  const added = Object.entries(data.phrases).flatMap(([is, lines]) =>
    lines.filter(fresh(is)).map((line) => ({ is, line }))
  )
  const others = Object.entries(data.notOurs).some(([kind, lines]) =>
    lines.some(fresh(`not:${kind}`))
  )
  if (added.length === 0 && !others) return { added: [], moved: [] }
  // Without the lines themselves: what stands in them word for word is always answered.
  const bare: UnderstandingData = { ...data, phrases: {}, notOurs: {} }
  const was = createUnderstand(bare, before)
  const now = createUnderstand(bare, train(data))
  const moved = Object.entries(data.phrases).flatMap(([is, lines]) =>
    lines
      .filter((line) => !isNew(before.marks, is, line) && was(line).intent !== now(line).intent)
      .map((line) => `"${line}" (${is}): ${said(was(line))} until now, then ${said(now(line))}.`)
  )
  return {
    added: added.map(({ is, line }) => `"${line}" (${is}): ${said(was(line))} until now.`),
    moved
  }
}

const outcomes = { answer: 'answered as', ask: 'asked about', refuse: 'refused, nearest' } as const

function said({ outcome, alternatives, intent }: Understanding): string {
  const names = outcome === 'answer' ? [intent] : alternatives.map((one) => one.intent)
  return `${outcomes[outcome]} ${names.join(', ')}`
}
