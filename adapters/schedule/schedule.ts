import { createTask } from 'node-cron'
import type { Log } from '../../bot/ports.ts'

/** `noOverlap` holds for as long as the promise does. */
export type Work = () => void | Promise<void>

/** The events below tell the log what matters; node-cron's own lines would go to the console. */
const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined
}

/**
 * A tick, never the truth: what is due stands in the database. Always UTC, since node-cron loses an hour each October
 * in another zone. A run that is still going is not started a second time. Each gives its own stop.
 */
export function everyMinute(name: string, work: Work, log: Log): () => void {
  const task = createTask('* * * * *', work, {
    name,
    timezone: 'UTC',
    noOverlap: true,
    suppressMissedWarning: true,
    logger: silent
  })
  task.on('execution:missed', () => {
    log.warn('tick.missed', { name })
  })
  task.on('execution:overlap', () => {
    log.warn('tick.late', { name })
  })
  task.on('execution:failed', (context) => {
    log.error('tick.failed', context.execution?.error, { name })
  })
  void task.start()
  return () => {
    void task.destroy()
  }
}
