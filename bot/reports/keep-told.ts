import type { Reply } from '../conversation/reply.ts'
import type { FormTalk } from '../form-handler.ts'
import type { OrganisationId } from '../identity.ts'
import type { Account } from './account.ts'
import { minutesAfter } from './by-when.ts'
import type { Draft } from './draft.ts'
import { announced, caseCard, isGraver, waveCard } from './case-card.ts'
import { channelsOf, noticesTo, tellReporter, type Way } from './notices.ts'
import type { Came, Kept, Notice } from './ports.ts'
import type { ReportParts } from './report-parts.ts'

interface Told {
  readonly organisation: OrganisationId
  readonly draft: Draft
  readonly account: Account
  /** They asked for quiet nights. */
  readonly rests: boolean
}

/**
 * Keeps what somebody told the security team, with all that goes out for it, as one. What its responders see depends on how
 * many there are of the same, which only the store knows at that moment: so each of the cards is ready before.
 */
export async function keepTold(
  parts: ReportParts,
  { turn, library, house }: FormTalk,
  { organisation, draft, account, rests }: Told
): Promise<Kept> {
  const { store, sealer, hasher, vault, clock } = parts
  const now = clock.now()
  const { id, same, look, caseName } = draft
  const { situation } = account
  const named = account.knownAs === 'name'
  const way: Way =
    account.knownAs === 'receipt'
      ? { receipt: true }
      : { to: turn.from.privately, person: turn.from.id, named, rests }
  const shown = { id, situation, caseName, organisation, received: now }
  const channels = await channelsOf(parts, organisation, 'responders')
  const toAll = (card: Reply) => noticesTo(parts, channels, card, now)
  const [sealed, sealedWay, fresh, changed, message, many, first] = await Promise.all([
    vault.seal(organisation, id, JSON.stringify(account)),
    sealer.seal('way', id, JSON.stringify(way)),
    toAll(caseCard(library, shown, 'case.new')),
    toAll(caseCard(library, shown, 'case.changed')),
    toAll(waveCard(library, { organisation, situation, of: 'message' })),
    toAll(waveCard(library, { organisation, situation, of: 'situation' })),
    tellReporter(parts, shown, way)
  ])
  const cards = ({ howMany, alike, instead }: Came): readonly Notice[] => {
    const what = announced(howMany)
    if (what === 'nothing') return []
    if (what === 'wave') return alike === 'message' ? message : many
    return instead === undefined ? fresh : changed
  }
  const onCall = house.organisation?.onCall
  const hears = onCall?.newReports === true && (onCall.email ?? onCall.webhook) !== undefined
  return store.reports.keep(
    {
      id,
      organisation,
      situation,
      caseName,
      same,
      receipt: hasher.key('receipt', draft.receipt),
      sealed,
      way: sealedWay,
      look,
      next: minutesAfter(now, onCall?.afterMinutes ?? 60),
      atOnce: ({ howMany, instead }) =>
        hears && announced(howMany) !== 'nothing' && isGraver(library, situation, instead),
      counts: ['reports', `situation:${situation}`, `when:${account.when}`],
      notices: (came) => [...cards(came), ...(came.instead === undefined ? first : [])]
    },
    now
  )
}
