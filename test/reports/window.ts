import type { Form } from '../../bot/conversation/form.ts'
import type { Block } from '../../bot/conversation/reply.ts'
import { Private } from '../../bot/private.ts'

/** What comes back from a window: what stood in it, and what was changed. */
export function filled(
  form: Form,
  given: Readonly<Record<string, string>>
): ReadonlyMap<string, Private> {
  const fields = new Map<string, Private>()
  for (const field of form.fields) {
    const stood =
      field.kind === 'choice'
        ? field.chosen
        : field.kind === 'words'
          ? field.given
          : field.ticked === true
            ? 'yes'
            : undefined
    const typed = given[field.id] ?? stood
    if (typed !== undefined) fields.set(field.id, new Private(typed))
  }
  return fields
}

/** A window as one line. */
export function said(form: Form): string {
  return [...form.blocks.map(words), ...form.buttons.map(({ label }) => `▢ ${label}`)].join(' · ')
}

export function words(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `**${block.text}**`
    case 'text':
    case 'note':
      return block.text
    case 'steps':
    case 'donts':
      return block.items.join(' ')
    case 'contacts':
      return block.items.map(({ name, phone }) => `☎ ${name} ${phone ?? ''}`).join(' ')
  }
}
