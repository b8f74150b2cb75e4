import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What a first start learns from the phrases (seconds of work) and parses of the content, shared by all tests of this
 * machine. Both are looked up by the hash of what they came from, so another content never takes them for its own.
 */
const shared = join(tmpdir(), 'heads-up-test-learned')
const isCache = (name: string) => /^(understanding-[0-9a-f]+|content-cache)\.json$/.test(name)

/** Gives a new data folder what an earlier start learned. */
export function lendLearned(dataDir: string): void {
  copyCaches(shared, dataDir)
}

/** Keeps what this start learned for the next. */
export function keepLearned(dataDir: string): void {
  copyCaches(dataDir, shared)
}

function copyCaches(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(from).filter(isCache)) {
    if (existsSync(join(to, name))) continue
    const coming = join(to, `${name}.${process.pid}`)
    copyFileSync(join(from, name), coming)
    renameSync(coming, join(to, name))
  }
}
