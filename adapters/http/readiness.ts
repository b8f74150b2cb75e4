import type { Log } from '../../bot/ports.ts'

/** A part of the bot that can be well or not. `problem` says what is wrong and how to mend it, in one line. */
export interface Part {
  readonly part: string
  readonly problem?: string | undefined
}

/**
 * Asks `ready`, and always answers: one that throws, or is silent for `withinMs`, is a problem of its own.
 * Anybody may call `/readyz`, so all who ask at the same time share one look at the database.
 */
export function createReadiness(
  ready: () => Promise<readonly Part[]>,
  withinMs: number,
  log: Log
): () => Promise<readonly Part[]> {
  let asking: Promise<readonly Part[]> | undefined

  async function ask(): Promise<readonly Part[]> {
    const late = Promise.withResolvers<readonly Part[]>()
    const timer = setTimeout(() => {
      late.resolve(unknown(`no answer within ${withinMs} ms: see the log`))
    }, withinMs)
    try {
      return await Promise.race([ready(), late.promise])
    } catch (error) {
      log.error('ready.failed', error)
      return unknown('could not be asked: see the log')
    } finally {
      clearTimeout(timer)
    }
  }

  return () => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
}

function unknown(problem: string): readonly Part[] {
  return [{ part: 'readiness', problem }]
}
