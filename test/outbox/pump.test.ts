import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { planTip } from '../../bot/campaigns/plan.ts'
import { sayTo } from '../../bot/campaigns/says-for.ts'
import { createApp } from '../../bot/app.ts'
import { type OrganisationId, PersonId, PlaceId } from '../../bot/identity.ts'
import { Private } from '../../bot/private.ts'
import type { Delivery, SendOutcome } from '../../bot/outbox/delivery.ts'
import { createPump } from '../../bot/outbox/pump.ts'
import { createTick } from '../../bot/outbox/tick.ts'
import type { Clock } from '../../bot/ports.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { aTurn } from '../conversation/a-turn.ts'
import { understandOnly } from '../conversation/meanings.ts'
import { hasher, recordingLog } from '../support/slack/adapter.ts'
import { type Ground, postgresGround, sqliteGround } from '../support/store-ground.ts'

const library = aLibrary(understandOnly({ 'send me tips': 'subscribe', stop: 'unsubscribe' }))
const never = () => false

/** The bot's shell on a real store, with a clock that stories move and a messenger that keeps what it is given. */
async function openBot(ground: Ground, outcomes: SendOutcome[] = []) {
  let at = new Date('2026-11-24T10:00:00Z')
  const clock: Clock = { now: () => at, wait: () => Promise.resolve() }
  const sent: Delivery[] = []
  const log = recordingLog()
  const send = (delivery: Delivery): Promise<SendOutcome> => {
    const outcome = outcomes.shift() ?? { is: 'sent' }
    if (outcome.is === 'sent') sent.push(delivery)
    return Promise.resolve(outcome)
  }
  const parts = {
    store: await ground.open(),
    sealer: {
      seal: (_purpose: string, _about: string, words: string) => Promise.resolve(words),
      open: (_purpose: string, _about: string, sealed: string) => Promise.resolve(sealed)
    },
    hasher,
    library,
    messengers: new Map([['slack' as const, { send }]]),
    rightsInFiles: () => [],
    forms: new Map(),
    hearing: { organisations: new Set<OrganisationId>() },
    log,
    clock
  }
  const app = createApp(parts)
  const tick = createTick({ ...parts, plan: (due, now) => planTip(due, now, library) })
  const pump = createPump({
    ...parts,
    render: (slot, now, subscriber) => sayTo(slot, subscriber, library, now)
  })
  let count = 0
  return {
    sent,
    log,
    outcomes,
    store: parts.store,
    async say(text: string, by = 'person-1') {
      count += 1
      const turn = aTurn({ text })
      const id = PersonId.parse(by)
      const from = { ...turn.from, id, privately: { ...turn.from.privately, owner: id } }
      const place = { ...turn.place, id: PlaceId.parse(`dm-${by}`) }
      const input = { kind: 'text', text: new Private(text) } as const
      return app.answer({ ...turn, keys: [`${count}`], from, place, input })
    },
    /** The clock goes on to this moment, and what a minute does is done. */
    async goTo(moment: string) {
      at = new Date(moment)
      await tick(at)
      await pump(never)
    }
  }
}

