import { z } from 'zod'

/** A button press. `about` is an id (a situation, a tip, an organisation), never anything a person said. */
export const Press = z.object({
  action: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  about: z.string().max(120).optional()
})
export type Press = z.infer<typeof Press>

export const Button = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('press'),
    label: z.string().min(1).max(75),
    press: Press,
    /** The one thing most people want next; at most one a card. */
    primary: z.boolean().optional(),
    /** It opens a form: Slack and Teams must know when they draw it. */
    opens: z.literal('form').optional()
  }),
  z.object({ kind: z.literal('link'), label: z.string().min(1).max(75), url: z.url() })
])
export type Button = z.infer<typeof Button>

/** Whom to tell. `phone` holds digits (and spaces) that a phone can dial. At least one of the ways is there, or `inWords`. */
export const Contact = z.object({
  name: z.string().min(1),
  phone: z.string().optional(),
  /** A short number texts go to. */
  text: z.string().optional(),
  email: z.string().optional(),
  url: z.string().optional(),
  /** Where there is no number or address: who it is, or what to press. */
  inWords: z.string().optional(),
  hours: z.string().optional(),
  /** What to say there, in quotes when drawn. */
  say: z.string().optional(),
  /** "Checked 23 November 2026": shown only where a route is past its review date. */
  checked: z.string().optional()
})
export type Contact = z.infer<typeof Contact>

/** All text is plain: no markup of any platform. Adapters escape it. Drawn in the order given. */
export const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string().min(1) }),
  z.object({ kind: z.literal('text'), text: z.string().min(1) }),
  z.object({ kind: z.literal('steps'), items: z.array(z.string().min(1)).min(1) }),
  /** Things not to do, each a sentence that begins with "Do not" or "Never". Drawn with those words, never by colour alone. */
  z.object({ kind: z.literal('donts'), items: z.array(z.string().min(1)).min(1) }),
  z.object({ kind: z.literal('contacts'), items: z.array(Contact).min(1) }),
  /** Small print, drawn smaller: thanks, a source, what "checked" means. */
  z.object({ kind: z.literal('note'), text: z.string().min(1) })
])
export type Block = z.infer<typeof Block>

export const Card = z.object({
  blocks: z.array(Block).min(1),
  /** At most 5; 3 or fewer on a first answer. */
  buttons: z.array(Button).max(6)
})
export type Card = z.infer<typeof Card>

/**
 * What we say, free of any platform. Adapters draw it as an Adaptive Card, Block Kit, a page or text.
 * `person`: only they may read it, whatever place they spoke in; it goes to their 1:1 chat.
 */
export const Reply = z.object({
  audience: z.enum(['here', 'person']),
  /** One neutral line for lock screens and notifications: never names what happened to anybody. */
  notice: z.string().min(1),
  card: Card,
  /** For `person` said in a shared place. `answered`: shown to that person alone there. `unreachable`: the one public line, the same for every subject. */
  pointer: z.object({ answered: z.string(), unreachable: z.string() }).optional()
})
export type Reply = z.infer<typeof Reply>
