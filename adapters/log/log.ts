import pino from 'pino'
import type { Facts, Log } from '../../bot/ports.ts'
import type { Settings } from '../../bot/settings.ts'
import { shownError } from './shown-error.ts'
import { shortLine } from './short-line.ts'

/** Where lines go, one write a line. */
export interface LogOutput {
  write(line: string): unknown
}

/**
 * The log: one line an event, a static name and countable facts. Of an error it shows class, code and where it was
 * thrown, never its message, since messages of libraries may carry words, names or addresses; of our own faults also what is
 * wrong and how to mend it.
 * JSON for machines; short lines where a person looks on at a terminal.
 */
export function createLog(
  level: Settings['LOG_LEVEL'],
  output: LogOutput = standardOutput(),
  terminal: boolean = process.stdout.isTTY
): Log {
  const lines = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event'
    },
    terminal ? { write: (line: string) => output.write(shortLine(line)) } : output
  )
  return {
    info(event, facts) {
      lines.info(plain(facts), event)
    },
    warn(event, facts) {
      lines.warn(plain(facts), event)
    },
    error(event, error, facts) {
      lines.error({ ...plain(facts), ...shownError(error) }, event)
    }
  }
}

/** While lines cannot be written, so many characters of them wait; later ones are dropped. */
const WAITING = 1_000_000

/** A log on a full disk, or one that nobody reads any more, must not stop the bot: people are still answered. */
function standardOutput(): LogOutput {
  const output = pino.destination({ fd: 1, sync: true, maxLength: WAITING })
  output.on('error', () => undefined)
  return output
}

/** Names of the line itself: a fact of the same name would stand in it twice. */
const taken = new Set(['level', 'time', 'event'])
/** Facts are ids, counts, reasons and mends; anything longer is something else. */
const LONGEST = 400

/** Only what the type allows gets through, whatever a caller without types hands in. */
function plain(facts: Facts | undefined): Facts {
  const kept: [string, string | number | boolean][] = []
  for (const [name, value] of Object.entries(facts ?? {})) {
    if (taken.has(name)) continue
    if (typeof value === 'string') kept.push([name, value.slice(0, LONGEST)])
    else if (typeof value === 'number' || typeof value === 'boolean') kept.push([name, value])
  }
  return Object.fromEntries(kept)
}
