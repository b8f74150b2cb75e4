import { createTask } from 'node-cron'
import type { Log } from '../../bot/ports.ts'

/**
 * A tick, never the truth: what is due stands in the database. Always UTC, since node-cron loses an hour each October
 * in another zone. A run that is still going is not started a second time. Each gives its own stop.
 */
export function everyMinute(name: string, work: () => void, log: Log): () => void {
  return tick(name, '* * * * *', work, log)
}

/** Once a night, at 20 minutes past `hour` (UTC). */
export function everyNight(name: string, hour: number, work: () => void, log: Log): () => void {
  return tick(name, `20 ${hour} * * *`, work, log)
}

function tick(name: string, expression: string, work: () => void, log: Log): () => void {
  const task = createTask(expression, work, { name, timezone: 'UTC', noOverlap: true })
  task.on('execution:missed', () => {
    log.warn('tick.missed', { name })
  })
  task.on('execution:failed', (context) => {
    log.error('tick.failed', context.execution?.error, { name })
  })
  void task.start()
  return () => {
    void task.destroy()
  }
}
