import type { Change, Committed, KeptSubscription, Loaded, Memories } from '../../bot/ports.ts'
import { commit, deliveriesTo } from './commit.ts'
import { dayOf } from './days.ts'
import type { Engine } from './engine.ts'
import type { Held } from './held.ts'
import { rows } from './query.ts'
import { known } from './tables/known.ts'
import { touchPlace } from './tables/place.ts'

/** People, places and rights; and the one transaction that makes a decision durable. */
export function createMemories(engine: Engine, held: Held): Memories {
  /** Places that were not used today before; noted with the decision, which would be a commit more by itself. */
  const stale = new Set<string>()

  async function commitAndNote(change: Change, now: Date): Promise<Committed> {
    const { place } = change
    const touches = stale.delete(place)
    const { result, last } = await engine.write(
      function* () {
        const answer = yield* commit(change, held.holder, now)
        if (touches) yield* rows(touchPlace, { id: place, day: dayOf(now) })
        return answer
      },
      (answer) => answer.result !== 'committed'
    )
    if (last !== undefined && 'key' in change.finishes) {
      const { conversation } = change.finishes
      held.decided(conversation, deliveriesTo(conversation, change).length, last)
    }
    return result
  }

  return {
    async load(person, place, code, now) {
      const found = await engine.read(() =>
        rows(known, { person, place, code: code ?? '', now: now.getTime() })
      )
      const loaded: { -readonly [K in keyof Loaded]: Loaded[K] } = {
        roles: []
      }
      if (code !== undefined) loaded.code = { is: 'unknown' }
      const roles: Loaded['roles'][number][] = []
      const subscriptions: KeptSubscription[] = []
      for (const { what, sealed, day, organisation, role, paused } of found)
        if (what === 'person') loaded.memory = sealed ?? undefined
        else if (what === 'place') {
          loaded.placeMemory = sealed ?? undefined
          // Once a day, so that a channel in use is not taken for one that nobody has used for 90 days.
          if ((day ?? 0) < dayOf(now)) stale.add(place)
        } else if (organisation === null || role === null) continue
        else if (what === 'person-tips' || what === 'place-tips')
          subscriptions.push({
            of: what === 'person-tips' ? 'person' : 'place',
            campaign: role,
            // Empty where there is none: the schedule's key has no nulls.
            ...(String(organisation) === '' ? {} : { organisation }),
            ...(paused === null || paused === '' ? {} : { paused }),
            sealed: sealed ?? ''
          })
        else if (what === 'code') loaded.code = { is: 'good', organisation, role }
        else if (what === 'place-link') loaded.linkedOrganisation = organisation
        else if (role !== 'tips') roles.push({ organisation, role })
      return { ...loaded, roles, ...(subscriptions.length === 0 ? {} : { subscriptions }) }
    },

    commit: (change, now) =>
      'key' in change.finishes
        ? held.working(change.finishes.conversation, () => commitAndNote(change, now))
        : commitAndNote(change, now)
  }
}
