import { localClock, localDay } from '../campaigns/cadence.ts'
import { type Ahead, planAhead } from '../campaigns/plan-ahead.ts'
import { sayMoment } from '../campaigns/say-tip.ts'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say } from '../compose/settings-here.ts'
import { writePreview } from '../compose/write-preview.ts'
import type { Library } from '../content/library.ts'
import { plainText } from '../conversation/plain-text.ts'
import type { Reply } from '../conversation/reply.ts'
import type { Settings } from '../settings.ts'

const WEEK_MS = 7 * 86_400_000
const MOST_WEEKS = 104

/** `preview --weeks 12`: what goes out, where and when, as people would see it; with `--out`, as Teams and Slack draw it. */
export async function previewWeeks(
  weeks: number,
  out: string | undefined,
  settings: Settings,
  library: Library
): Promise<number> {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS) {
    say(`--weeks takes a number from 1 to ${MOST_WEEKS}, such as --weeks 12.`)
    return 1
  }
  const store = await openStoreHere(settings, quiet)
  const now = new Date()
  try {
    const listened = await store.campaigns.list(now)
    const until = new Date(now.getTime() + weeks * WEEK_MS)
    const ahead = planAhead(library, listened, now, until)
    const shown = ahead.flatMap((one) => {
      const reply = sayMoment(one, library, one.at)
      return reply === undefined ? [] : [{ one, reply }]
    })
    if (listened.length === 0)
      say(
        'Nobody asked for tips yet. This is what each organisation would get.\nSay "send tips here" to the bot in a channel to begin.\n'
      )
    for (const { one, reply } of out === undefined ? shown : []) say(inWords(one, reply, library))
    if (out !== undefined) {
      const pieces = shown.map(({ one, reply }) => ({
        id: lineOf(one, library),
        leads: '',
        replies: { teams: reply, slack: reply }
      }))
      const about = `What goes out in the next ${weeks} weeks.`
      say(
        `Written to ${await writePreview({ title: 'What goes out', about, pieces }, out, library)}.`
      )
    }
    say(
      `${shown.length === 1 ? '1 message' : `${shown.length} messages`} in ${weeks} weeks. Nothing was sent.`
    )
    return 0
  } finally {
    await store.upkeep.close()
  }
}

const WIDTH = 76

function inWords(one: Ahead, reply: Reply, library: Library): string {
  return `${'-'.repeat(WIDTH)}\n${lineOf(one, library)}\n\n${indented(plainText(reply.card, WIDTH - 4))}\n`
}

/** "2026-11-30 09:00 (Europe/London), weekly, Example NHS Trust: 2 channels and 5 people". */
function lineOf(
  { at, zone, campaign, organisation, reach, variant }: Ahead,
  library: Library
): string {
  const when = `${localDay(at, zone)} ${localClock(at, zone)} (${zone})`
  const whose =
    organisation === undefined
      ? 'no organisation'
      : (library.organisations.get(organisation)?.name ?? organisation)
  const [kind = 'both'] = variant.split(' ')
  const only = kind === 'work' || kind === 'home' ? `, tips for ${kind} only` : ''
  return `${when}, ${campaign}, ${whose}${only}${reach === undefined ? '' : `: ${inCount(reach)}`}`
}

function inCount({ places, people }: { readonly places: number; readonly people: number }): string {
  const channels = places === 1 ? '1 channel' : `${places} channels`
  return people === 0
    ? channels
    : `${channels} and ${people === 1 ? '1 person' : `${people} people`}`
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ')
}
