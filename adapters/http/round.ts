let waiting: (() => void)[] = []

/**
 * Goes on once everything that came in this round of the event loop has come: then all of it is worked on side by side, step
 * by step, and what a step needs is still in the processor's caches from the one before. One alone waits for nothing.
 * `docs/decisions/cost-of-an-answer.md` has the figures.
 */
export function atEndOfRound(goOn: () => void): void {
  if (waiting.push(goOn) > 1) return
  setImmediate(() => {
    const all = waiting
    waiting = []
    for (const one of all) one()
  })
}
