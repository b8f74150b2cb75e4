import type { Contact } from '../../bot/conversation/reply.ts'
import { escape, link } from './text.ts'

/** One line of a contact: as Slack's markup, and as it reads without. */
export interface Line {
  readonly marked: string
  readonly plain: string
}

/** Whom to tell, phone first, each way on a line of its own and ready to tap. */
export function contactLines(contact: Contact): readonly Line[] {
  const { name, phone, text, email, url, inWords, hours, say, checked } = contact
  const lines: Line[] = [{ marked: `*${escape(name)}*`, plain: name }]
  if (phone !== undefined) lines.push(way('Call', phone, dial(phone)))
  if (text !== undefined) lines.push(way('Text', text, undefined))
  if (email !== undefined) lines.push(way('Email', email, mailTo(email)))
  if (url !== undefined) lines.push(way('Go to', url, webAddress(url)))
  if (inWords !== undefined) lines.push(words(inWords))
  if (hours !== undefined) lines.push(words(hours))
  if (say !== undefined) lines.push(words(`Say: “${say}”`))
  if (checked !== undefined) lines.push(words(checked))
  return lines
}

function way(verb: string, shown: string, target: string | undefined): Line {
  const label = target === undefined ? escape(shown) : link(target, shown)
  return { marked: `${verb} ${label}`, plain: `${verb} ${shown}` }
}

function words(text: string): Line {
  return { marked: escape(text), plain: text }
}

/** A number that a phone can dial; `undefined` where there are no digits in it. */
function dial(number: string): string | undefined {
  const digits = number.replaceAll(/[^\d+]/g, '')
  return digits === '' ? undefined : `tel:${digits}`
}

/** `undefined` for what is no plain address. */
function mailTo(email: string): string | undefined {
  return /^[^\s<>|@&?]+@[^\s<>|@&?]+$/.test(email) ? `mailto:${email}` : undefined
}

/** Only web addresses are made into links; `undefined` for anything else, which is then shown as it is. */
function webAddress(url: string): string | undefined {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`
  return isWeb(full) ? new URL(full).href : undefined
}

export function isWeb(url: string): boolean {
  const scheme = URL.parse(url)?.protocol
  return scheme === 'https:' || scheme === 'http:'
}
