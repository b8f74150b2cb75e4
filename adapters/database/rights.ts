import type { PersonId } from '../../bot/identity.ts'
import type { Deed } from '../../bot/reports/audit.ts'
import type { Work } from './query.ts'
import { appendAudit } from './tables/audit.ts'
import type { GoneLink, LinkTable } from './tables/link.ts'

/** A line of the trail about a link: who may read reports and send alerts. To get tips is no right. */
export function* appendLink(
  { id, organisation, role }: Pick<LinkTable, 'id' | 'organisation' | 'role'>,
  who: Deed['who'],
  did: Deed['did'],
  now: Date
): Work<void> {
  if (role !== 'tips') yield* appendAudit({ organisation, who, did, about: id }, now)
}

/** A line for each link that was taken away: by whom, never from whom. */
export function* appendGone(
  gone: readonly GoneLink[],
  who: PersonId | 'operator',
  now: Date
): Work<void> {
  for (const link of gone)
    yield* appendLink(link, who, link.of === 'person' ? 'right-removed' : 'channel-removed', now)
}
