import { z } from 'zod'
import { hourShape } from '../../bot/conversation/try-out.ts'

/** 128 random bits, made by the page: `crypto.randomUUID` is not there on a page that came over plain http. */
const RandomId = z.string().regex(/^[0-9a-f]{32}$/)

/** What the page asks for: `POST /try-it/turn`. */
export const Asked = z.strictObject({
  /** One tab of a browser, until it is loaded again: one person. */
  session: RandomId,
  message: RandomId,
  /** Id of an organisation, or `none`. */
  organisation: z.string().max(80),
  place: z.enum(['private', 'channel']),
  hour: z.string().regex(hourShape).optional(),
  said: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('press'), token: z.string().max(2_000) }),
    /** The page was opened, or the channel was: the bot says who it is. */
    z.strictObject({ kind: z.literal('added') })
  ])
})
export type Asked = z.infer<typeof Asked>
