import type { Delivery } from '../outbox/delivery.ts'
import { noteTo } from './case-card.ts'
import { tellResponders } from './notices.ts'
import type { ReportParts } from './report-parts.ts'

/**
 * A message to a reporter that can never arrive: responders see that, and never to whom it was going. Said once, however
 * often the message is met again after a kill.
 */
export function createLost(parts: ReportParts): (delivery: Delivery) => Promise<void> {
  const { store, hasher, library, clock } = parts
  return async ({ id, ifLost }) => {
    if (ifLost === undefined) return
    const { organisation, caseName } = ifLost
    const { words } = library
    const now = clock.now()
    const told = noteTo(words, words.say('case.not_delivered', { name: caseName }))
    const notices = await tellResponders(parts, organisation, told, now)
    await store.cases.once(hasher.key('mark', 'lost', id), notices, now)
  }
}
