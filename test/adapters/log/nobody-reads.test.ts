import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { tempFolder } from '../../support/folders.ts'

jest.setTimeout(60_000)

let folder: ReturnType<typeof tempFolder>
beforeAll(() => {
  folder = tempFolder()
})
afterAll(() => {
  folder.remove()
})

const env = () => ({ PATH: process.env['PATH'], DATA_DIR: folder.path, PORT: '0' })

/** Whoever reads what it prints goes away at the first words, as `head -1` does. */
function readBriefly(command: string) {
  const child = spawn(process.execPath, ['bot/heads-up.mjs', command], { env: env() })
  child.stdout.once('data', () => child.stdout.destroy())
  return { child, complaints: text(child.stderr), gone: once(child, 'exit') }
}

/** What it prints goes to a disk without any room. */
function writeToFullDisk(command: string, port = 0) {
  const disk = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, ['bot/heads-up.mjs', command], {
    env: { ...env(), PORT: String(port) },
    stdio: ['ignore', disk, 'pipe']
  })
  closeSync(disk)
  const { stderr } = child
  if (stderr === null) throw new Error('spawned without a pipe for its complaints')
  return { child, complaints: stderr, gone: once(child, 'exit') }
}

/** Where it listens cannot be read from what it could not print. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was free')
  return address.port
}

describe('when nobody reads on', () => {
  it('a command ends as it would have, without a complaint', async () => {
    const { complaints, gone } = readBriefly('check')
    expect(await gone).toEqual([0, null])
    expect(await complaints).toBe('')
  })

  it('a command without end stops', async () => {
    const { child, complaints, gone } = readBriefly('understand')
    const more = setInterval(() => child.stdin.write('hello\n'), 5)
    child.stdin.on('error', () => {
      clearInterval(more)
    })
    expect(await gone).toEqual([0, null])
    clearInterval(more)
    expect(await complaints).toBe('')
  })
})

describe('on a full disk', () => {
  it('a command says that not all was written, in one line, and fails', async () => {
    const { complaints, gone } = writeToFullDisk('check')
    expect(await text(complaints)).toBe('Not all could be written (ENOSPC). Is the disk full?\n')
    expect(await gone).toEqual([1, null])
  })

  it('the bot still serves, and stops when it is told to', async () => {
    const port = await freePort()
    const { child, complaints, gone } = writeToFullDisk('start', port)
    await once(complaints, 'data')
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    const [code, signal] = (await gone) as [number | null, string | null]
    expect([code, signal]).toEqual([1, null])
  })
})
