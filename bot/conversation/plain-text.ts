import type { Block, Button, Card, Contact } from './reply.ts'

/** A longer rule would break where the page is narrow, which knows its width only later. */
const RULE = 24

/**
 * A card as plain text, for the terminal and the page. Wrapped to `width` columns (`Infinity`: not at all).
 * Buttons are numbered from `firstButton`, so that a number can press one.
 */
export function plainText({ blocks, buttons }: Card, width: number, firstButton = 1): string {
  const parts = blocks.map((block) => blockText(block, width))
  const choices = buttons.map((button, at) => buttonText(button, firstButton + at))
  return [...parts, ...(choices.length > 0 ? [choices.join('\n')] : [])].join('\n\n')
}

function blockText(block: Block, width: number): string {
  switch (block.kind) {
    case 'heading':
      return `${wrap(block.text, width)}\n${'='.repeat(Math.min(width, block.text.length, RULE))}`
    case 'text':
      return wrap(block.text, width)
    case 'note':
      return wrap(block.text, width, '  ')
    case 'steps':
      return block.items.map((item, at) => wrap(`${at + 1}. ${item}`, width, '   ', '')).join('\n')
    case 'donts':
      return block.items.map((item) => wrap(`x ${forbidding(item)}`, width, '  ', '')).join('\n')
    case 'contacts':
      return block.items.map((contact) => contactText(contact, width)).join('\n')
  }
}

/** What not to do, in words: never told by a sign or a colour alone. */
export function forbidding(item: string): string {
  return /^(do not|don['’]t|never)\b/i.test(item) ? item : `Do not: ${item}`
}

/** A number to call comes first: it is what a tired person looks for. */
function contactText(contact: Contact, width: number): string {
  const { name, phone, text, email, url, inWords, hours, say, checked } = contact
  const lead = phone === undefined ? name : `Call ${phone}: ${name}`
  const more = [
    text === undefined ? undefined : `Text ${text}`,
    email === undefined ? undefined : `Email ${email}`,
    url === undefined ? undefined : `Go to ${url}`,
    inWords,
    hours,
    say === undefined ? undefined : `Say: "${say}"`,
    checked
  ].filter((line) => line !== undefined)
  return [wrap(`> ${lead}`, width, '  ', ''), ...more.map((line) => wrap(line, width, '  '))].join(
    '\n'
  )
}

function buttonText(button: Button, number: number): string {
  return `   [${number}] ${button.label}${button.kind === 'link' ? `: ${button.url}` : ''}`
}

/** Breaks at spaces; a word longer than a line stays whole, since half an address is no address. */
function wrap(text: string, width: number, indent = '', first = indent): string {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent
      empty = true
    }
    line = empty ? line + word : `${line} ${word}`
    empty = false
  }
  return [...lines, line].join('\n')
}
