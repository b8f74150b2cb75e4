import { z } from 'zod'
import type { AppParts } from './app-parts.ts'
import { decide } from './conversation/decide.ts'
import type { Decision, Effect, Known, Subscribed } from './conversation/decision.ts'
import { cannotKeep } from './conversation/failing.ts'
import { codeIn } from './conversation/linking.ts'
import { Memory, PlaceMemory } from './conversation/memory.ts'
import { Reply } from './conversation/reply.ts'
import type { Turn } from './conversation/turn.ts'
import { type Delivery, IfLost, OfReport } from './outbox/delivery.ts'
import { Destination } from './identity.ts'
import type { Change, Loaded, Step } from './ports.ts'
import { openMemory, openSealed } from './open-memory.ts'
import { paceOf } from './outbox/pace.ts'
import { Subscriber, subscriberAbout } from './outbox/sealed.ts'
import { randomId } from './random-id.ts'

export interface ToSettle {
  readonly turn: Turn
  /** Undefined: somebody only looks, and nothing of it is kept. */
  readonly finishes: Change['finishes'] | undefined
  /** Where the answers wait, in order, until they are sent; undefined: the caller answers itself. */
  readonly conversation: string | undefined
}

export type Settled =
  | {
      readonly is: 'settled'
      readonly replies: readonly Reply[]
      readonly deliveries: readonly Delivery[]
    }
  /** Done before, by us or by another process: nothing to send. `busy`: it belongs into the inbox. */
  | { readonly is: 'seen' | 'busy' }

export type Settle = (what: ToSettle) => Promise<Settled>

