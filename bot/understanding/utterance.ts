import type { Understand } from './understanding.ts'

/**
 * One utterance as one line of JSON, for `heads-up understand`: keys in the contract's order (text, outcome,
 * intent, confidence, alternatives, because, help where one applies). Never holds a line break.
 */
export function toLine(understand: Understand, text: string): string {
  const { outcome, intent, confidence, alternatives, because, help } = understand(text)
  const line = { text, outcome, intent, confidence, alternatives, because: because() }
  return JSON.stringify(help === undefined ? line : { ...line, help })
}
