import type { DatabaseSync } from 'node:sqlite'
import { type Flushing, openDisk } from './disk.ts'
import type { Engine } from './engine.ts'
import { away, flushFault, isBusy, sqliteFault } from './faults.ts'
import type { Work } from './query.ts'
import { runnerOn } from './sqlite-runner.ts'
import { ANSWER_PATIENCE_MS, BUSY_MS, emptyLog } from './sqlite.ts'

interface Job {
  /** Somebody waits for it: it starts a commit of its own, and is told of only when it is on the disk. */
  readonly urgent: boolean
  /** Shares its commit with no other. */
  readonly alone: boolean
  /** Runs it within the open transaction; gives whether to keep what it wrote. Throws where SQLite refuses. */
  run(): boolean
  /** It is on the disk. */
  done(): void
  fail(error: Error): void
}

/** A job that nobody waits for waits so long for a commit to share. */
const SOON_MS = 5

/**
 * So many that are waited for begin a commit at once where the disk is slow: it writes while the next messages are decided,
 * and those share the commit after. A single one, and all where the disk is quick, wait for company until the event loop has
 * been round.
 */
const ENOUGH = 2

/** At most so many jobs share a commit, so that a crowd does not hold up everything else for long (about 5 ms). */
const CROWD = 200

/**
 * One writer, which puts all that is asked for while the disk is busy, or in one tick of the event loop, into one commit, a
 * savepoint each where one is refused: that does not undo its neighbours, and one flush of the disk serves all of them.
 */
