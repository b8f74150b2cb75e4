import type { Button, Press } from '../../bot/conversation/reply.ts'
import { hourShape, noOrganisation } from '../../bot/conversation/try-out.ts'

/** What a line typed in the terminal asks for. */
export type Ask =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'press'; readonly press: Press; readonly opensForm: boolean }
  | {
      readonly is: 'set'
      readonly change: {
        readonly organisation?: string
        readonly place?: 'private' | 'channel'
        readonly hour?: string | undefined
      }
    }
  | { readonly is: 'wrong'; readonly says: string }
  | { readonly is: 'quit' }

/** Shown once, at the beginning. */
export function usage(state: string): string {
  return [
    'Talk to Heads Up in your own words, such as: I clicked a link',
    'A number presses the button with that number. Also: /organisation NAME, /place channel, /place private, /hour 03:00, /quit',
    `Now: ${state}`,
    ''
  ].join('\n')
}

/** A number presses a button only where there is such a button: else it is something a person said, such as 7726. */
export function readAsk(
  line: string,
  buttons: readonly Button[],
  organisations: readonly string[]
): Ask {
  const trimmed = line.trim()
  const button = /^\d{1,2}$/.test(trimmed) ? buttons[Number(trimmed) - 1] : undefined
  if (button?.kind === 'press')
    return { is: 'press', press: button.press, opensForm: button.opens === 'form' }
  const [command = ''] = trimmed.split(/\s+/, 1)
  const value = trimmed.slice(command.length).trim()
  switch (command) {
    case '/quit':
      return { is: 'quit' }
    case '/organisation':
      if (value === noOrganisation || organisations.includes(value))
        return { is: 'set', change: { organisation: value } }
      return {
        is: 'wrong',
        says: `I do not know "${value}". Organisations here, by the name to type: ${noOrganisation}, ${organisations.slice(0, 20).join(', ')}`
      }
    case '/place':
      if (value === 'private' || value === 'channel') return { is: 'set', change: { place: value } }
      return { is: 'wrong', says: 'Say /place private or /place channel' }
    case '/hour':
      if (value === 'now') return { is: 'set', change: { hour: undefined } }
      if (hourShape.test(value)) return { is: 'set', change: { hour: value } }
      return { is: 'wrong', says: 'Say the hour as /hour 03:00, or /hour now' }
    default:
      return { is: 'text', text: line }
  }
}
