import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

const START_MS = 60_000

/** Where the one server of this run lives: jest's configuration names the run for all workers; a script is its own. */
function home(): { readonly folder: string; readonly parent: string } {
  const run = (process.env['TEST_RUN'] ??= `${process.pid}-${Date.now()}`)
  const [parent = ''] = run.split('-')
  return { folder: join(tmpdir(), `heads-up-postgres-${run}`), parent }
}

/** Only one of many workers makes this folder, and it starts the server for all. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 })
    return true
  } catch {
    return false
  }
}

/** The address of the run's PostgreSQL server, started at the first call. Throws one clear line where it does not start. */
export async function postgresServer(): Promise<string> {
  const { folder, parent } = home()
  if (isFirst(folder)) {
    const script = join(import.meta.dirname, 'postgres-server.ts')
    spawn(process.execPath, [script, folder, parent], { detached: true, stdio: 'ignore' }).unref()
  }
  const until = performance.now() + START_MS
  while (!existsSync(join(folder, 'url'))) {
    if (existsSync(join(folder, 'failed')))
      throw new Error(
        `PostgreSQL for the tests did not start: ${readFileSync(join(folder, 'failed'), 'utf8')}`
      )
    if (performance.now() > until)
      throw new Error(`PostgreSQL for the tests did not start within ${START_MS / 1000} s.`)
    await wait(20)
  }
  return readFileSync(join(folder, 'url'), 'utf8')
}

/** The URL of a new, empty database on the run's server. */
export async function freshDatabase(): Promise<string> {
  const server = await postgresServer()
  const name = `test_${randomBytes(8).toString('hex')}`
  await ask(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Asks a database beside the store, as an operator with `psql` would. */
export async function ask(
  url: string,
  text: string
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows }: { rows: Record<string, unknown>[] } = await client.query(text)
    return rows
  } finally {
    await client.end()
  }
}
