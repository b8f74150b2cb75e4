import { AsyncLocalStorage } from 'node:async_hooks'

const within = new AsyncLocalStorage<true>()
let wrapped = false

/**
 * Runs `work` with `console.error` mute for it alone. The SDK prints the key or a stack for every bad token, so that
 * anybody could fill the log; what is worth knowing of a refusal is logged by us.
 */
export function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!wrapped) {
    wrapped = true
    // The only way in: the SDK has no logger of its own to set.
    /* oxlint-disable no-console */
    const say = console.error.bind(console)
    console.error = (...words: unknown[]) => {
      if (within.getStore() === undefined) say(...words)
    }
    /* oxlint-enable no-console */
  }
  return within.run(true, work)
}
