import { setTimeout as wait } from 'node:timers/promises'
import { newKey } from '../../adapters/sealing/keys.ts'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import { freshDatabase } from '../support/postgres.ts'
import { readDialog } from '../support/teams/dialog.ts'
import { chatOf } from '../support/teams/driver.ts'
import { until } from '../support/until.ts'
import { desks, openStage, shown } from '../system/teams-stage.ts'

/**
 * Everybody got the same message: 500 people own up within a minute, in Teams, to the bot as it runs. All must be kept, none
 * may wait for 2 seconds until they are told so, and the responders' channel must stay readable.
 *   npm run bench:wave -- [REPORTS] [sqlite|postgres]
 */
const REPORTS = Number(process.argv[2] ?? 500)
const MINUTE_MS = 60_000
const SLOWEST_MS = 2_000
const say = (line: string) => process.stdout.write(`${line}\n`)

async function wave(engine: 'sqlite' | 'postgres'): Promise<boolean> {
  const server =
    engine === 'sqlite' ? {} : { DATABASE_URL: await freshDatabase(), HEADS_UP_KEY: newKey() }
  const stage = await openStage({ REPORT_IDENTITY: (await newAgeKey()).identity, ...server })
  try {
    await stage.linkUp('rita')
    await stage.headsUp('reports', 'practice', 'riverside')
    const people = Array.from({ length: REPORTS }, (_, at) => `teller-${at}`)
    const { teams } = stage
    // Where they work was said long before: the wave begins when each has had an answer to that.
    for (let at = 0; at < REPORTS; at += 25)
      await Promise.all(
        people.slice(at, at + 25).map(async (user) => {
          await teams.send(teams.dm(user, 'I work at Riverside Hospital'))
          await until('an answer', () => stage.posts(chatOf(user))[0], MINUTE_MS)
        })
      )
    const ways = ['name', 'unnamed', 'receipt'] as const

    let again = 0
    /** Opens the form, looks and sends; gives how long it took from the last press to be told that it is kept. */
    async function tell(user: string, at: number): Promise<number> {
      await wait((at * MINUTE_MS) / REPORTS)
      const command = { commandId: 'tell', commandContext: 'compose' }
      const form = await readDialog(await teams.send(teams.choose(user, command)))
      const given = {
        'f-situation': 'password-entered',
        'f-known': ways[at % ways.length] ?? 'unnamed',
        'f-name': user,
        'f-words': 'The page looked like ours.'
      }
      const look = await stage.sends(user, form.press('Next: check it', given))
      const from = performance.now()
      for (;;) {
        const thanks = await stage.sends(user, look.press('Send'))
        if (thanks.says.includes('We have it. Thank you.')) return performance.now() - from
        // "I cannot tell yet if this was kept": they press again, as the window asks.
        again += 1
      }
    }

    const from = performance.now()
    const took = (await Promise.all(people.map(tell))).toSorted((a, b) => a - b)
    const seconds = (performance.now() - from) / 1000
    const kept = (await stage.headsUp('reports', 'list')).trim().split('\n').length
    const inChannel = () => stage.posts(desks).map(shown)
    const cards = () => inChannel().filter((text) => text.includes('New report')).length
    const waves = () => inChannel().filter((text) => text.includes('More of the same')).length
    const doublings = Math.floor(Math.log2(REPORTS)) - 1
    await until(
      'the cards',
      () => (cards() + waves() >= 3 + doublings ? true : undefined),
      MINUTE_MS
    )
    const named = people.filter((_, at) => at % ways.length === 0)
    const heard = () =>
      named.filter((user) => stage.posts(chatOf(user)).some((call) => isLine(shown(call)))).length
    await until(
      'a line to each with a name',
      () => (heard() === named.length ? true : undefined),
      MINUTE_MS
    )
    const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0)
    say(
      `${engine}: ${REPORTS} reports in ${Math.round(seconds)} s, ${kept} kept; told so in ${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100), ${at(1)} ms (slowest, at most ${SLOWEST_MS}); pressed again: ${again}`
    )
    say(
      `${engine}: the channel got ${cards()} cards and ${waves()} for the wave; ${heard()} of ${named.length} with a name have their line`
    )
    return kept === REPORTS && at(1) < SLOWEST_MS && cards() === 3 && waves() === doublings
  } finally {
    await stage.close()
  }
}

const isLine = (text: string) => text.includes('has a message for you')

const engines = process.argv[3] === undefined ? ['sqlite', 'postgres'] : [process.argv[3]]
let isGood = true
for (const engine of engines)
  isGood = (await wave(engine === 'postgres' ? 'postgres' : 'sqlite')) && isGood
process.exit(isGood ? 0 : 1)
