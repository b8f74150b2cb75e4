import type { AppParts } from '../app-parts.ts'
import { isHeadsUpError } from '../errors.ts'
import { Destination } from '../identity.ts'
import type { Delivery, SendOutcome } from '../outbox/delivery.ts'
import { changePaceOf } from '../outbox/pace.ts'
import { settledBy } from '../outbox/pump.ts'
import { Subscriber, subscriberAbout } from '../outbox/sealed.ts'
import { copyAbout, type LeasedAlert } from '../ports/alerts.ts'
import type { Leased, Settled } from '../ports/outbox.ts'
import { randomId } from '../random-id.ts'
import { AlertWords, sayAlert, SendersCard, Standing } from './alert.ts'
import { isFinal, progressCard } from './progress.ts'

type Parts = Pick<AppParts, 'store' | 'sealer' | 'messengers' | 'log' | 'clock' | 'library'>
export type AlertRow = Leased & { readonly alert: LeasedAlert }

/** The sender looks at the card now: soon. Later it is looked at now and then. */
const SOON_MS = 5_000
const LATER_MS = 30_000
const SOON_FOR_MS = 120_000

const notConnected: SendOutcome = { is: 'failed', why: 'not-connected' }

/** Sends an alert to somebody, changes it where they have it, and keeps its sender's card up to date. One attempt each. */
export function createAlertDelivery({
  store,
  sealer,
  messengers,
  log,
  clock,
  library
}: Parts): (row: AlertRow) => Promise<Settled> {
  const wordsOf = async ({ alert: { kept } }: AlertRow) =>
    AlertWords.parse(JSON.parse(await sealer.open('alert', kept.id, kept.sealed)))

  /** Where a new one goes. Undefined: they stopped meanwhile. */
  async function addressOf(row: AlertRow): Promise<Destination | undefined> {
    const { sealed, subscriber, alert } = row
    if (sealed !== undefined)
      return Destination.parse(JSON.parse(await sealer.open('address', alert.subject, sealed)))
    if (subscriber === undefined) return undefined
    const about = subscriberAbout(subscriber.subject, subscriber.campaign)
    const opened = await sealer.open('subscription', about, subscriber.sealed)
    return Subscriber.parse(JSON.parse(opened)).to
  }

  async function send(row: AlertRow): Promise<Settled> {
    const { kept, subject } = row.alert
    if (kept.recalled) return dropped(row, 'recalled')
    if (kept.until <= clock.now()) return dropped(row, 'expired')
    const to = await addressOf(row)
    if (to === undefined) return dropped(row, 'stopped')
    const reply = sayAlert({ ...kept, words: await wordsOf(row) }, library, to.scope)
    const messenger = messengers.get(to.platform)
    const outcome =
      (await messenger?.send({ id: randomId(), to, reply, attempts: row.attempts })) ?? notConnected
    const settled = settledBy(row, outcome, clock.now())
    if (outcome.is !== 'sent' || outcome.messageId === undefined) return settled
    const standing: Standing = { to, messageId: outcome.messageId }
    const about = copyAbout(kept.id, subject)
    const stands = await sealer.seal('alert-copy', about, JSON.stringify(standing))
    return { ...settled, mark: { version: kept.version, stands, pace: changePaceOf(row.pace) } }
  }

  async function change(row: AlertRow): Promise<Settled> {
    const { kept, subject, stands } = row.alert
    if (stands === undefined || stands === '') return dropped(row, 'gone')
    const about = copyAbout(kept.id, subject)
    const { to, messageId } = Standing.parse(
      JSON.parse(await sealer.open('alert-copy', about, stands))
    )
    const changes = messengers.get(to.platform)?.changes
    const outcome = kept.recalled
      ? await changes?.remove(messageId, { to })
      : await changes?.edit(messageId, {
          id: randomId(),
          to,
          reply: sayAlert({ ...kept, words: await wordsOf(row) }, library, to.scope),
          attempts: row.attempts
        })
    // Done twice it is the same: safe to try again, whatever became of it.
    const known: SendOutcome =
      outcome?.is === 'unknown' ? { is: 'away', why: outcome.why } : (outcome ?? notConnected)
    const settled = settledBy(row, known, clock.now())
    return { ...settled, mark: { version: kept.version } }
  }

  async function card(row: AlertRow): Promise<Settled> {
    const { kept, stands } = row.alert
    if (stands === undefined) return dropped(row, 'stopped')
    const before = SendersCard.parse(JSON.parse(await sealer.open('alert-card', kept.id, stands)))
    const progress = await store.alerts.progress(kept.id, clock.now())
    const reply = progressCard(kept, await wordsOf(row), progress, library)
    const said = JSON.stringify(reply.card)
    const outcome = said === before.said ? sent(before) : await show(before, { ...row, reply })
    if (outcome.is !== 'sent') return settledBy(row, outcome, clock.now())
    const after: SendersCard = { ...before, messageId: outcome.messageId ?? before.messageId, said }
    const mark = {
      version: kept.version,
      stands: await sealer.seal('alert-card', kept.id, JSON.stringify(after))
    }
    if (isFinal(progress)) return { row, became: { is: 'sent' }, mark }
    const now = clock.now().getTime()
    const age = now - kept.at.getTime()
    const at = new Date(now + (age < SOON_FOR_MS ? SOON_MS : LATER_MS))
    return { row, became: { is: 'again', at, counts: false }, mark }
  }

  async function show(
    { to, messageId }: SendersCard,
    { reply, attempts }: Pick<Delivery, 'reply' | 'attempts'>
  ): Promise<SendOutcome> {
    const messenger = messengers.get(to.platform)
    const delivery = { id: randomId(), to, reply, attempts }
    if (messageId === undefined) return (await messenger?.send(delivery)) ?? notConnected
    return (await messenger?.changes?.edit(messageId, delivery)) ?? notConnected
  }

  const parts = { send, change, card }
  return async (row) => {
    try {
      return await parts[row.alert.part](row)
    } catch (error) {
      // Of a card the numbers are read: nothing was sent, and it is drawn again.
      if (isHeadsUpError(error, 'STORE_AWAY'))
        return {
          row,
          became: { is: 'again', at: new Date(clock.now().getTime() + SOON_MS), counts: false }
        }
      log.error('alert.unreadable', error)
      return dropped(row, 'unreadable')
    }
  }
}

function sent({ messageId }: SendersCard): SendOutcome {
  return { is: 'sent', messageId }
}

function dropped(row: AlertRow, why: string): Settled {
  return { row, became: { is: 'dropped', why }, mark: { version: row.alert.kept.version } }
}
