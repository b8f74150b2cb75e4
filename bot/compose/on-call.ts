import { createWebhook } from '../../adapters/webhook/webhook.ts'
import type { Organisation } from '../content/organisation.ts'
import { HeadsUpError } from '../errors.ts'
import type { Mail, Webhook } from '../ports.ts'
import type { Settings } from '../settings.ts'

/** How people on call are told outside chat; undefined: not set up, and no organisation asks for it. */
export interface OnCallWays {
  readonly mail: Mail | undefined
  readonly webhook: Webhook | undefined
}

/**
 * Throws `SETTINGS_INVALID` where an organisation names an address that nothing could be sent to: a report that
 * nobody took must not wait for a message that never goes out. Examples do not count.
 */
export async function openOnCall(
  settings: Settings,
  organisations: Iterable<Organisation>
): Promise<OnCallWays> {
  const { SMTP_URL, SMTP_FROM, WEBHOOK_SECRET } = settings
  const real = [...organisations].filter(({ example }) => !example)
  for (const { id, onCall } of real) {
    if (onCall.email !== undefined && SMTP_URL === undefined) throw missing(id, 'email', 'SMTP_URL')
    if (onCall.webhook !== undefined && WEBHOOK_SECRET === undefined)
      throw missing(id, 'webhook', 'WEBHOOK_SECRET')
  }
  return {
    mail:
      SMTP_URL === undefined || SMTP_FROM === undefined
        ? undefined
        : // Loaded only where it is used: it costs every start memory.
          (await import('../../adapters/mail/mail.ts')).createMail(SMTP_URL, SMTP_FROM),
    webhook: WEBHOOK_SECRET === undefined ? undefined : createWebhook(WEBHOOK_SECRET)
  }
}

function missing(organisation: string, way: 'email' | 'webhook', setting: string): HeadsUpError {
  return new HeadsUpError(
    'SETTINGS_INVALID',
    `${setting} is not set, and ${organisation} names onCall.${way}: on-call people would not hear of a report.`,
    `Set ${setting}, or take onCall.${way} out of the file of ${organisation}.`
  )
}