describe.each([
  ['SQLite', sqliteGround],
  ['PostgreSQL', postgresGround]
])('the weekly tip, on %s', (_name, make) => {
  let ground: Ground
  beforeEach(async () => {
    ground = await make()
    // The first story of a run starts a server.
  }, 60_000)
  afterEach(() => ground.remove())

  it('comes on Monday at 9, once, with what there is to press', async () => {
    const bot = await openBot(ground)
    const [reply] = await bot.say('send me tips')
    expect(JSON.stringify(reply)).toContain('The next comes on 30 November.')
    await bot.goTo('2026-11-30T08:59:00Z')
    expect(bot.sent).toEqual([])
    await bot.goTo('2026-11-30T09:05:30Z')
    expect(bot.sent).toHaveLength(1)
    const [tip] = bot.sent
    expect(tip?.to.owner).toBe('person-1')
    expect(tip?.reply.card.buttons.map(({ label }) => label).slice(-1)).toEqual(['Stop'])
    await bot.goTo('2026-11-30T09:06:30Z')
    expect(bot.sent).toHaveLength(1)
    await bot.goTo('2026-12-07T09:05:30Z')
    expect(bot.sent).toHaveLength(2)
    expect(bot.sent[1]?.reply.card).not.toEqual(tip?.reply.card)
  })

  it('does not come any more after "stop", not even where it was planned already', async () => {
    const bot = await openBot(ground)
    await bot.say('send me tips')
    await bot.goTo('2026-11-30T09:00:00Z')
    const before = bot.sent.length
    await bot.say('stop')
    await bot.goTo('2026-11-30T09:06:00Z')
    await bot.goTo('2026-12-07T09:06:00Z')
    expect(bot.sent).toHaveLength(before)
  })

  it('is made up for after a short stop, and is not after a long one', async () => {
    const bot = await openBot(ground)
    await bot.say('send me tips')
    await bot.goTo('2026-11-30T13:00:00Z')
    expect(bot.sent).toHaveLength(1)
    await bot.goTo('2026-12-23T10:00:00Z')
    expect(bot.sent).toHaveLength(1)
    expect(bot.log.written).toContainEqual({
      level: 'warn',
      event: 'slot.passed',
      facts: { why: 'missed' }
    })
    await bot.goTo('2027-01-04T09:06:00Z')
    expect(bot.sent).toHaveLength(2)
  })

  it('comes once and on time, whichever way the clock of the machine jumps', async () => {
    const bot = await openBot(ground)
    await bot.say('send me tips')
    await bot.goTo('2026-11-30T09:05:30Z')
    for (const moment of ['2026-11-30T07:00:00Z', '2026-11-30T09:00:00Z', '2026-11-30T09:05:30Z'])
      await bot.goTo(moment)
    expect(bot.sent).toHaveLength(1)
    // Back to before it, and somebody else asks for the same: nobody has it a second time.
    await bot.goTo('2026-11-30T08:30:00Z')
    await bot.say('send me tips', 'person-2')
    await bot.goTo('2026-11-30T09:05:40Z')
    expect(bot.sent).toHaveLength(1)
    await bot.say('stop', 'person-2')
    // Forwards, by more than a tip is of use; then back again, to before the next.
    await bot.goTo('2026-12-02T09:00:00Z')
    await bot.goTo('2026-12-01T09:00:00Z')
    expect(bot.sent).toHaveLength(1)
    await bot.goTo('2026-12-07T09:05:30Z')
    expect(bot.sent).toHaveLength(2)
  })

  it('comes no sooner after a change than its rhythm says, and keeps nobody else with those times waiting', async () => {
    const bot = await openBot(ground)
    await bot.say('send me tips')
    await bot.goTo('2026-11-30T09:06:00Z')
    await bot.say('send me tips')
    const [changed] = await bot.say('Tuesdays at 2pm')
    expect(JSON.stringify(changed)).toContain('The next comes on 8 December.')
    // Somebody else wants the same times, and had none yet.
    await bot.say('send me tips', 'person-2')
    await bot.say('Tuesdays at 2pm', 'person-2')
    await bot.goTo('2026-12-01T14:06:00Z')
    await bot.goTo('2026-12-01T14:06:01Z')
    expect(bot.sent.map(({ to }) => to.owner)).toEqual(['person-1', 'person-2'])
    await bot.goTo('2026-12-08T14:06:00Z')
    await bot.goTo('2026-12-08T14:06:01Z')
    expect(bot.sent.slice(2).map(({ to }) => to.owner)).toHaveLength(2)
  })

  it('suits the kind of work that somebody told, and stands nowhere but in their own sealed choice', async () => {
    const bot = await openBot(ground)
    for (const who of ['person-1', 'person-2']) await bot.say('send me tips', who)
    await bot.say("I'm a porter")
    const plain = await Promise.all(
      ['schedule', 'slot', 'outbox'].map((table) => ground.ask(`select * from ${table}`))
    )
    expect(JSON.stringify(plain)).not.toContain('porters')
    const weeks = Array.from({ length: 8 }, (_, week) => 30 + 7 * week)
    // A workspace has room for one at a time.
    for (const day of weeks)
      for (const second of [0, 1])
        await bot.goTo(new Date(Date.UTC(2026, 10, day, 9, 6, second)).toISOString())
    const titlesOf = (who: string) =>
      bot.sent.filter(({ to }) => to.owner === who).map(({ reply }) => JSON.stringify(reply.card))
    expect(titlesOf('person-1').join(' ')).toContain('Tip number 1')
    expect(titlesOf('person-1').join(' ')).not.toContain('Tip number 2')
    expect(titlesOf('person-2').join(' ')).toContain('Tip number 2')
    const where = (who: string) =>
      titlesOf(who).flatMap((card, at) => (card.includes('Where to tell') ? [at] : []))
    expect(where('person-1')).toEqual(where('person-2'))
  })

  it('is never said twice where it may have arrived, and is tried again where it cannot have', async () => {
    const bot = await openBot(ground, [{ is: 'unknown', why: 'timeout' }])
    await bot.say('send me tips')
    await bot.goTo('2026-11-30T09:06:00Z')
    await bot.goTo('2026-11-30T09:10:00Z')
    expect(bot.sent).toEqual([])
    bot.outcomes.push({ is: 'away', why: 'ECONNREFUSED' })
    await bot.goTo('2026-12-07T09:06:00Z')
    expect(bot.sent).toEqual([])
    await bot.goTo('2026-12-07T09:07:00Z')
    expect(bot.sent).toHaveLength(1)
  })

  it('ends for somebody who cannot be reached, and stops nobody else', async () => {
    const bot = await openBot(ground, [{ is: 'unreachable', why: 'messages_tab_disabled' }])
    await bot.say('send me tips')
    await bot.goTo('2026-11-30T09:06:00Z')
    expect(await ground.ask('select id from subscription')).toEqual([])
    await bot.goTo('2026-12-07T09:06:00Z')
    expect(bot.sent).toEqual([])
  })

  it('keeps no name, no address and no time of anybody outside the seal', async () => {
    const bot = await openBot(ground)
    await bot.say('send me tips')
    const [row = {}] = await ground.ask('select * from subscription')
    expect(Object.keys(row).toSorted()).toEqual([
      'campaign',
      'id',
      'of',
      'pace',
      'paused',
      'resumes_at',
      'schedule',
      'sealed',
      'subject',
      'turn'
    ])
  })
})
