import type { Pool, PoolClient, QueryResult } from 'pg'
import { compilerFor } from './compiler.ts'
import type { Engine } from './engine.ts'
import { isCollision, postgresFault } from './postgres-faults.ts'
import type { Step, Work } from './query.ts'

/** Two transactions that met are run again, at most so often. */
const TRIES = 4

/**
 * A transaction on a connection of the pool for each piece of work. Statements whose answer nobody waits for
 * go out behind the one before (pipelining): a turn costs few round trips.
 */
export function createPostgresEngine(pool: Pool): Engine {
  const compiled = compilerFor('postgres')

  function send(client: PoolClient | Pool, { query, given }: Step): Promise<QueryResult> {
    const { sql, bind } = compiled(query)
    return client.query(sql, bind(given))
  }

  async function transaction<T>(
    client: PoolClient,
    work: Work<T>,
    undo?: (result: T) => boolean
  ): Promise<T> {
    const unanswered: Promise<unknown>[] = []
    const later = (answer: Promise<unknown>) => {
      // Awaited below; until then its failure must not count as one that nobody handles.
      answer.catch(() => undefined)
      unanswered.push(answer)
    }
    later(client.query('begin'))
    let step = work.next([])
    while (step.done !== true) {
      const answer = send(client, step.value)
      if (compiled(step.value.query).answers) step = work.next((await answer).rows)
      else {
        later(answer)
        step = work.next([])
      }
    }
    later(client.query(undo?.(step.value) === true ? 'rollback' : 'commit'))
    await Promise.all(unanswered)
    return step.value
  }

  async function write<T>(
    work: () => Work<T>,
    undo: ((result: T) => boolean) | undefined,
    tries: number
  ): Promise<T> {
    const client = await pool.connect()
    let broken = true
    try {
      const result = await transaction(client, work(), undo)
      broken = false
      return result
    } catch (error) {
      broken = !(await rolledBack(client))
      if (isCollision(error) && tries > 1) return await write(work, undo, tries - 1)
      throw error
    } finally {
      client.release(broken)
    }
  }

  async function writing<T>(work: () => Work<T>, undo?: (result: T) => boolean): Promise<T> {
    try {
      return await write(work, undo, TRIES)
    } catch (error) {
      throw postgresFault(error)
    }
  }

  return {
    name: 'postgres',
    write: writing,
    writeSoon: (work) => writing(work),

    async read(work) {
      try {
        return await reading(work())
      } catch (error) {
        throw postgresFault(error)
      }
    },

    close: () => pool.end()
  }

  async function reading<T>(work: Work<T>): Promise<T> {
    let step = work.next([])
    while (step.done !== true) step = work.next((await send(pool, step.value)).rows)
    return step.value
  }
}

/** A connection that cannot even do that is thrown away. */
async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback')
    return true
  } catch {
    return false
  }
}
