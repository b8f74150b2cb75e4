import { z } from 'zod'
import { readJson } from '../../bot/read-json.ts'

/** Where in Teams a message goes; the core keeps it as text and never looks inside. */
export const Address = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('conversation'),
    serviceUrl: z.string(),
    conversation: z.string(),
    replyTo: z.string().optional(),
    bot: z.string()
  }),
  z.object({
    to: z.literal('person'),
    serviceUrl: z.string(),
    tenant: z.string(),
    user: z.string(),
    bot: z.string(),
    /** The shared place they spoke in: the last resort, where their private chat cannot be reached. None: only their chat. */
    spokeIn: z.object({ conversation: z.string(), replyTo: z.string().optional() }).optional(),
    /** They spoke there so that nobody else saw it: the answer comes there too, for them alone, and never a public line. */
    aside: z.boolean().optional()
  })
])
export type Address = z.infer<typeof Address>

export function writeAddress(address: Address): string {
  return JSON.stringify(address)
}

/** `undefined` where the text is none of ours (some other adapter's address): the caller reports it as undeliverable. */
export function readAddress(text: string): Address | undefined {
  return readJson(Address, text)
}
