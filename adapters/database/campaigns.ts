import { OrganisationId } from '../../bot/identity.ts'
import type { Campaigns, Listened } from '../../bot/ports/campaigns.ts'
import type { Engine } from './engine.ts'
import { listOf } from './lease.ts'
import { row, rows, type Work } from './query.ts'
import { makeSlot, randomKey } from './subscriptions.ts'
import { reachOf } from './tables/slot.ts'
import { countsOf } from './tables/slot-count.ts'
import { finalOf } from './tables/slot-final.ts'
import { endSchedule, joinSchedule, listenedTo, schedulesOfVariant } from './tables/subscription.ts'

/** Campaigns of organisations, and how far they are. */
export function createCampaigns(engine: Engine): Campaigns {
  return {
    async arrange(wanted, variant) {
      await engine.write(() => arrange(wanted, variant))
    },

    post: (due, firing, whom) => engine.write(() => makeSlot(due, firing, whom)),

    async progress(slot) {
      const found = await engine.read(() => rows(countsOf, { slot }))
      const final = await engine.read(() => row(finalOf, { slot }))
      return {
        counts: Object.fromEntries(found.map(({ what, count }) => [what, count])),
        final: final?.final_at !== null
      }
    },

    async list(now) {
      const found = new Map<string, Listened>()
      for (const { of, count, next_at: next, organisation, ...schedule } of await engine.read(() =>
        rows(listenedTo, { now: now.getTime() })
      )) {
        const before = found.get(schedule.id) ?? { places: 0, people: 0 }
        found.set(schedule.id, {
          ...schedule,
          organisation: organisation === '' ? undefined : OrganisationId.parse(organisation),
          nextAt: next === null ? undefined : new Date(next),
          places: before.places + (of === 'place' ? Number(count) : 0),
          people: before.people + (of === 'person' ? Number(count) : 0)
        })
      }
      return [...found.values()]
    },

    async reach(organisation, { schedules, of, roles }, now) {
      const found = await engine.read(() =>
        rows(reachOf, {
          schedules: listOf(schedules),
          of: of ?? '',
          roles: listOf(roles),
          organisation: organisation ?? '',
          at: now.getTime()
        })
      )
      const countOf = (kind: 'person' | 'place') =>
        Number(found.find((one) => one.of === kind)?.count ?? 0)
      return { places: countOf('place'), people: countOf('person') }
    }
  }
}

function* arrange(wanted: Parameters<Campaigns['arrange']>[0], variant: string): Work<void> {
  const kept = new Set<string>()
  for (const { campaign, organisation = '', cadence, nextAt } of wanted) {
    const next = nextAt.getTime()
    const joined = yield* row(joinSchedule, {
      id: randomKey(),
      campaign,
      organisation,
      variant,
      cadence,
      next
    })
    if (joined !== undefined) kept.add(joined.id)
  }
  for (const { id, next_at: next } of yield* rows(schedulesOfVariant, { variant }))
    if (next !== null && !kept.has(id)) yield* rows(endSchedule, { id })
}
