import type { Library } from '../content/library.ts'
import type { Reply } from '../conversation/reply.ts'
import type { Subscriber } from '../outbox/sealed.ts'
import type { Slot } from '../ports/outbox.ts'
import { readCadence } from './cadence.ts'
import { whereToTell } from './choose-tip.ts'
import { saidAt } from './plan.ts'
import { sayMoment } from './say-tip.ts'
import { readWanted } from './wanted.ts'

/** "both weekly": a slot of what people asked for, not of a campaign of its own. */
const asked = /^(work|home|both) (daily|weekly|fortnightly|monthly)$/

/**
 * What one subscriber gets of a slot; undefined: it would come sooner than they asked for. Their kind of work stands in their own sealed choice and nowhere else, so the tip
 * that suits it is chosen here, at the moment of sending; the slot itself tells nobody's.
 */
function saysFor(
  slot: Slot,
  { settings, cadence, notBefore }: Pick<Subscriber, 'settings' | 'cadence' | 'notBefore'>,
  library: Library
): string | undefined {
  if (!asked.test(slot.variant)) return slot.says
  if (notBefore !== undefined && slot.at < notBefore) return undefined
  const job = readWanted(settings)?.job
  const campaign = library.campaigns.get(slot.campaign)
  if (job === undefined || campaign === undefined || slot.says === whereToTell) return slot.says
  return saidAt(slot, readCadence(cadence), campaign, library, job)
}

/** The message of it. */
export function sayTo(
  slot: Slot,
  subscriber: Subscriber,
  library: Library,
  now: Date
): Reply | undefined {
  const says = saysFor(slot, subscriber, library)
  return says === undefined ? undefined : sayMoment({ ...slot, says }, library, now)
}
