import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { setTimeout as wait } from 'node:timers/promises'
import type { Store } from '../../../bot/ports.ts'
import {
  after,
  change,
  type Ground,
  postgresGround,
  sqliteGround
} from '../../support/store-ground.ts'

/** Longer than a lease. */
const LATER = 6000

interface Story {
  /** For each message of each conversation, which of the two processes hears it. */
  readonly talks: readonly (readonly boolean[])[]
  /** At which pieces of work, counted over both, a process stops where it is. */
  readonly stops: ReadonlySet<number>
  /** At which pieces of work the clock goes past every lease, and the other process takes over from one that still works. */
  readonly steals: ReadonlySet<number>
}

const moments = fc.array(fc.nat(30), { maxLength: 4 }).map((list) => new Set(list))
const stories: fc.Arbitrary<Story> = fc.record({
  talks: fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 4
  }),
  stops: moments,
  steals: moments
})

interface Told {
  /** Keys in the order in which they were handed out to be decided. */
  readonly begun: string[]
  /** Keys that were decided; in the order in which that became known, which two processes may see otherwise than it was. */
  readonly decided: string[]
  readonly sent: string[]
}

const nothing: Told = { begun: [], decided: [], sent: [] }

/** Tells a story with both holders at once. */
async function tell(
  holders: readonly [Store, Store],
  story: Story,
  name: string
): Promise<readonly Told[]> {
  let clock = 0
  let pieces = 0
  const now = () => after(clock)
  const told = story.talks.map((): Told => ({ begun: [], decided: [], sent: [] }))
  const running: Promise<void>[] = []

  async function sweep(holder: Store): Promise<number> {
    const taken = await holder.inbox.abandoned(now(), 100)
    await Promise.all(taken.map((conversation) => drain(holder, conversation)))
    return taken.length
  }

  async function drain(holder: Store, conversation: string): Promise<void> {
    const { begun, decided, sent } = told[Number(conversation.split('/')[1])] ?? nothing
    for (let settled: string[] = []; ;) {
      const work = await holder.inbox.next(conversation, settled, now())
      if (work === undefined) return
      pieces += 1
      if (story.stops.has(pieces)) return
      if (story.steals.has(pieces)) {
        clock += LATER
        running.push(
          ...holders
            .filter((other) => other !== holder)
            .map(async (other) => void (await sweep(other)))
        )
      }
      if (work.is === 'delivery') {
        sent.push(work.id)
        settled = [work.id]
        continue
      }
      settled = []
      begun.push(work.key)
      const deliveries = [1, 2].map((part) => ({
        id: `${work.key}.${part}`,
        conversation,
        sealed: 's'
      }))
      const made = change({ finishes: { key: work.key, conversation }, deliveries })
      if ((await holder.memories.commit(made, now())) === 'committed') decided.push(work.key)
      else return
    }
  }

  async function speak(talk: readonly boolean[], number: number): Promise<void> {
    const conversation = `${name}/${number}`
    for (const [index, who] of talk.entries()) {
      const holder = holders[who ? 0 : 1]
      const key = `${conversation}/${index}`
      const taken = await holder.inbox.takeIn({ keys: [key], conversation, body: 'b' }, now())
      if (taken === 'fresh' || taken === 'resume') running.push(drain(holder, conversation))
      expect(taken).not.toBe('seen')
    }
  }

  await Promise.all(story.talks.map(speak))
  while (running.length > 0) await Promise.all(running.splice(0))
  for (let quiet = 0; quiet < 2;) {
    clock += LATER
    const found = (await sweep(holders[0])) + (await sweep(holders[1]))
    while (running.length > 0) await Promise.all(running.splice(0))
    quiet = found === 0 ? quiet + 1 : 0
  }
  return told
}

/** Each once, in order; and each answer sent, in order, twice at most where somebody was stopped or overtaken. */
function check(told: readonly Told[], story: Story, name: string): void {
  for (const [number, talk] of story.talks.entries()) {
    const keys = talk.map((_, index) => `${name}/${number}/${index}`)
    const { begun, decided, sent } = told[number] ?? nothing
    expect([...new Set(begun)]).toEqual(keys)
    expect(decided.toSorted()).toEqual(keys)
    const answers = keys.flatMap((key) => [`${key}.1`, `${key}.2`])
    expect([...new Set(sent)]).toEqual(answers)
    const isCalm = story.steals.size === 0 && story.stops.size === 0
    expect(isCalm ? sent : answers).toEqual(answers)
  }
}

describe.each([
  ['SQLite', sqliteGround, 120],
  ['PostgreSQL', postgresGround, 60]
] as const)('Two holders of one store on %s', (_, make, numRuns) => {
  async function withGround(work: (ground: Ground) => Promise<void>): Promise<void> {
    const ground = await make()
    try {
      await work(ground)
    } finally {
      await ground.remove()
    }
  }

  it('decide every message once and in order, whoever hears it, stops or is overtaken, and leave nothing behind', async () => {
    await withGround(async (ground) => {
      const holders = [await ground.open(), await ground.open()] as const
      let run = 0
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          run += 1
          const name = `run ${run}`
          check(await tell(holders, story, name), story, name)
          for (const table of ['conversation', 'arrival', 'delivery'])
            expect(await ground.ask(`select * from ${table}`)).toEqual([])
        }),
        { numRuns }
      )
    })
  }, 120_000)

  it('never lose a message that comes in the moment a conversation ends', async () => {
    await withGround(async (ground) => {
      const one = await ground.open()
      const two = await ground.open()
      for (let round = 0; round < 60; round += 1) {
        const conversation = `talk ${round}`
        await one.inbox.takeIn({ keys: [`a${round}`], conversation, body: 'a' }, after(0))
        const deliveries = [{ id: `d${round}`, conversation, sealed: 's' }]
        await one.memories.commit(
          change({ finishes: { key: `a${round}`, conversation }, deliveries }),
          after(0)
        )
        const speaks = wait(Math.random() * 3).then(() =>
          two.inbox.takeIn({ keys: [`b${round}`], conversation, body: 'b' }, after(0))
        )
        const [work, taken] = await Promise.all([
          one.inbox.next(conversation, [`d${round}`], after(0)),
          speaks
        ])
        // Either the one who ends it sees the message, or the one who hears it holds a new conversation.
        expect([work?.is, taken]).toEqual(
          work === undefined ? [undefined, 'fresh'] : ['arrival', 'queued']
        )
      }
    })
  }, 60_000)
})
