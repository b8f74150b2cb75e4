import type { Block, Button, Contact, Reply } from '../../bot/conversation/reply.ts'

/** A Reply as plain text, wrapped to `width` columns. Buttons are numbered, so that a number presses one. */
export function drawText(reply: Reply, width: number, where: string | undefined): string {
  const { blocks, buttons } = reply.card
  const parts = blocks.map((block) => drawBlock(block, width))
  const choices = buttons.map((button, at) => drawButton(button, at + 1))
  return [
    ...(where === undefined ? [] : [`[${where}]`]),
    parts.join('\n\n'),
    ...(choices.length > 0 ? ['', ...choices] : [])
  ].join('\n')
}

function drawBlock(block: Block, width: number): string {
  switch (block.kind) {
    case 'heading':
      return `${wrap(block.text, width)}\n${'='.repeat(Math.min(width, block.text.length))}`
    case 'text':
      return wrap(block.text, width)
    case 'note':
      return wrap(block.text, width, '  ')
    case 'steps':
      return block.items.map((item, at) => wrap(`${at + 1}. ${item}`, width, '   ', '')).join('\n')
    case 'donts':
      return block.items.map((item) => wrap(`x  ${item}`, width, '   ', '')).join('\n')
    case 'contacts':
      return block.items.map((contact) => wrap(drawContact(contact), width, '   ', '')).join('\n')
  }
}

/** The number comes first: it is what a tired person looks for. */
function drawContact({
  name,
  phone,
  text,
  email,
  url,
  inWords,
  hours,
  say,
  checked
}: Contact): string {
  const ways = [phone, text === undefined ? undefined : `text ${text}`, email, url, inWords].filter(
    (way) => way !== undefined
  )
  const more = [hours, say === undefined ? undefined : `say "${say}"`, checked].filter(
    (part) => part !== undefined
  )
  return `>  ${[...ways, name, ...more].join(' · ')}`
}

function drawButton(button: Button, number: number): string {
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
