import type { Block } from 'slack-blocks-to-jsx'
import { z } from 'zod'

/** Blocks as markup, and what its buttons do, in their order. */
export interface SlackPicture {
  readonly html: string
  readonly presses: readonly SlackPress[]
}

export type SlackPress =
  { readonly token: string; readonly opens: boolean } | { readonly href: string }

const Chosen = z.object({
  type: z.literal('static_select'),
  initial_option: z.object({ text: z.looseObject({ type: z.literal('plain_text') }) })
})

/** Checked against Slack's own rules before they get here; the renderer has its own types of the same. */
const Blocks = z.array(
  z.custom<Block>((block) => typeof block === 'object' && block !== null && 'type' in block)
)
const Actions = z.object({
  type: z.literal('actions'),
  elements: z.array(
    z.object({ action_id: z.string(), value: z.string().optional(), url: z.string().optional() })
  )
})

/**
 * Draws Block Kit blocks with `slack-blocks-to-jsx`, on the server: React never reaches the browser. Loaded at the first
 * call, as most bots never draw.
 */
export async function slackPicture(blocks: unknown): Promise<SlackPicture> {
  const all = Blocks.parse(asRendererReads(blocks))
  const [{ createElement }, { renderToStaticMarkup }, { Message }] = await loadRenderer()
  const html = renderToStaticMarkup(
    createElement(Message, {
      blocks: all,
      name: '',
      logo: '',
      theme: 'light',
      withoutWrapper: true
    })
  )
  // The page lets no style stand in markup. Words cannot look like one: their quotes are escaped.
  return { html: html.replaceAll(/ style="[^"]*"/g, ''), presses: all.flatMap(pressesIn) }
}

/** Gets the renderer ready before somebody waits for it. */
export async function loadRenderer() {
  return Promise.all([
    import('react'),
    import('react-dom/server'),
    import('slack-blocks-to-jsx')
  ] as const)
}

/**
 * Slack shows `plain_text` letter by letter, and in `verbatim` markup turns only what we marked into links. The renderer
 * reads both the other way round: it looks for markup in plain text, and for none where `verbatim` stands.
 */
function asRendererReads(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asRendererReads)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, asRendererReads(part)])
  )
  const { verbatim, ...rest } = parts
  if (parts['type'] === 'plain_text') return { ...rest, verbatim: true }
  // It makes labels bold by marking them up, and shows what is asked for where something is chosen.
  if ('label' in parts) return { ...parts, label: (value as { label?: unknown }).label }
  const chosen = Chosen.safeParse(value).data
  if (chosen !== undefined) return { ...parts, placeholder: chosen.initial_option.text }
  return parts['type'] === 'mrkdwn' && verbatim !== undefined ? rest : parts
}

function pressesIn(block: unknown): readonly SlackPress[] {
  const { elements = [] } = Actions.safeParse(block).data ?? {}
  return elements.map(({ action_id, value = '', url }) =>
    url === undefined ? { token: value, opens: action_id.startsWith('form') } : { href: url }
  )
}
