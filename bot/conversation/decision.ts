import { z } from 'zod'
import { OrganisationId, type PersonId, Role } from '../identity.ts'
import type { Refusal } from '../reports/audit.ts'
import type { Memory, PlaceMemory } from './memory.ts'
import type { Reply } from './reply.ts'

/** What a one-time code does. `tips` is for channels only. */
export const LinkRole = z.union([Role, z.literal('tips')])
export type LinkRole = z.infer<typeof LinkRole>

/** A code that was typed, as the store knows it. */
export type Code =
  | { readonly is: 'good'; readonly organisation: OrganisationId; readonly role: LinkRole }
  | { readonly is: 'unknown' }

/** All that a decision may depend on beside the turn, the content and the hour. The shell loads it in one go. */
export interface Known {
  readonly memory: Memory
  readonly placeMemory: PlaceMemory
  /** The organisation this channel, group or team is linked to. */
  readonly linkedOrganisation?: OrganisationId | undefined
  /** The person's own roles, read at this press. */
  readonly roles: readonly { readonly organisation: OrganisationId; readonly role: Role }[]
  /** Organisations in which somebody reads reports: only there is a form offered. Left out: nowhere. */
  readonly hearing?: ReadonlySet<OrganisationId> | undefined
  /** Whether reports can be kept here at all: a receipt outlives the channel, and the memory of where somebody works. */
  readonly receipts?: boolean | undefined
  /** What this person and this place get regularly; undefined: nothing. */
  readonly subscriptions?: readonly Subscribed[] | undefined
  /** Set when the turn carries a link code. */
  readonly code?: Code | undefined
}

/** A subscription as its own campaign reads it. */
export interface Subscribed {
  readonly of: 'person' | 'place'
  readonly campaign: string
  readonly organisation?: OrganisationId | undefined
  /** What makes tips differ, and when they come: the campaigns' own words. */
  readonly variant: string
  readonly cadence: string
  readonly resumesAt?: Date | undefined
  /** When this choice was made, the last moment they had before it, and before when nothing comes of it. */
  readonly since?: Date | undefined
  readonly had?: Date | undefined
  readonly notBefore?: Date | undefined
  /** Why nothing could be written there any more, as a short code; left out: nothing is wrong. */
  readonly paused?: string | undefined
  /** The campaigns' own JSON. */
  readonly settings: unknown
}

/** What must be durable before anyone sees a reply. */
export type Effect =
  /** Uses the code up and links this place or (in a 1:1 chat) this person. Commits only if the code is still unused. */
  | {
      readonly do: 'redeem'
      readonly code: string
      readonly organisation: OrganisationId
      readonly role: LinkRole
      readonly of: 'person' | 'place'
    }
  /** Gives somebody else a right: approved by the person of this turn. */
  | {
      readonly do: 'give-right'
      readonly organisation: OrganisationId
      readonly role: Role
      readonly to: PersonId
    }
  /** A press without the right to it: counted by day and kind, nobody is kept. */
  | { readonly do: 'count-refused'; readonly why: Refusal }
  /** From now on this person (in their 1:1 chat) or this place gets a campaign; changes, pauses and resumes it as well. */
  | ({ readonly do: 'subscribe'; readonly nextAt: Date; readonly settings: string } & Omit<
      Subscribed,
      'settings' | 'paused'
    >)
  | { readonly do: 'unsubscribe'; readonly of: 'person' | 'place'; readonly campaign: string }
  /** "I do this": counted by tip and month, nobody is kept. */
  | { readonly do: 'count-tip'; readonly tip: string }
  /** Deletes all that is kept of this person. */
  | { readonly do: 'forget-person' }
  /** Deletes what is kept of this place (the bot was removed from it). */
  | { readonly do: 'forget-place' }

export interface Decision {
  readonly replies: readonly Reply[]
  readonly effects: readonly Effect[]
  readonly memory: Memory
  readonly placeMemory: PlaceMemory
}
