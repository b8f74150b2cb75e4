import { Destination } from '../../../bot/identity.ts'
import type { Delivery, SendOutcome } from '../../../bot/outbox/delivery.ts'
import { createPump } from '../../../bot/outbox/pump.ts'
import type { Store } from '../../../bot/ports.ts'
import type { Waiting } from '../../../bot/ports/outbox.ts'
import { aTip, openSeal } from '../delivery/parts.ts'
import { seeded } from '../soak/figures.ts'
import { createStrictPlatform } from './strict-platform.ts'
import { createVirtualTime } from './virtual-time.ts'

/** Messages of one workspace or tenant that all wait at once. */
export interface Load {
  readonly platform: 'teams' | 'slack'
  readonly tenant: string
  readonly conversations: number
  /** How many wait for each conversation. */
  readonly each: number
}

export interface FullSpeed {
  readonly sent: number
  readonly refused: number
  readonly doubled: number
  readonly left: number
  /** Per load: the share of what its platform allows that was used for as long as enough of it waited. */
  readonly used: readonly number[]
  /** On the clock of the story. */
  readonly seconds: number
}

/** A network takes 80 to 240 ms each way, and two messages may come up to 8 ms closer together than they left. */
const PATH_MS = { least: 80, most: 240, jitter: 8 }
const start = new Date('2026-11-30T09:00:00Z')
const quiet = { info() {}, warn() {}, error() {} }

/** The real lease and pump of each store (one per replica, on one database) against strict platforms, until nothing waits. */
export async function fullSpeed(
  stores: readonly Store[],
  loads: readonly Load[],
  seed: number
): Promise<FullSpeed> {
  const [first] = stores
  if (first === undefined) throw new TypeError('one store at least')
  const letters = loads.flatMap((load) => lettersOf(load))
  await first.outbox.put(letters.map(({ waiting }) => waiting))
  const platform = createStrictPlatform()
  const random = seeded(seed)
  const time = createVirtualTime(start)
  const now = () => time.clock.now().getTime()
  const whole = new Map(
    loads.map(({ tenant, conversations, each }) => [tenant, conversations * each])
  )
  const runOut = new Map<string, number>()

  async function send({ to, id }: Delivery): Promise<SendOutcome> {
    await time.clock.wait(PATH_MS.least + random() * PATH_MS.jitter)
    const retryAfterMs = platform.arrive(to, id, now())
    if (retryAfterMs === undefined) {
      const left = (whole.get(to.tenant) ?? 0) - 1
      whole.set(to.tenant, left)
      if (left === 0) runOut.set(to.tenant, now())
    }
    await time.clock.wait(random() * (PATH_MS.most - PATH_MS.least))
    return retryAfterMs === undefined ? { is: 'sent' } : { is: 'throttled', retryAfterMs }
  }

  const isDone = () => [...whole.values()].every((left) => left === 0)
  const replicas = stores.map(({ outbox, ...store }) =>
    createPump({
      store: {
        ...store,
        outbox: {
          ...outbox,
          lease: (at, limit) => time.during(() => outbox.lease(at, limit)),
          settle: (settled, at) => time.during(() => outbox.settle(settled, at))
        }
      },
      sealer: openSeal,
      log: quiet,
      clock: time.clock,
      render: () => aTip,
      messengers: new Map([
        ['teams' as const, { send }],
        ['slack' as const, { send }]
      ])
    })
  )
  let running = replicas.length
  const all = replicas.map(async (pump, index) => {
    // Replicas do not start at the same moment.
    await time.clock.wait(index * 370)
    while (!isDone()) {
      await pump(isDone)
      await time.clock.wait(1_000)
    }
    running -= 1
  })
  await Promise.all([time.run(() => running === 0), ...all])
  const ends = [...runOut.values()]
  return {
    sent: platform.came.size,
    refused: platform.refused(),
    doubled: [...platform.came.values()].filter((times) => times > 1).length,
    left: await first.outbox.waiting(),
    used: loads.map((load) =>
      platform.used(load.platform, load.tenant, runOut.get(load.tenant) ?? now())
    ),
    seconds: (Math.max(...ends) - start.getTime()) / 1_000
  }
}

function lettersOf({ platform, tenant, conversations, each }: Load) {
  return Array.from({ length: conversations * each }, (_, index) => {
    const owner = `conversation-${index % conversations}`
    const to = Destination.parse({ platform, tenant, scope: 'channel', address: owner, owner })
    const id = `${tenant}-${index}`.padStart(32, '0')
    const waiting: Waiting = {
      id,
      sealed: JSON.stringify({ to, reply: aTip }),
      pace: `${platform}:${tenant}`,
      conversation: owner,
      lane: 'tip',
      policy: 'skip',
      notBefore: start
    }
    return { waiting }
  })
}
