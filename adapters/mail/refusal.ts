import { z } from 'zod'
import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import { neverLeft, reasonOf } from '../../bot/outbox/network.ts'

/** Only what is read of a mail library's error: https://nodemailer.com/usage#sending-mail. Its message may hold addresses. */
const Refusal = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().int().optional()
})

/** Before this command's answer the server has not taken the message. */
const taken = new Set(['DATA'])

/** What a failed attempt means: 4xx is said to pass (RFC 5321, 4.2.1), 5xx is not. Never passes on a message: only codes. */
export function readRefusal(error: unknown): SendOutcome {
  const { code, command, responseCode } = Refusal.safeParse(error).data ?? {}
  if (responseCode !== undefined)
    return { is: responseCode < 500 ? 'away' : 'failed', why: `smtp-${responseCode}` }
  const why = code !== undefined && /^[A-Z_]{2,30}$/.test(code) ? code : reasonOf(error)
  if (neverLeft(why)) return { is: 'away', why }
  return { is: command !== undefined && taken.has(command) ? 'unknown' : 'away', why }
}
