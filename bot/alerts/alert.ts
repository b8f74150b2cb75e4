import { z } from 'zod'
import type { Library } from '../content/library.ts'
import type { Block, Button, Reply } from '../conversation/reply.ts'
import { button, heading, note, text } from '../conversation/talk.ts'
import { Destination, type OrganisationId } from '../identity.ts'
import { namesOf, zoneOf } from './names.ts'
import { shownUntil } from './until.ts'

/** What an alert says. Kept sealed; when it ends stands beside it. */
export const AlertWords = z.object({
  headline: z.string(),
  /** What to do, a paragraph a line. */
  todo: z.string(),
  /** Only an urgent one comes in quiet hours. */
  urgent: z.boolean(),
  /** It was changed since it was first sent: said on it. */
  changed: z.boolean().optional()
})
export type AlertWords = z.infer<typeof AlertWords>

/** A message that was sent: whose it is, and where it stands in the platform's own words. */
export const Standing = z.object({ to: Destination, messageId: z.string() })
export type Standing = z.infer<typeof Standing>

/** The sender's card: where it goes, and which message it is once it stands there. */
export const SendersCard = z.object({
  to: Destination,
  messageId: z.string().optional(),
  /** What it said last, so that nothing is drawn anew for nothing. */
  said: z.string().optional()
})
export type SendersCard = z.infer<typeof SendersCard>

interface Alert {
  readonly words: AlertWords
  readonly until: Date
  readonly organisations: readonly OrganisationId[]
}

/** The alert as people get it. On a locked phone the headline shows: it is for everybody. */
export function sayAlert(alert: Alert, library: Library, scope: Destination['scope']): Reply {
  const { words } = library
  return {
    audience: 'here',
    notice: words.say('notice.alert', { headline: alert.words.headline }),
    card: {
      blocks: alertBlocks(alert, library),
      buttons: alertButtons(library, scope)
    }
  }
}

export function alertBlocks(
  { words: { headline, todo, changed }, until, organisations }: Alert,
  library: Library
): Block[] {
  const { words } = library
  const zone = zoneOf(organisations, library)
  return [
    heading(headline),
    ...todo
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => text(line.trim())),
    note(words.say('alert.until', { time: shownUntil(until, zone) })),
    note(words.say('alert.from', { organisations: namesOf(organisations, library) })),
    ...(changed === true ? [note(words.say('alert.changed'))] : [])
  ]
}

/** In a channel nobody is asked to say in public that something happened. */
function alertButtons({ words }: Library, scope: Destination['scope']): Button[] {
  const how = button(words.say('button.how_to_report'), 'situation', 'report_unsure')
  const happened = button(words.say('button.something_happened'), 'situation', 'mistake_unsure')
  return scope === 'person' ? [happened, how] : [how]
}
