import { readFileSync } from 'node:fs'
import type { Log } from '../ports.ts'
import { readSettings, type Settings } from '../settings.ts'
import { checkDataFolder } from './data-folder.ts'

/** The settings of this process: the environment, an `.env` file that was read into it, and files named by `NAME_FILE`. */
export function settingsHere(): Settings {
  outliveReaders()
  const settings = readSettings(process.env, (path) => readFileSync(path, 'utf8'))
  checkDataFolder(settings.DATA_DIR)
  return settings
}

/** A line for a person at a terminal. False once nobody reads on, as in `heads-up check | head`. */
export function say(line = ''): boolean {
  outliveReaders()
  if (gone) return false
  process.stdout.write(`${line}\n`)
  return true
}

let gone = false

/** A stream that nobody minds ends the process, with a stack trace: after `| head`, or on a full disk. A bot that serves must go on. */
function outliveReaders(): void {
  if (process.stdout.listeners('error').includes(onClosed)) return
  process.stdout.on('error', onClosed)
  process.stderr.on('error', () => undefined)
}

/** Whoever stopped reading has what they wanted; whoever wrote to a full disk must learn that it is not all there. */
function onClosed({ code }: NodeJS.ErrnoException): void {
  if (gone) return
  gone = true
  if (code === 'EPIPE') return
  process.stderr.write(`Not all could be written (${code ?? 'unknown'}). Is the disk full?\n`)
  process.once('exit', () => {
    process.exitCode = 1
  })
}

/** Commands tell their own story; the log is for the server. */
export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
