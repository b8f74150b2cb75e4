import { z } from 'zod'
import type { Private } from '../private.ts'
import { Block, Button, Press } from './reply.ts'
import type { Turn } from './turn.ts'

const id = z.string().regex(/^[a-z][a-z-]{0,39}$/)
/** Slack's limit for the title, the submit and the close button of a modal: https://docs.slack.dev/reference/views/modal-views */
const short = z.string().min(1).max(24)

const Option = z.object({
  id,
  label: z.string().min(1).max(75),
  hint: z.string().max(75).optional()
})

/** One thing that a form asks. What is given comes back under its `id`: the option's id, the words, or `yes`. */
export const Field = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choice'),
    id,
    label: z.string().min(1).max(150),
    options: z.array(Option).min(2).max(40),
    chosen: id.optional(),
    /** All options in sight (at most 10), or a list that opens. */
    shape: z.enum(['open', 'list']),
    optional: z.boolean().optional()
  }),
  z.object({
    kind: z.literal('words'),
    id,
    label: z.string().min(1).max(150),
    hint: z.string().max(150).optional(),
    /** What stands in it already, where it is known. */
    given: z.string().optional(),
    lines: z.enum(['one', 'many']),
    /** Letters at most: Slack takes 3,000. */
    most: z.number().int().min(1).max(3000),
    optional: z.boolean().optional()
  }),
  z.object({
    kind: z.literal('tick'),
    id,
    label: z.string().min(1).max(75),
    ticked: z.boolean().optional()
  })
])
export type Field = z.infer<typeof Field>

/**
 * A window of its own: a modal (Slack), a dialog (Teams), a box on the page. What is typed into it never becomes a chat
 * message. Without `submit` it only says something. All text is plain; it is drawn in this order: blocks, fields, below, buttons.
 */
export const Form = z.object({
  title: short,
  blocks: z.array(Block),
  fields: z.array(Field).max(12),
  /** What must be read before sending: stands above the button. */
  below: z.array(Block),
  /** Leads to another step in the same window: each opens a form. */
  buttons: z.array(Button).max(5),
  submit: z.object({ label: short, press: Press }).optional(),
  close: short,
  /** Comes back with the submit, and with the buttons inside. Sealed by whoever made the form: adapters never look into it. */
  carries: z.string().max(2000).optional()
})
export type Form = z.infer<typeof Form>

/** A message that somebody chose to report, as the platform sent it with the click. */
export interface Quoted {
  readonly sender?: Private | undefined
  readonly text?: Private | undefined
  readonly link?: Private | undefined
  /** The same for the same message, whoever chose it: a keyed hash. */
  readonly same?: string | undefined
}

export type FormInput =
  /** A button that opens a form, a shortcut, a message action. `carries`: of the form that the button stood in. */
  | {
      readonly kind: 'open'
      readonly press: Press
      readonly carries?: string | undefined
      readonly quoted?: Quoted | undefined
    }
  /** `fields`: what was given, by field; left out or empty: nothing. */
  | {
      readonly kind: 'submit'
      readonly press: Press
      readonly carries?: string | undefined
      readonly fields: ReadonlyMap<string, Private>
    }
  /** Its signature, person or place is not ours: answered kindly, never obeyed. */
  | { readonly kind: 'stale' }

/** A Turn of a form. It never waits in the inbox, and nothing of its person is written by it. */
export interface FormTurn extends Omit<Turn, 'input'> {
  readonly input: FormInput
  /** The person's name, where the platform sent it with the click; nobody is looked up. */
  readonly called?: Private | undefined
}

export type FormAnswer =
  /** The form to open, or the next step in the same window. */
  | { readonly is: 'show'; readonly form: Form }
  /** Not taken: the same form, its words still in it, and what to mend, by field. */
  | { readonly is: 'mend'; readonly form: Form; readonly problems: ReadonlyMap<string, string> }