/** Load, decide, commit as one: memory, effects, answers to send and "this turn is done" are durable together or not at all. */
export function createSettle({
  store,
  sealer,
  hasher,
  library,
  rightsInFiles,
  hearing,
  log,
  clock
}: Omit<AppParts, 'messengers'>): Settle {
  /** A fault of ours in deciding must not be met again and again: the person is told whom to ring, and the turn is done. */
  function decideSafely(turn: Turn, before: Known, now: Date): Decision {
    try {
      return decide(turn, before, library, now)
    } catch (error) {
      log.error('decide.failed', error)
      const { memory, placeMemory } = before
      return { replies: [cannotKeep(turn, library)], effects: [], memory, placeMemory }
    }
  }

  async function known(loaded: Loaded, { from, place }: Turn): Promise<Known> {
    return {
      memory: (await openMemory({ sealer, log }, from.id, loaded.memory, Memory)) ?? {},
      placeMemory:
        (await openMemory({ sealer, log }, place.id, loaded.placeMemory, PlaceMemory)) ?? {},
      linkedOrganisation: loaded.linkedOrganisation,
      roles: [...loaded.roles, ...rightsInFiles(from.id)],
      hearing: hearing.organisations,
      receipts: hearing.receipts,
      code: loaded.code,
      subscriptions: await subscribed(loaded, from.id, place.id)
    }
  }

  async function subscribed(
    { subscriptions = [] }: Loaded,
    person: string,
    place: string
  ): Promise<readonly Subscribed[]> {
    const all = subscriptions.map(async ({ sealed, ...one }) => {
      const subject = one.of === 'person' ? person : place
      const kept = await openSealed(
        { sealer, log },
        { purpose: 'subscription', about: subscriberAbout(subject, one.campaign), sealed },
        Subscriber
      )
      return kept === undefined ? [] : [{ ...one, ...kept }]
    })
    return (await Promise.all(all)).flat()
  }

  async function sealIfChanged(
    about: string,
    before: unknown,
    after: unknown
  ): Promise<string | undefined> {
    if (after === before) return undefined
    const text = JSON.stringify(after)
    return text === JSON.stringify(before) ? undefined : sealer.seal('memory', about, text)
  }

  async function change(
    what: ToSettle & Pick<Change, 'finishes'>,
    before: Known,
    loaded: Loaded,
    decision: Decision
  ): Promise<{ change: Change; deliveries: readonly Delivery[] }> {
    const { turn, conversation } = what
    const deliveries =
      conversation === undefined ? [] : decision.replies.map((reply) => toDelivery(turn, reply))
    const links = decision.effects.some((effect) => effect.do === 'redeem' && effect.of === 'place')
    const [memory, placeMemory, address, ...sealed] = await Promise.all([
      sealIfChanged(turn.from.id, before.memory, decision.memory),
      sealIfChanged(turn.place.id, before.placeMemory, decision.placeMemory),
      links ? sealer.seal('address', turn.place.id, JSON.stringify(rootOf(turn))) : undefined,
      ...deliveries.map((delivery) => sealer.seal('delivery', delivery.id, packDelivery(delivery)))
    ])
    return {
      change: {
        finishes: what.finishes,
        person: turn.from.id,
        place: turn.place.id,
        platform: turn.platform,
        memory,
        placeMemory,
        memoryWas: loaded.memory,
        placeMemoryWas: loaded.placeMemory,
        effects: decision.effects.map((effect) =>
          effect.do === 'redeem' ? { ...effect, code: codeKey(effect.code) } : effect
        ),
        deliveries: deliveries.map(({ id }, at) => ({
          id,
          conversation: conversation ?? '',
          sealed: sealed[at] ?? ''
        })),
        address,
        steps: await stepsOf(turn, decision.effects)
      },
      deliveries
    }
  }

  /** What goes to another time or place than this answer, sealed. */
  async function stepsOf(turn: Turn, effects: readonly Effect[]): Promise<readonly Step[]> {
    const steps: Step[] = []
    for (const effect of effects) {
      if (effect.do !== 'subscribe' && effect.do !== 'unsubscribe') continue
      const to = effect.of === 'person' ? turn.from.privately : rootOf(turn)
      const { campaign } = effect
      if (effect.do === 'unsubscribe') {
        steps.push({ do: 'unsubscribe', subject: to.owner, campaign })
        continue
      }
      const { settings, variant, cadence, resumesAt, since, had, notBefore } = effect
      const times = { resumesAt, since, had, notBefore }
      const kept: Subscriber = { to, settings, variant, cadence, ...times }
      const about = subscriberAbout(to.owner, campaign)
      const sealed = await sealer.seal('subscription', about, JSON.stringify(kept))
      const subscription = { ...effect, subject: to.owner, pace: paceOf(hasher, to), sealed }
      steps.push({ do: 'subscribe', subscription })
    }
    return steps
  }

  const codeKey = (code: string) => hasher.key('code', code)

  async function settle(what: ToSettle, withoutCode = false): Promise<Settled> {
    const { turn } = what
    const now = clock.now()
    const code = codeIn(turn)
    const loaded = await store.memories.load(
      turn.from.id,
      turn.place.id,
      code === undefined ? undefined : codeKey(code),
      now
    )
    const before = await known(withoutCode ? { ...loaded, code: { is: 'unknown' } } : loaded, turn)
    const decision = decideSafely(turn, before, hourOf(turn, now))
    const { finishes } = what
    if (finishes === undefined) return { is: 'settled', replies: decision.replies, deliveries: [] }
    const { change: changes, deliveries } = await change(
      { ...what, finishes },
      before,
      loaded,
      decision
    )
    // Loading may have taken its time: a lease that begins with this commit is counted from here.
    const committed = await store.memories.commit(changes, clock.now())
    if (committed === 'seen' || committed === 'busy') return { is: committed }
    // Somebody used the code between our look and our commit: the person is told so, and nothing else has happened.
    if (committed === 'code-used') return settle(what, true)
    return { is: 'settled', replies: decision.replies, deliveries }
  }
  return (what) => settle(what)
}

/** A channel's notices are messages of their own, not answers in somebody's thread. */
function rootOf({ place }: Turn): Destination {
  return place.root ?? place.here
}

function toDelivery(turn: Turn, reply: Reply): Delivery {
  const to = reply.audience === 'here' ? turn.place.here : turn.from.privately
  return { id: randomId(), to, reply, attempts: 0 }
}

const Kept = z.object({
  to: Destination,
  reply: Reply,
  ifLost: IfLost.optional(),
  ofReport: OfReport.optional()
})

/** A delivery as it lies inside its seal. */
export function packDelivery({ to, reply, ifLost, ofReport }: Delivery): string {
  return JSON.stringify({ to, reply, ifLost, ofReport })
}

/** A delivery that was left over, from its opened seal. Throws where the text is none. */
export function unpackDelivery(id: string, attempts: number, text: string): Delivery {
  return { id, attempts, ...Kept.parse(JSON.parse(text)) }
}

/** On the page and in the terminal people choose the hour to try; everywhere else it is the hour of deciding, however late that is. */
function hourOf({ platform, at }: Turn, now: Date): Date {
  return platform === 'web' || platform === 'console' ? at : now
}
