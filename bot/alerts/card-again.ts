import { changePaceOf, paceOf } from '../outbox/pace.ts'
import type { KeptAlert, SenderCard } from '../ports/alerts.ts'
import { SendersCard } from './alert.ts'
import type { AlertParts } from './alert-parts.ts'

/** The sender's card is to be kept up to date again. Undefined: there is none. */
export async function cardAgain(
  { sealer, hasher, log }: Pick<AlertParts, 'sealer' | 'hasher' | 'log'>,
  { id, card }: Pick<KeptAlert, 'id' | 'card'>
): Promise<SenderCard | undefined> {
  if (card === undefined) return undefined
  try {
    const { to } = SendersCard.parse(JSON.parse(await sealer.open('alert-card', id, card)))
    return { sealed: card, pace: changePaceOf(paceOf(hasher, to)), conversation: to.owner }
  } catch (error) {
    log.error('alert.unreadable', error)
    return undefined
  }
}
