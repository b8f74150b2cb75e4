/**
 * Bits of `outbox.doubt`, which tell how likely it is that a message has arrived although no answer came:
 * it has surely left us in this attempt; an earlier attempt ended without word; and that one had surely left us.
 */
export const doubt = { left: 1, unheard: 2, leftUnheard: 4 } as const

/** Whether sending it once more could only bring a third: two attempts ended without word, and one of them surely left us. */
export function mayHaveCome(bits: number): boolean {
  return (bits & doubt.unheard) > 0 && (bits & (doubt.left | doubt.leftUnheard)) > 0
}
