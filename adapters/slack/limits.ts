import { cut } from '../../bot/conversation/shorten.ts'

/**
 * What Slack refuses to draw, as data. Every figure with a name of its own in `@slack/types` is compared with
 * Slack's own words there by a test; blocks in a message and in a view come from
 * https://docs.slack.dev/reference/block-kit/blocks.
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Of a modal's title, its submit and its close button. */
  viewTitle: 24,
  radioOptions: 10,
  headerText: 150,
  sectionText: 3000,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  actionId: 255,
  blockId: 255,
  callbackId: 255,
  /** `private_metadata`: what a window carries from its opening to its sending. */
  viewMetadata: 3000,
  inputLabel: 2000,
  inputHint: 2000,
  /** Letters that a field can ask for; the most that Slack lets a field demand. */
  inputText: 3000,
  selectOptions: 100,
  checkboxes: 10,
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  /** Slack cuts a message's `text` at 40,000 characters and asks for 4,000; https://docs.slack.dev/reference/methods/chat.postMessage */
  messageText: 4000,
  /**
   * All text of one message's blocks together. Slack answers `msg_blocks_too_long` and publishes no figure; 12,000 is what it
   * publishes for the one block that has a limit a message (`markdown`).
   */
  allText: 12_000
} as const

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
