import pino from 'pino'
import type { Facts, Log } from '../../bot/ports.ts'
import type { Settings } from '../../bot/settings.ts'

/**
 * The log: one line an event, a static name and countable facts. Of an error it shows class, code and where it was
 * thrown, never its message, since messages of libraries may carry words, names or addresses.
 */
export function createLog(level: Settings['LOG_LEVEL']): Log {
  const lines = pino({
    level,
    base: null,
    formatters: { level: (label) => ({ level: label }) },
    messageKey: 'event'
  })
  return {
    info(event, facts) {
      lines.info(plain(facts), event)
    },
    warn(event, facts) {
      lines.warn(plain(facts), event)
    },
    error(event, error, facts) {
      lines.error({ ...plain(facts), ...shown(error) }, event)
    }
  }
}

/** Only what the type allows gets through, whatever a caller without types hands in. */
function plain(facts: Facts | undefined): Facts {
  return Object.fromEntries(
    Object.entries(facts ?? {}).filter(([, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value)
    )
  )
}

/** Class, code and the first frames (`file.ts:12:3`), never the message. */
function shown(error: unknown): Facts {
  if (typeof error !== 'object' || error === null) return { error: typeof error }
  const name = 'name' in error && typeof error.name === 'string' ? error.name : 'Error'
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? error.code
      : undefined
  const stack = 'stack' in error && typeof error.stack === 'string' ? error.stack : ''
  return {
    error: name.slice(0, 60),
    code: typeof code === 'string' ? code.slice(0, 60) : code,
    at: framesOf(stack)
  }
}

/** `file.ts:12:3` of the first frames: the message above them is left out, however many lines it has. */
function framesOf(stack: string): string {
  return [...stack.matchAll(/^\s+at .*?([\w.-]+\.(?:m?[jt]s|cjs):\d+:\d+)\)?$/gm)]
    .slice(0, 6)
    .map(([, frame]) => frame ?? '')
    .join(' ')
}
