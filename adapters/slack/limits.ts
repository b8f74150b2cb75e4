/**
 * What Slack refuses to draw, as data. Every figure with a name of its own in `@slack/types` is compared with
 * Slack's own words there by a test; blocks in a message and in a view come from
 * https://docs.slack.dev/reference/block-kit/blocks.
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  headerText: 150,
  sectionText: 3000,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  actionId: 255,
  /** Slack cuts a message's `text` at 40,000 characters and asks for 4,000; https://docs.slack.dev/reference/methods/chat.postMessage */
  messageText: 4000,
  /**
   * All text of one message's blocks together. Slack answers `msg_blocks_too_long` and publishes no figure; 12,000 is what it
   * publishes for the one block that has a limit a message (`markdown`).
   */
  allText: 12_000
} as const

const mark = '…'

/** At most `max` UTF-16 units, cut between words where there is one, and marked as cut. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  return `${cut(text, max - mark.length).trimEnd()}${mark}`
}

/** The whole text in pieces of at most `max` units, split between words where there is one. No letter is lost, only the space at a split. */
export function pieces(text: string, max: number): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > max) {
    const part = cut(rest, max)
    if (part.trim() !== '') parts.push(part)
    rest = rest.slice(part.length).trimStart()
  }
  if (rest.trim() !== '') parts.push(rest)
  return parts
}

/** The longest start of `text` within `max` that ends between words, or (one endless word) between characters. */
function cut(text: string, max: number): string {
  const start = text.slice(0, max)
  const space = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n'))
  if (space > max / 2) return start.slice(0, space)
  const last = start.charCodeAt(start.length - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return splitsPair ? start.slice(0, -1) : start
}
