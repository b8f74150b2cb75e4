import { hkdfSync, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HeadsUpError } from '../../bot/errors.ts'
import type { SealedFor } from '../../bot/ports.ts'

/** Every use of the server's key has a subkey of its own, so that nothing made for one use means anything in another. */
export type Use = `seal/${SealedFor}` | 'sign' | 'ticket'

/** The server's key, ready to derive from. The bytes of the key itself stay inside. */
export interface Keys {
  /** 32 bytes, the same on every replica (HKDF-SHA256, RFC 5869). */
  subkey(use: Use): Uint8Array
  /** The same of `HEADS_UP_KEY_PREVIOUS`, which still opens and verifies; undefined where none is set. */
  previous(use: Use): Uint8Array | undefined
  /** The key lies in `DATA_DIR`: a copy of that folder opens everything (`check` warns). */
  readonly besideData: boolean
}

export interface KeySettings {
  readonly key?: string | undefined
  readonly previous?: string | undefined
  /** Where a key is made for a first try, mode 0600, when `key` is not set. */
  readonly dataDir: string
}

const LENGTH = 32
/** 32 random bytes hold about 30 different values; fewer than 16 happens to one in 10^12: somebody typed it. */
const FEWEST_DIFFERENT = 16

/** A fresh key: 32 random bytes in base64, as `heads-up keys new` prints it. */
export function newKey(): string {
  return randomBytes(LENGTH).toString('base64')
}

/** Reads the keys, or makes `DATA_DIR/heads-up.key`. Throws `KEY_INVALID`, which names the variable or file and never the value. */
export async function openKeys(settings: KeySettings): Promise<Keys> {
  const besideData = settings.key === undefined
  const file = join(settings.dataDir, 'heads-up.key')
  const current = besideData
    ? parseKey(file, await keyIn(file, settings.dataDir))
    : parseKey('HEADS_UP_KEY', settings.key)
  const previous =
    settings.previous === undefined
      ? undefined
      : parseKey('HEADS_UP_KEY_PREVIOUS', settings.previous)
  return {
    besideData,
    subkey: (use) => derive(current, use),
    previous: (use) => (previous === undefined ? undefined : derive(previous, use))
  }
}

function derive(key: Uint8Array, use: Use): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', `heads-up/1/${use}`, LENGTH))
}

function parseKey(name: string, text: string): Uint8Array {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, 'base64')
  if (!/^[\w+/-]{43}=?$/.test(trimmed) || bytes.length !== LENGTH)
    throw invalid(name, 'is not a key: it must be 32 bytes written in base64 (44 characters)')
  if (new Set(bytes).size < FEWEST_DIFFERENT)
    throw invalid(name, 'is not random: it looks like a placeholder')
  return bytes
}

function invalid(name: string, what: string): HeadsUpError {
  return new HeadsUpError(
    'KEY_INVALID',
    `${name} ${what}.`,
    'Run `npm run --silent heads-up -- keys new` and use the line it prints.'
  )
}

async function keyIn(file: string, folder: string): Promise<string> {
  try {
    return await readPrivately(file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const ours = `${file}.${randomBytes(8).toString('hex')}`
  await writeFile(ours, `${newKey()}\n`, { mode: 0o600, flag: 'wx', flush: true })
  await chmod(ours, 0o600)
  try {
    // A link appears whole or not at all, and never replaces a key that another process made in the same moment.
    await link(ours, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await unlink(ours)
  }
  return readPrivately(file)
}

async function readPrivately(file: string): Promise<string> {
  const { mode } = await stat(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new HeadsUpError(
      'KEY_INVALID',
      `${file} can be read by other users of this machine.`,
      `Run \`chmod 600 ${file}\`. If others may have read it, make a new key.`
    )
  return readFile(file, 'utf8')
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
