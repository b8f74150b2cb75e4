import { describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Ground, sqliteGround } from '../../support/store-ground.ts'

const script = join(import.meta.dirname, '..', '..', 'support', 'store-process.ts')
const ROUNDS = process.env['SOAK'] === '1' ? 35 : 5

interface Told {
  readonly keys: readonly string[]
  readonly code: number | null
  readonly errors: string
}

/** Runs a process that answers turns; `killAfter`: SIGKILL once it has told of so many. */
async function answer(
  ground: Ground,
  name: string,
  turns: number,
  killAfter?: number
): Promise<Told> {
  const child = spawn(process.execPath, [script, ground.dataDir, name, String(turns)])
  let printed = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    if (killAfter !== undefined && printed.split('\n').length > killAfter) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return { keys: printed.split('\n').slice(0, -1), code: child.exitCode, errors }
}

describe('One SQLite file', () => {
  it('serves 3 processes that read and then write, and none of them fails', async () => {
    const ground = await sqliteGround()
    try {
      const all = await Promise.all(['a', 'b', 'c'].map((name) => answer(ground, name, 200)))
      expect(all.map(({ code, errors }) => ({ code, errors }))).toEqual(
        all.map(() => ({ code: 0, errors: '' }))
      )
      expect(all.flatMap(({ keys }) => keys)).toHaveLength(600)
      expect(await ground.ask('select key from seen')).toHaveLength(600)
      expect(await ground.ask('select id from conversation')).toEqual([])
    } finally {
      await ground.remove()
    }
  }, 60_000)

  it(`loses nothing that was told when its process is killed in the middle, ${ROUNDS} times`, async () => {
    const ground = await sqliteGround()
    try {
      const told: string[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const { keys, code } = await answer(
          ground,
          `round${round}`,
          100_000,
          20 + Math.floor(Math.random() * 200)
        )
        expect(code).toBeNull()
        told.push(...keys)
        expect(await ground.ask('pragma integrity_check')).toMatchObject([
          { integrity_check: 'ok' }
        ])
      }
      const seen = new Set((await ground.ask('select key from seen')).map(({ key }) => key))
      expect(told.filter((key) => !seen.has(key))).toEqual([])
      // What was not finished waits, and goes on in another process.
      const store = await ground.open()
      const waiting = await ground.ask('select id from conversation')
      const taken = await store.inbox.abandoned(new Date(Date.now() + 60_000), 10_000)
      expect(taken.toSorted()).toEqual(waiting.map(({ id }) => String(id)).toSorted())
      for (const id of taken) expect(await store.inbox.next(id, [], new Date())).toBeDefined()
    } finally {
      await ground.remove()
    }
  }, 180_000)
})
