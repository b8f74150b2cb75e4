import { OrganisationId } from '../identity.ts'
import type { Button } from './reply.ts'
import type { Talk } from './talk.ts'

/**
 * ▢ Tell the security team: only where somebody hears (a practice case was taken), and never for people of another
 * company. Nobody may own up to an empty room. `about` is the situation, where it is known. The button carries whose team it
 * is for: an answer to a channel's people stands in their own chat, which belongs to no organisation.
 */
export function tellButton({ known, house, turn, words }: Talk, about?: string): readonly Button[] {
  const id = house.organisation?.id
  if (id === undefined || !hears({ known, house, turn })) return []
  const press = { action: 'tell', about: tellAbout(id, about) }
  return [{ kind: 'press', label: words.say('button.tell'), press, opens: 'form' }]
}

/**
 * ▢ I have a receipt: typed into a form, never into a chat. It may be the only way back, so it asks neither where somebody
 * works nor whether anybody hears just now: whoever has a new phone has not told us, and a channel may have gone since.
 */
export function receiptButton({ known, turn, words }: Talk): readonly Button[] {
  if (known.receipts !== true || turn.from.standing === 'outsider') return []
  const press = { action: 'receipt' }
  return [{ kind: 'press', label: words.say('button.receipt'), press, opens: 'form' }]
}

export function hears({
  known,
  house,
  turn
}: Pick<Talk, 'known' | 'house'> & { readonly turn: Pick<Talk['turn'], 'from'> }): boolean {
  const id = house.organisation?.id
  return id !== undefined && turn.from.standing !== 'outsider' && known.hearing?.has(id) === true
}

/** `password_entered/example-trust`; without a situation `/example-trust`. */
function tellAbout(organisation: OrganisationId, situation = ''): string {
  return `${situation}/${organisation}`
}

/** What {@link tellAbout} wrote, or a situation alone. */
export function readTellAbout(about = ''): {
  readonly situation: string | undefined
  readonly organisation: OrganisationId | undefined
} {
  const [situation = '', organisation] = about.split('/')
  return {
    situation: situation === '' ? undefined : situation,
    organisation: OrganisationId.safeParse(organisation).data
  }
}
