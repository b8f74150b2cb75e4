import type { Turn } from '../../bot/conversation/turn.ts'

/** What somebody typed, as the core would read it. */
export function wordsOf(turn: Turn | undefined): string | undefined {
  return turn?.input.kind === 'text' ? turn.input.text.reveal() : undefined
}

/** A platform's own address, opened; `null` where nothing was heard. */
export function addressOf(to: { readonly address: string } | undefined): unknown {
  return JSON.parse(to?.address ?? 'null')
}
