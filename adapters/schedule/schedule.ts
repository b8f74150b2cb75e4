import { createTask } from 'node-cron'
import type { Log } from '../../bot/ports.ts'

/** `noOverlap` holds for as long as the promise does. */
export type Work = () => void | Promise<void>

/**
 * A tick, never the truth: what is due stands in the database. Always UTC, since node-cron loses an hour each October
 * in another zone. A run that is still going is not started a second time. Each gives its own stop.
 */
export function everyMinute(name: string, work: Work, log: Log): () => void {
  return tick(name, '* * * * *', work, log)
}

/** Once a night, at 20 minutes past `hour` (UTC). */
export function everyNight(name: string, hour: number, work: Work, log: Log): () => void {
  return tick(name, `20 ${hour} * * *`, work, log)
}

/** The events below tell the log what matters; node-cron's own lines would go to the console. */
const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined
}

function tick(name: string, expression: string, work: Work, log: Log): () => void {
  const task = createTask(expression, work, {
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
