import type { Contact } from '../../bot/conversation/reply.ts'
import { link } from './text.ts'

/** One line of a contact: as it reads, and as a link for a `TextBlock` where there is one. */
export interface Line {
  readonly plain: string
  readonly linked?: string
}

/** Whom to tell, phone first, each way on a line of its own and ready to tap. The name is drawn apart. */
export function contactLines(contact: Contact): readonly Line[] {
  const { phone, text, email, url, inWords, hours, say, checked } = contact
  const lines: Line[] = []
  if (phone !== undefined) lines.push(way('Call', phone, dial(phone)))
  if (text !== undefined) lines.push(way('Text', text, undefined))
  if (email !== undefined) lines.push(way('Email', email, mailTo(email)))
  if (url !== undefined) lines.push(way('Go to', url, webAddress(url)))
  for (const words of [inWords, hours, say === undefined ? undefined : `Say: “${say}”`, checked])
    if (words !== undefined) lines.push({ plain: words })
  return lines
}

function way(verb: string, shown: string, target: string | undefined): Line {
  const plain = `${verb} ${shown}`
  const marked = target === undefined ? undefined : link(target, shown)
  return marked === undefined ? { plain } : { plain, linked: `${verb} ${marked}` }
}

/** A number that a phone can dial; `undefined` where there are no digits in it. */
function dial(number: string): string | undefined {
  const digits = number.replaceAll(/[^\d+]/g, '')
  return digits === '' ? undefined : `tel:${digits}`
}

/** `undefined` for what is no plain address. */
function mailTo(email: string): string | undefined {
  return /^[^\s<>()[\]|@&?\\]+@[^\s<>()[\]|@&?\\]+$/.test(email) ? `mailto:${email}` : undefined
}

/** Only web addresses are made into links; anything else is shown as it is. */
function webAddress(url: string): string | undefined {
  return isWeb(url) ? new URL(url).href : undefined
}

export function isWeb(url: string): boolean {
  const scheme = URL.parse(url)?.protocol
  return scheme === 'https:' || scheme === 'http:'
}
