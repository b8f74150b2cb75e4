import type { OrganisationId, PlaceId } from '../identity.ts'
import type { Deed } from '../reports/audit.ts'

/** How many an alert goes to: channels, and people in their own chats. Each counts once. */
export interface Reach {
  readonly places: number
  readonly people: number
}

/** An alert as it is first kept. */
export interface NewAlert {
  /** Random, made when the form was opened: a second press of the same form is the same alert. */
  readonly id: string
  readonly organisations: readonly OrganisationId[]
  /** The words, sealed for `alert` about the id. */
  readonly sealed: string
  readonly until: Date
  /** The sender's own card, where they have a chat: it goes out first, and is kept up to date. */
  readonly card?: SenderCard | undefined
  /** A line of the trail for each organisation. */
  readonly deeds: readonly Deed[]
}

/** Where the sender's card goes and, once it stands there, which message it is. */
export interface SenderCard {
  /** Sealed for `alert-card` about the alert. */
  readonly sealed: string
  readonly pace: string
  readonly conversation: string
}

/** An alert as it is kept, still sealed. */
export interface KeptAlert {
  readonly id: string
  readonly organisations: readonly OrganisationId[]
  readonly sealed: string
  readonly at: Date
  readonly until: Date
  /** 1, and one more with each change. */
  readonly version: number
  readonly recalled: boolean
  /** The sender's card, sealed; undefined: there is none. */
  readonly card?: string | undefined
}

/** One change of an alert for all who have it and all who wait for it. */
export interface AlertChange {
  readonly id: string
  /** The version that was looked at: where another change came first, nothing is changed. */
  readonly from: number
  /** New words and their end, or: take it back everywhere. */
  readonly to: { readonly sealed: string; readonly until: Date } | 'recalled'
  /** The card is to be kept up to date again. */
  readonly card?: Pick<SenderCard, 'pace' | 'conversation'> | undefined
  readonly deeds: readonly Deed[]
}

/** So many at one pace, for how long it takes. */
export interface AtPace {
  readonly pace: string
  readonly count: number
}

/** How far an alert is. */
export interface AlertProgress {
  /** Something is still to be planned. */
  readonly planning: boolean
  readonly sent: number
  /** How many were not sent, by a short reason. */
  readonly dropped: Readonly<Record<string, number>>
  /** They may have it twice: a crash came in the middle of their sending, and only one of the two can be changed. */
  readonly twice: number
  readonly waiting: readonly AtPace[]
  /** Of those who wait: how many do so for the end of their quiet hours. */
  readonly later: number
  /** Those who have it. */
  readonly held: readonly AtPace[]
  /** Of those who have it: who still sees an older version, */
  readonly outdated: readonly AtPace[]
  /** and for how many it could not be changed, by reason. */
  readonly stuck: Readonly<Record<string, number>>
}

interface Part {
  readonly alert: KeptAlert
  readonly cursor: string
}

/** What is still to be planned of an alert, a page at a time. */
export type AlertPart =
  /** Linked channels of an organisation: the next of them, their addresses sealed. */
  | (Part & {
      readonly is: 'links'
      readonly organisation: OrganisationId
      readonly places: readonly { readonly place: PlaceId; readonly address: string }[]
    })
  /** Those who get tips by one schedule; its cadence says their quiet hours. */
  | (Part & {
      readonly is: 'schedule'
      readonly organisation: OrganisationId
      readonly schedule: string
      readonly cadence: string
    })
  /** Taken back: those who wait do not get it. */
  | (Part & { readonly is: 'drops' })
  /** Changed or taken back: those who have it. */
  | (Part & { readonly is: 'changes' })

/** A page of an alert. */
export interface AlertPage {
  /** When these may have it; `never`: their quiet hours end after it does, which is counted as `quiet`. */
  readonly from: Date | 'never'
  /** Of linked channels: whose limits count, in the order of the part's places; undefined: it does not open. */
  readonly paces: readonly (string | undefined)[]
  readonly size: number
}

/** Alerts, and who has which. Shared by all replicas; every method throws `STORE_AWAY`. */
export interface Alerts {
  reach(organisations: readonly OrganisationId[], now: Date): Promise<Reach>
  /** Durable as one: the alert, its planning, the sender's card, the trail. `again`: it was kept before. */
  send(alert: NewAlert, now: Date): Promise<'sent' | 'again'>
  find(id: string): Promise<KeptAlert | undefined>
  /** Newest first. */
  list(limit: number): Promise<readonly KeptAlert[]>
  /** False: it was changed meanwhile, or is not there. */
  change(change: AlertChange, now: Date): Promise<boolean>
  progress(id: string, now: Date): Promise<AlertProgress>
  nextPart(size: number): Promise<AlertPart | undefined>
  /** Makes the next page: rows, cursor and counts are durable as one, so a kill in between repeats nothing. */
  makePage(part: AlertPart, page: AlertPage, now: Date): Promise<void>
}

/** What a leased row of an alert is for. */
export interface LeasedAlert {
  readonly kept: KeptAlert
  /** Send it to somebody new; bring what somebody has up to date; or the sender's own card. */
  readonly part: 'send' | 'change' | 'card'
  /** The place or person whose row it is. */
  readonly subject: string
  /** Of `change`: where it stands, sealed for `alert-copy`. Of `card`: the card. */
  readonly stands?: string | undefined
}

/** What a settled row of an alert leaves behind. */
export interface AlertMark {
  /** The version that was sent or shown. */
  readonly version: number
  /** Of what was sent: where it stands, sealed for `alert-copy`. Of a card: the card as it is now. */
  readonly stands?: string | undefined
  /** At which it can be changed. */
  readonly pace?: string | undefined
}

/** What the seal of a sent message is bound to. */
export function copyAbout(alert: string, subject: string): string {
  return `${alert} ${subject}`
}
