import { readFileSync } from 'node:fs'
import type { Log } from '../ports.ts'
import { readSettings, type Settings } from '../settings.ts'

/** The settings of this process: the environment, an `.env` file that was read into it, and files named by `NAME_FILE`. */
export function settingsHere(): Settings {
  return readSettings(process.env, (path) => readFileSync(path, 'utf8'))
}

/** A line for a person at a terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Commands tell their own story; the log is for the server. */
export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
