import { forbidding, plainText } from '../../bot/conversation/plain-text.ts'
import type { Block, Button, Contact, Reply } from '../../bot/conversation/reply.ts'
import type { Drawn } from './drawn.ts'

/** A way to reach somebody. `href` is of our own making. */
export interface ShownWay {
  readonly text: string
  readonly href?: string
}

/** Whom to tell. */
export interface ShownContact {
  readonly name: string
  readonly ways: readonly ShownWay[]
  readonly notes: readonly string[]
  readonly say?: string
}

export type ShownBlock =
  | { readonly kind: 'heading' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'steps' | 'donts'; readonly items: readonly string[] }
  | { readonly kind: 'contacts'; readonly items: readonly ShownContact[] }

export type ShownButton =
  | {
      readonly label: string
      readonly primary: boolean
      readonly token: string
      /** It opens a window of its own. */
      readonly opens?: 'form'
    }
  | { readonly label: string; readonly primary: boolean; readonly href: string }

/** A Reply as the page draws it: it makes elements of these, and decides nothing. */
export interface Shown {
  readonly audience: Reply['audience']
  readonly blocks: readonly ShownBlock[]
  readonly buttons: readonly ShownButton[]
  /** The same as plain text; its buttons are numbered on through all answers to one turn. */
  readonly text: string
  readonly drawn: Drawn
}

/** `sign` makes the token of a button's press, for whoever the reply is for. */
export function shown(
  { audience, card }: Reply,
  drawn: Drawn,
  firstButton: number,
  sign: (press: Extract<Button, { kind: 'press' }>['press']) => string
): Shown {
  return {
    audience,
    blocks: card.blocks.map(shownBlock),
    buttons: card.buttons.map((button) => shownButton(button, sign)),
    text: plainText(card, Infinity, firstButton),
    drawn
  }
}

export function shownButton(
  button: Button,
  sign: (press: Extract<Button, { kind: 'press' }>['press']) => string
): ShownButton {
  if (button.kind === 'link') return { label: button.label, primary: false, href: button.url }
  const { label, press, primary, opens } = button
  const shownOne = { label, primary: primary === true, token: sign(press) }
  return opens === undefined ? shownOne : { ...shownOne, opens }
}

export function shownBlock(block: Block): ShownBlock {
  switch (block.kind) {
    case 'contacts':
      return { kind: 'contacts', items: block.items.map(shownContact) }
    case 'donts':
      return { kind: 'donts', items: block.items.map(forbidding) }
    case 'heading':
    case 'text':
    case 'note':
    case 'steps':
      return block
  }
}

/** Phone first, each way ready to be tapped. */
function shownContact(contact: Contact): ShownContact {
  const { name, phone, text, email, url, inWords, hours, say, checked } = contact
  const ways: ShownWay[] = []
  if (phone !== undefined) ways.push({ text: `Call ${phone}`, href: `tel:${dialled(phone)}` })
  if (text !== undefined) ways.push({ text: `Text ${text}`, href: `sms:${dialled(text)}` })
  if (email !== undefined) ways.push({ text: `Email ${email}`, href: `mailto:${email}` })
  if (url !== undefined)
    ways.push(/^https?:\/\//i.test(url) ? { text: url, href: url } : { text: url })
  const notes = [inWords, hours, checked].filter((line) => line !== undefined)
  return say === undefined ? { name, ways, notes } : { name, ways, notes, say }
}

function dialled(phone: string): string {
  return phone.replaceAll(/[^\d+]/g, '')
}
