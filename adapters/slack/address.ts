import { z } from 'zod'
import { readJson } from '../../bot/read-json.ts'

/** Within an Enterprise Grid organisation whose workspaces installed us one by one: whose token it takes. */
const by = { team: z.string().optional() }

/** Where in Slack a message goes; the core keeps it as text and never looks inside. */
export const Address = z.discriminatedUnion('to', [
  z.object({ ...by, to: z.literal('channel'), channel: z.string(), thread: z.string().optional() }),
  z.object({
    ...by,
    to: z.literal('person'),
    user: z.string(),
    /** The shared place they spoke in: there they alone are told that the answer waits in private. */
    spokeIn: z.object({ channel: z.string(), thread: z.string().optional() }).optional()
  }),
  /** Shown to one person alone, where they are looking; after 30 minutes or 5 uses it goes to their private chat instead. */
  z.object({ ...by, to: z.literal('glance'), user: z.string(), responseUrl: z.string() })
])
export type Address = z.infer<typeof Address>

export function writeAddress(address: Address): string {
  return JSON.stringify(address)
}

/** `undefined` where the text is none of ours (some other adapter's address): the caller reports it as undeliverable. */
export function readAddress(text: string): Address | undefined {
  return readJson(Address, text)
}
