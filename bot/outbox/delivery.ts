import { z } from 'zod'
import { type Destination, OrganisationId } from '../identity.ts'
import type { Reply } from '../conversation/reply.ts'

/** One message to one destination: written with the decision that caused it, sent afterwards, deleted once sent. */
export interface Delivery {
  /** Random, 128 bits. Goes with the message where the platform has room for it, so that an operator can compare. */
  readonly id: string
  readonly to: Destination
  readonly reply: Reply
  readonly attempts: number
  /** Whom to tell where it can never arrive: the responders of a report, by its case name. */
  readonly ifLost?: IfLost | undefined
  /** Sent only while its report's reporter still wants to be written to. */
  readonly ofReport?: OfReport | undefined
}

/** `last`: it tells the reporter what came of it, after which there is no way to them any more. */
export const OfReport = z.object({ id: z.string(), last: z.boolean() })
export type OfReport = z.infer<typeof OfReport>

export const IfLost = z.object({ organisation: OrganisationId, caseName: z.string() })
export type IfLost = z.infer<typeof IfLost>

/**
 * Why, in words that fit every platform, where the adapter knows: the channel is archived; we were taken out of it; the
 * person blocked us or has not got the app; place or message are not there any more; it is too late to change it.
 */
export type Because = 'archived' | 'removed' | 'blocked' | 'gone' | 'too-late'

/** What became of one attempt. Expected outcomes are values; exceptions are bugs. `why` is a short code, never text of a person. */
export type SendOutcome =
  | { readonly is: 'sent'; readonly messageId?: string | undefined }
  | { readonly is: 'throttled'; readonly retryAfterMs: number }
  /** It did not arrive and will not: refused as it is. */
  | { readonly is: 'failed'; readonly why: string; readonly because?: Because | undefined }
  /** Blocked, uninstalled, archived: stop until the person or channel comes back to us. */
  | { readonly is: 'unreachable'; readonly why: string; readonly because?: Because | undefined }
  /** It certainly did not arrive (refused connection, name not found): safe to try again. */
  | { readonly is: 'away'; readonly why: string }
  /** No answer came, so it may have arrived: trying again could say it twice. */
  | { readonly is: 'unknown'; readonly why: string }
