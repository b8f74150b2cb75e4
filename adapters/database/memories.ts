import type { Change, Committed, KeptSubscription, Loaded, Memories } from '../../bot/ports.ts'
import { commit, type CommitAnswer, conversationOf, deliveriesTo } from './commit.ts'
import { dayOf } from './days.ts'
import type { Engine } from './engine.ts'
import type { Held } from './held.ts'
import { rows, type Work } from './query.ts'
import { known } from './tables/known.ts'
import { touchPlace } from './tables/place.ts'

/** People, places and rights; and the one transaction that makes a decision durable. */
export function createMemories(engine: Engine, held: Held): Memories {
  /** Places that were not used today before; noted with the decision, which would be a commit more by itself. */
  const stale = new Set<string>()

  async function commitAndNote(change: Change, now: Date): Promise<Committed> {
    const touches = stale.delete(change.place)
    const { result, last } = await engine.write(
      () => commitAndTouch(change, held.holder, now, touches),
      (answer) => answer.result !== 'committed'
    )
    const conversation = conversationOf(change)
    if (last === undefined || conversation === undefined) return result
    const added = deliveriesTo(conversation, change).length
    if ('key' in change.finishes) held.decided(conversation, added, last)
    else held.take(conversation, { last, left: added })
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

    commit(change, now) {
      const conversation = conversationOf(change)
      const work = () => commitAndNote(change, now)
      if (conversation === undefined) return work()
      return 'key' in change.finishes
        ? held.working(conversation, work)
        : held.taking(conversation, work)
    }
  }
}

/** A function of its own: V8 keeps what a generator made in passing has seen until it next tidies everything. */
function* commitAndTouch(
  change: Change,
  holder: string,
  now: Date,
  touches: boolean
): Work<CommitAnswer> {
  const answer = yield* commit(change, holder, now)
  if (touches) yield* rows(touchPlace, { id: change.place, day: dayOf(now) })
  return answer
}
