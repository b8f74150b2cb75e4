import { z } from 'zod'

const Line = z
  .object({ level: z.string(), time: z.string(), event: z.string() })
  .catchall(z.union([z.string(), z.number(), z.boolean()]))

/** A line of the log as a person at a terminal reads it: `09:30:01 warn answer.lost platform=slack`. */
export function shortLine(json: string): string {
  const { level, time, event, ...facts } = Line.parse(JSON.parse(json))
  const hour = time.slice('2026-11-24T'.length, '2026-11-24T09:30:01'.length)
  const shown = Object.entries(facts).map(([name, value]) => `${name}=${unmarked(String(value))}`)
  return `${[hour, level === 'info' ? '' : level, unmarked(event), ...shown].filter((part) => part !== '').join(' ')}\n`
}

/** Control characters would move the cursor, or colour what comes after. */
function unmarked(text: string): string {
  // eslint-disable-next-line no-control-regex -- it is them that are taken out
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
  return clean.includes(' ') ? JSON.stringify(clean) : clean
}
