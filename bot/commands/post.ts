import { parseArgs } from 'node:util'
import type { Campaign } from '../campaigns/campaign.ts'
import { countLines, type Counted, progressLine, sumCounts } from '../campaigns/count-lines.ts'
import { type Post, postOf } from '../campaigns/post.ts'
import { sayMoment } from '../campaigns/say-tip.ts'
import { clock } from '../compose/clock.ts'
import { openLibrary } from '../compose/open-library.ts'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'
import type { Library } from '../content/library.ts'
import { plainText } from '../conversation/plain-text.ts'
import type { Store } from '../ports.ts'

const usage = `Usage: heads-up post CAMPAIGN [--organisation ID] [--dry-run]
  CAMPAIGN        the id of a file in content/campaigns, such as weekly
  --organisation  only its people and channels
  --dry-run       show what would be sent and to how many; send nothing`
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const LOOK_MS = 500
/** Nothing moved for so long: nobody sends. */
const STILL_MS = 90_000
const WIDTH = 76

/** `post CAMPAIGN`: sends it now to all who asked for it, and shows how far it is. The running bot does the sending. */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { organisation: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    allowPositionals: true
  })
  const settings = settingsHere()
  const library = openLibrary(settings)
  const [id = '', ...more] = positionals
  const campaign = library.campaigns.get(id)
  const refusal = refusalOf(id, more, campaign, values.organisation, library)
  if (campaign === undefined || refusal !== undefined) {
    say(refusal ?? usage)
    return 1
  }
  const store = await openStoreHere(settings, quiet)
  try {
    const now = clock.now()
    const post = postOf(
      campaign,
      await store.campaigns.list(now),
      library,
      now,
      values.organisation
    )
    const reach = await reachOf(store, post, now)
    show(post, reach, library, now)
    if (post.groups.length === 0 || values['dry-run'] === true) return 0
    return await send(store, campaign, post, library, now)
  } finally {
    await store.upkeep.close()
  }
}

/** One sentence with the mend. */
function refusalOf(
  id: string,
  more: readonly string[],
  campaign: Campaign | undefined,
  organisation: string | undefined,
  library: Library
): string | undefined {
  if (id === '' || more.length > 0) return usage
  if (campaign === undefined)
    return `There is no campaign "${id}". There are: ${[...library.campaigns.keys()].join(', ')}.`
  if (organisation === undefined) return undefined
  if (!library.organisations.has(organisation))
    return `There is no organisation "${organisation}". \`heads-up check\` says how many there are.`
  return campaign.organisation === undefined || campaign.organisation === organisation
    ? undefined
    : `The campaign "${id}" belongs to "${campaign.organisation}". Leave --organisation out.`
}

interface Reach {
  readonly places: number
  readonly people: number
}

async function reachOf(
  { campaigns }: Store,
  { groups }: Post,
  now: Date
): Promise<readonly Reach[]> {
  return Promise.all(
    groups.map(({ organisation, ...whom }) => campaigns.reach(organisation, whom, now))
  )
}

function show(
  { groups, quiet: asleep }: Post,
  reach: readonly Reach[],
  library: Library,
  now: Date
) {
  groups.forEach(({ organisation, says }, at) => {
    const { places = 0, people = 0 } = reach[at] ?? {}
    const name =
      organisation === undefined
        ? 'No organisation'
        : (library.organisations.get(organisation)?.name ?? organisation)
    say(`${name}: channels ${places}, people ${people}`)
    const reply = sayMoment({ says, organisation }, library, now)
    if (reply !== undefined) say(`\n${plainText(reply.card, WIDTH)}\n`)
  })
  if (groups.length === 0) say('Nobody gets it: nobody asked for tips, or not at this hour.')
  if (asleep > 0) say(`In their quiet hours now, so not among them: ${asleep}.`)
}

async function send(
  store: Store,
  campaign: Campaign,
  { groups }: Post,
  library: Library,
  now: Date
): Promise<number> {
  // Asked for again within the minute, it is the same slot: nobody gets it twice.
  const at = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS)
  const expiresAt = new Date(at.getTime() + campaign.catchUpHours * HOUR_MS)
  const slots: string[] = []
  for (const { organisation, variant, says, ...whom } of groups)
    slots.push(
      await store.campaigns.post(
        { campaign: campaign.id, organisation, variant, at },
        {
          does: 'plan',
          says,
          lane: 'tip',
          policy: 'skip',
          spreadMs: 0,
          from: at,
          expiresAt
        },
        whom
      )
    )
  while ((await store.subscriptions.planPage()) !== undefined);
  const counted = await follow(store, slots, library)
  for (const line of countLines(counted, library.words)) say(line)
  if (counted.waiting > 0)
    say(
      `What waits goes out as soon as the bot runs (npm start), until ${expiresAt.toISOString().slice(11, 16)} UTC. Then it is dropped.`
    )
  return 0
}

/** Until nothing waits any more, or nothing has moved for a while. */
async function follow(
  { campaigns }: Store,
  slots: readonly string[],
  { words }: Library
): Promise<Counted> {
  let before = ''
  let movedAt = clock.now().getTime()
  for (;;) {
    const all = await Promise.all(slots.map((slot) => campaigns.progress(slot)))
    const counted = sumCounts(all.map(({ counts }) => counts))
    const line = progressLine(counted, words)
    if (line !== before) movedAt = clock.now().getTime()
    if (process.stdout.isTTY) process.stdout.write(`\r${line}`)
    before = line
    if (counted.waiting === 0 || clock.now().getTime() - movedAt > STILL_MS) {
      if (process.stdout.isTTY) say()
      return counted
    }
    await clock.wait(LOOK_MS)
  }
}
