import { z } from 'zod'

/**
 * Slack's rules for blocks, as its documentation states them, written down again on purpose: a fake that shared the
 * adapter's own table would share its mistakes. https://docs.slack.dev/reference/block-kit/blocks
 */
const words = (most: number) => z.string().max(most).regex(/\S/, 'is empty')
const plain = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: words(most),
    emoji: z.boolean().optional()
  })
const marked = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: words(most), verbatim: z.boolean().optional() })
const text = (most: number) => z.discriminatedUnion('type', [plain(most), marked(most)])

const Button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(255),
  text: plain(75),
  value: z.string().min(1).max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: words(75).optional()
})
const block_id = z.string().max(255).optional()
/** The blocks that this bot draws with; any other would be a surprise. */
export const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150), block_id }),
  z.strictObject({ type: z.literal('section'), text: text(3000), block_id }),
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(text(3000)).min(1).max(10),
    block_id
  }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z.array(Button).min(1).max(25).refine(areUnlike, 'repeat an action_id'),
    block_id
  })
])
export const Blocks = z.array(Block).min(1)
export type Blocks = z.infer<typeof Blocks>

function areUnlike(buttons: readonly { readonly action_id: string }[]): boolean {
  return new Set(buttons.map((button) => button.action_id)).size === buttons.length
}

/** What Slack would refuse, a line each; empty where it would draw the blocks. */
export function faultsInBlocks(blocks: unknown, most: number): readonly string[] {
  const { error } = Blocks.max(most).safeParse(blocks)
  return error?.issues.map((issue) => `blocks ${issue.path.join('.')} ${issue.message}`) ?? []
}

/** Markup in text that Slack reads as markup: what would ping people, or lead somewhere that we did not make a link of. */
export function liveMarkup(markup: string): readonly string[] {
  return [...markup.matchAll(/<([^>]*)>/g)]
    .map((match) => match[1] ?? '')
    .filter((inner) => !/^(tel:[\d+]+|mailto:[^|<>\s]+|https?:\/\/[^|<>\s]+)\|[^<>]*$/.test(inner))
}

/** Every text of these blocks that Slack reads as markup. */
export function markupIn(blocks: Blocks): readonly string[] {
  return blocks
    .flatMap((block) =>
      block.type === 'section' ? [block.text] : block.type === 'context' ? block.elements : []
    )
    .filter((shown) => shown.type === 'mrkdwn')
    .map((shown) => shown.text)
}
