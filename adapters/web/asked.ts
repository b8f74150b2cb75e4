import { z } from 'zod'
import { hourShape } from '../../bot/conversation/try-out.ts'

/** 128 random bits, made by the page: `crypto.randomUUID` is not there on a page that came over plain http. */
const RandomId = z.string().regex(/^[0-9a-f]{32}$/)

/** Who and where a tab is. */
const Whereabouts = z.strictObject({
  /** One tab of a browser, until it is loaded again: one person. */
  session: RandomId,
  message: RandomId,
  /** Id of an organisation, or `none`. */
  organisation: z.string().max(80),
  place: z.enum(['private', 'channel']),
  /** BCP 47. */
  language: z.string().max(20).default('en-GB'),
  hour: z.string().regex(hourShape).optional()
})

/** What the page asks for: `POST /try-it/turn`. */
export const Asked = Whereabouts.extend({
  said: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('press'), token: z.string().max(2_000) }),
    /** The page was opened, or the channel was: the bot says who it is. */
    z.strictObject({ kind: z.literal('added') })
  ])
})
export type Asked = z.infer<typeof Asked>

const token = z.string().max(2_000)
const carries = z.string().max(2_000).optional()

/** A window of the page: `POST /try-it/form`. */
export const AskedForm = Whereabouts.extend({
  said: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open'), token, carries }),
    z.strictObject({
      kind: z.literal('submit'),
      token,
      carries,
      fields: z.record(z.string().max(40), z.string().max(10_000))
    })
  ])
})
export type AskedForm = z.infer<typeof AskedForm>
