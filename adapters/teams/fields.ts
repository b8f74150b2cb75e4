import { z } from 'zod'
import type { Field } from '../../bot/conversation/form.ts'
import { Private } from '../../bot/private.ts'
import { type Element, warning } from './blocks.ts'
import { disarm, inert, isPlain } from './text.ts'

/** What a field of a form says on its own: by whoever composes the bot, from the content. */
export interface FieldWords {
  /** Below a field that was left out. */
  readonly needed: string
  /** In a closed list, before anything is chosen. */
  readonly choose: string
}

/** Names of inputs stand beside our own data in one object: a sign before each keeps them apart. */
const given = 'f-'
const ticked = 't-'
const yes = 'yes'

/**
 * A field as inputs of Adaptive Cards. `label` is newer than what the oldest phones draw, so the words of a text field stand
 * inside it too. A problem stands above its field, in words.
 */
export function drawField(
  field: Field,
  problem: string | undefined,
  words: FieldWords
): readonly Element[] {
  const before = problem === undefined ? [] : [warning(problem)]
  return [...before, drawInput(field, words), ...hintOf(field)]
}

function drawInput(field: Field, words: FieldWords): Element {
  switch (field.kind) {
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        id: given + field.id,
        ...named(field, words),
        style: field.shape === 'open' ? 'expanded' : 'compact',
        isMultiSelect: false,
        wrap: true,
        choices: field.options.map(({ id, label, hint }) => ({
          title: title(withHint(label, hint)),
          value: id
        })),
        ...(field.shape === 'list' ? { placeholder: words.choose } : {}),
        ...(field.chosen === undefined ? {} : { value: field.chosen })
      }
    case 'words':
      return {
        type: 'Input.Text',
        id: given + field.id,
        ...named(field, words),
        isMultiline: field.lines === 'many',
        maxLength: field.most,
        placeholder: inert(field.label),
        ...(field.given === undefined ? {} : { value: field.given })
      }
    case 'tick':
      return {
        type: 'Input.Toggle',
        id: ticked + field.id,
        title: title(field.label),
        wrap: true,
        valueOn: yes,
        valueOff: 'no',
        value: field.ticked === true ? yes : 'no'
      }
  }
}

function named(
  { label, optional }: { readonly label: string; readonly optional?: boolean | undefined },
  { needed }: FieldWords
): Element {
  return {
    label: inert(label),
    ...(optional === true ? {} : { isRequired: true, errorMessage: needed })
  }
}

/** A choice has one line for both: a sentence stands as one, a few words in brackets. */
function withHint(label: string, hint: string | undefined): string {
  if (hint === undefined) return label
  return hint.endsWith('.') ? `${label}. ${hint}` : `${label} (${hint})`
}

/** Clients read Markdown beside a radio button and a tick box. */
function title(text: string): string {
  return isPlain(text) ? text : disarm(text)
}

/** Below its field, where it stays while somebody types. */
function hintOf(field: Field): readonly Element[] {
  if (field.kind !== 'words' || field.hint === undefined) return []
  return [
    {
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: inert(field.hint), size: 'Small' }],
      spacing: 'Small'
    }
  ]
}

const Words = z.record(z.string(), z.unknown())

/** What was given, by field. What is none of our inputs is passed over; what is empty was not given. */
export function readFields(data: unknown): ReadonlyMap<string, Private> {
  const fields = new Map<string, Private>()
  for (const [name, value] of Object.entries(Words.safeParse(data).data ?? {})) {
    if (typeof value !== 'string' || value.trim() === '') continue
    if (name.startsWith(given)) fields.set(name.slice(given.length), new Private(value))
    else if (name.startsWith(ticked) && value === yes)
      fields.set(name.slice(ticked.length), new Private(yes))
  }
  return fields
}