export function createSqliteEngine(
  database: DatabaseSync,
  file: string,
  machine?: Flushing
): Engine {
  // `normal` still flushes around checkpoints; the flush of each commit, which `full` would stand still for, is ours.
  database.exec('pragma synchronous=normal; pragma wal_autocheckpoint=4000')
  const disk = openDisk(`${file}-wal`, () => emptyLog(database), machine)
  const run = runnerOn(database)
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  const rollback = database.prepare('rollback')
  const savepoint = database.prepare('savepoint job')
  const release = database.prepare('release job')
  const back = database.prepare('rollback to job')
  let waiting: Job[] = []
  /** Planned for the next turn of the event loop; `true`: for right after what runs now. */
  let flushing: NodeJS.Immediate | true | undefined
  /** Another process writes: we look again then. */
  let again: NodeJS.Timeout | undefined
  let soon: NodeJS.Timeout | undefined
  let syncing = 0
  let busySince: number | undefined
  let whenIdle: (() => void) | undefined
  let closed = false

  function ask(job: Job): void {
    if (closed) {
      job.fail(closedFault())
      return
    }
    waiting.push(job)
    plan()
  }

  /** While the disk is busy, company gathers: whoever comes meanwhile shares the next commit. */
  function plan(): void {
    if (waiting.length === 0 || syncing > 0 || again !== undefined || flushing === true) return
    let urgent = 0
    for (const job of waiting) if (job.urgent) urgent += 1
    if (urgent >= ENOUGH && !disk.isQuick()) {
      clearImmediate(flushing)
      flushing = true
      queueMicrotask(flush)
    } else if (closed || urgent > 0) flushing ??= setImmediate(flush)
    else soon ??= setTimeout(flush, SOON_MS)
  }

  function flush(): void {
    const jobs = nextOf(waiting)
    flushing = undefined
    again = undefined
    clearTimeout(soon)
    soon = undefined
    try {
      const refused = together(jobs)
      setBusy(undefined)
      const urgent = jobs.filter((job) => job.urgent)
      tell(
        jobs.filter((job) => !job.urgent),
        refused,
        undefined
      )
      if (urgent.length > 0) {
        syncing += 1
        disk.sync((error) => {
          syncing -= 1
          tell(urgent, refused, error)
          plan()
          if (isIdle()) whenIdle?.()
        })
      }
    } catch (error) {
      if (database.isTransaction) rollback.run()
      if (isBusy(error) && isPatient()) {
        waiting = [...jobs, ...waiting]
        again = setTimeout(flush, 5 + Math.random() * 15)
        return
      }
      setBusy(undefined)
      for (const job of jobs) job.fail(sqliteFault(error, file))
    }
    plan()
    if (isIdle()) whenIdle?.()
  }

  /** Committed and on the disk: only now is anybody told. A disk that fails here leaves what was committed, and says so. */
  function tell(
    jobs: readonly Job[],
    refused: ReadonlyMap<Job, Error>,
    error: Error | undefined
  ): void {
    for (const job of jobs) {
      const why = error === undefined ? refused.get(job) : flushFault(error, file)
      if (why) job.fail(why)
      else job.done()
    }
  }

  function isIdle(): boolean {
    return flushing === undefined && again === undefined && syncing === 0 && waiting.length === 0
  }

  /**
   * Gives the jobs that were refused, with the reason; throws where the whole commit was. First without savepoints,
   * since hardly ever a job wants out; where one does, all of them are run again, each with its own.
   */
  function together(jobs: readonly Job[]): ReadonlyMap<Job, Error> {
    begin.run()
    if (jobs.every(isKept)) {
      commit.run()
      return new Map()
    }
    if (database.isTransaction) rollback.run()
    return apart(jobs)
  }

  function isKept(job: Job): boolean {
    try {
      return job.run()
    } catch {
      // Run again in a moment, where the error is told.
      return false
    }
  }

  function apart(jobs: readonly Job[]): ReadonlyMap<Job, Error> {
    const refused = new Map<Job, Error>()
    begin.run()
    for (const job of jobs) {
      savepoint.run()
      try {
        if (!job.run()) back.run()
      } catch (error) {
        // A full disk ends the whole transaction, not this job's part alone.
        if (!database.isTransaction) throw error
        back.run()
        refused.set(job, sqliteFault(error, file))
      }
      release.run()
    }
    commit.run()
    return refused
  }

  /** While another process writes we look again from outside, so that nothing else here has to wait with us. */
  function isPatient(): boolean {
    setBusy(busySince ?? performance.now())
    return performance.now() - (busySince ?? 0) < ANSWER_PATIENCE_MS
  }

  function setBusy(since: number | undefined): void {
    const changes = (since === undefined) !== (busySince === undefined)
    busySince = since
    if (changes) database.exec(`pragma busy_timeout=${since === undefined ? BUSY_MS : 0}`)
  }

  function write<T>(
    work: () => Work<T>,
    undo?: (result: T) => boolean,
    how: 'alone' | 'soon' | 'now' = 'now'
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | undefined
      ask({
        urgent: how !== 'soon',
        alone: how === 'alone',
        run() {
          result = { value: run(work()) }
          return undo?.(result.value) !== true
        },
        done() {
          if (result) resolve(result.value)
        },
        fail: reject
      })
    })
  }

  return {
    name: 'sqlite',
    write: (work, undo) => write(work, undo),
    writeSoon: (work) => write(work, undefined, 'soon'),

    async read(work) {
      if (closed) throw closedFault()
      try {
        return run(work())
      } catch (error) {
        if (isBusy(error)) return write(work)
        throw sqliteFault(error, file)
      }
    },

    async close() {
      closed = true
      plan()
      if (!isIdle()) await new Promise<void>((resolve) => (whenIdle = resolve))
      disk.close()
      database.close()
    }
  }
}

/** Takes what shares the next commit: up to a crowd, or one that wants to be alone. */
function nextOf(waiting: Job[]): readonly Job[] {
  const loner = waiting.findIndex((job) => job.alone)
  return waiting.splice(0, Math.min(CROWD, loner < 0 ? CROWD : Math.max(loner, 1)))
}

function closedFault(): Error {
  return away('The store is closed: the bot is stopping.', 'Start it again.')
}
