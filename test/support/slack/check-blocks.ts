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
const Option = z.strictObject({
  text: plain(75),
  value: z.string().min(1).max(150),
  description: plain(75).optional()
})
const action_id = z.string().min(1).max(255)
const options = (most: number) =>
  z.array(Option).min(1).max(most).refine(haveUnlikeValues, 'repeat a value')
/** https://docs.slack.dev/reference/block-kit/block-elements: those that this bot asks with. */
const Input = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('radio_buttons'),
    action_id,
    options: options(10),
    initial_option: Option.optional()
  }),
  z.strictObject({
    type: z.literal('static_select'),
    action_id,
    options: options(100),
    initial_option: Option.optional()
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    action_id,
    options: options(10),
    initial_options: z.array(Option).min(1).optional()
  }),
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id,
    multiline: z.boolean().optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    initial_value: z.string().min(1).optional(),
    dispatch_action_config: z
      .strictObject({
        trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1)
      })
      .optional()
  })
])
const InputBlock = z.strictObject({
  type: z.literal('input'),
  block_id: z.string().min(1).max(255),
  label: plain(2000),
  element: Input,
  dispatch_action: z.boolean().optional(),
  optional: z.boolean().optional(),
  hint: plain(2000).optional()
})

/** The blocks that this bot draws messages with; any other would be a surprise. */
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

function haveUnlikeValues(all: readonly { readonly value: string }[]): boolean {
  return new Set(all.map(({ value }) => value)).size === all.length
}

const Divider = z.strictObject({ type: z.literal('divider') })

/** What Slack would refuse of a Home, a line each: https://docs.slack.dev/reference/views/home-tab-views */
export function faultsInHome(blocks: unknown): readonly string[] {
  const all = z
    .array(z.union([Block, InputBlock, Divider]))
    .min(1)
    .max(100)
  const { error } = all.safeParse(blocks)
  return error?.issues.map((issue) => `blocks ${issue.path.join('.')} ${issue.message}`) ?? []
}

/** https://docs.slack.dev/reference/views/modal-views */
const Modal = z
  .strictObject({
    type: z.literal('modal'),
    callback_id: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    private_metadata: z.string().max(3000).optional(),
    blocks: z.array(z.union([Block, InputBlock, Divider])).max(100)
  })
  .refine(
    ({ submit, blocks }) => submit !== undefined || !blocks.some(({ type }) => type === 'input'),
    'has inputs and no submit'
  )
  .refine(({ blocks }) => {
    const ids = blocks.flatMap((block) => ('block_id' in block ? (block.block_id ?? []) : []))
    return new Set(ids).size === ids.length
  }, 'repeats a block_id')

/** What Slack would refuse of a modal, a line each. */
export function faultsInModal(view: unknown): readonly string[] {
  const { error } = Modal.safeParse(view)
  return error?.issues.map((issue) => `view ${issue.path.join('.')} ${issue.message}`) ?? []
}
