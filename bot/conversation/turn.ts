import { z } from 'zod'
import { Destination, PersonId, PlaceId, Platform, TenantId } from '../identity.ts'
import type { Private } from '../private.ts'
import { Press } from './reply.ts'

/**
 * One thing a person said or pressed, in words that fit every platform.
 * Adapters make it, after verifying and cleaning; the core reads it.
 */
export interface Turn {
  /**
   * What makes it this turn and no other: the platform's ids of conversation and message (and any
   * second name of the same gesture, such as Slack's `client_msg_id`). Any key seen before: answered before.
   * Platform and tenant are added by {@link file://../app.ts}; it is kept as a keyed hash for 48 hours.
   */
  readonly keys: readonly string[]
  readonly at: Date
  readonly platform: Platform
  readonly tenant: TenantId
  /** BCP 47, as the platform says it; `en-GB` where it does not. */
  readonly language: string
  readonly from: Speaker
  readonly place: Place
  readonly input: Input
}

export interface Speaker {
  readonly id: PersonId
  /** An outsider belongs to another tenant than the place's own: national routes only, no form. */
  readonly standing: 'staff' | 'outsider'
  /** Where only this person reads: the 1:1 chat. */
  readonly privately: Destination
}

export interface Place {
  readonly kind: 'private' | 'channel' | 'group'
  readonly id: PlaceId
  /** Turns with the same value are handled one after the other. */
  readonly conversation: string
  /** Answers for everybody here go there: the same thread, chat or channel. */
  readonly here: Destination
  /** Where a new message for everybody here goes, outside any thread: notices and tips. Left out: the same as `here`. */
  readonly root?: Destination | undefined
  /** Public to the whole workspace, or shared with another organisation: never a responders' channel. Unknown: undefined. */
  readonly open?: boolean | undefined
}

export type Input =
  /** `edited` is the new wording of an earlier message: it is answered only in private. */
  | { readonly kind: 'text'; readonly text: Private; readonly edited?: boolean }
  | { readonly kind: 'press'; readonly press: Press }
  /** A button whose signature, person or place is not ours: answered kindly, never obeyed. */
  | { readonly kind: 'stale-press' }
  /** A picture, a file, a voice note, a sticker: something we do not read. */
  | { readonly kind: 'unreadable' }
  /** The bot was added: by one person for themselves, or to a channel or group. */
  | { readonly kind: 'added' }
  /** The bot was removed, or the person's data shall go with the app. */
  | { readonly kind: 'removed' }
  /** A person opened the app's home (Slack). */
  | { readonly kind: 'home' }

/** What waits, sealed, in the inbox: a Turn as JSON. `text` is revealed only inside the seal. */
export const WaitingTurn = z.object({
  keys: z.array(z.string()).min(1),
  at: z.coerce.date(),
  platform: Platform,
  tenant: TenantId,
  language: z.string(),
  from: z.object({
    id: PersonId,
    standing: z.enum(['staff', 'outsider']),
    privately: Destination
  }),
  place: z.object({
    kind: z.enum(['private', 'channel', 'group']),
    id: PlaceId,
    conversation: z.string(),
    here: Destination,
    root: Destination.optional(),
    open: z.boolean().optional()
  }),
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string(), edited: z.boolean().optional() }),
    z.object({ kind: z.literal('press'), press: Press }),
    z.object({ kind: z.literal('stale-press') }),
    z.object({ kind: z.literal('unreadable') }),
    z.object({ kind: z.literal('added') }),
    z.object({ kind: z.literal('removed') }),
    z.object({ kind: z.literal('home') })
  ])
})
export type WaitingTurn = z.infer<typeof WaitingTurn>
