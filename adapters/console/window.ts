import type { Form, FormAnswer } from '../../bot/conversation/form.ts'
import { plainText } from '../../bot/conversation/plain-text.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import { Private } from '../../bot/private.ts'
import { askField, isOptional, standing } from './field.ts'

/** Where a form is asked: lines go out and come in. */
export interface Screen {
  readonly width: number
  readonly print: (text: string) => void
  /** The next line that is typed, after this prompt. `undefined`: there will be no more. */
  line(prompt: string): Promise<string | undefined>
}

/** How a person left a form. */
export type Left =
  | { readonly is: 'closed' }
  | { readonly is: 'opens'; readonly press: Press }
  | {
      readonly is: 'sends'
      readonly press: Press
      readonly fields: ReadonlyMap<string, Private>
    }

const closeCommand = '/close'
const closed: Left = { is: 'closed' }

/**
 * Shows a form as text, asks its fields one by one, and then which button to press. `/close` ends it anywhere. A window
 * that follows another (`follows`) asks only what is missing or must be mended: the rest stands there already.
 */
export async function askForm(answer: FormAnswer, screen: Screen, follows: boolean): Promise<Left> {
  const { form } = answer
  const problems = answer.is === 'mend' ? answer.problems : new Map<string, string>()
  showForm(form, screen)
  let asksAll = !follows
  for (;;) {
    const given = await askFields(form, problems, asksAll, screen)
    if (given === undefined) return close(screen)
    const below = plainText({ blocks: form.below, buttons: [] }, screen.width)
    if (below !== '') screen.print(`\n${below}`)
    const left = await press(form, given, screen, !asksAll && form.fields.length > 0)
    if (left.is !== 'changes') return left
    asksAll = true
  }
}

/** `undefined`: the person leaves. */
async function askFields(
  { fields }: Form,
  problems: ReadonlyMap<string, string>,
  asksAll: boolean,
  screen: Screen
): Promise<ReadonlyMap<string, Private> | undefined> {
  const given = new Map<string, Private>()
  for (const [at, field] of fields.entries()) {
    const problem = problems.get(field.id)
    const stands = standing(field) !== '' || isOptional(field)
    const words =
      !asksAll && problem === undefined && stands
        ? standing(field)
        : await askField(field, {
            screen,
            ask: async (prompt) => {
              const line = await screen.line(prompt)
              return line?.trim() === closeCommand ? undefined : line
            },
            place: `${at + 1} of ${fields.length}`,
            problem
          })
    if (words === undefined) return undefined
    if (words !== '') given.set(field.id, new Private(words))
  }
  return given
}

function showForm({ title, blocks, fields, submit }: Form, { print, width }: Screen): void {
  const asks = fields.length > 0 || submit !== undefined
  print(`\n--- ${title} ---${asks ? ` (${closeCommand} closes it)` : ''}`)
  const text = plainText({ blocks, buttons: [] }, width)
  if (text !== '') print(`\n${text}`)
}

async function press(
  { submit, buttons, close: closes }: Form,
  fields: ReadonlyMap<string, Private>,
  screen: Screen,
  mayChange: boolean
): Promise<Left | { readonly is: 'changes' }> {
  const choices: readonly {
    readonly label: string
    readonly left: Left | { readonly is: 'changes' } | undefined
  }[] = [
    ...(submit === undefined
      ? []
      : [{ label: submit.label, left: { is: 'sends', press: submit.press, fields } as const }]),
    ...(mayChange ? [{ label: 'Change an answer', left: { is: 'changes' } as const }] : []),
    ...buttons.map((button) =>
      button.kind === 'link'
        ? { label: `${button.label}: ${button.url}`, left: undefined }
        : { label: button.label, left: { is: 'opens', press: button.press } as const }
    )
  ]
  // A window that only says something is read, and that is all.
  if (choices.every(({ left }) => left === undefined)) {
    for (const { label } of choices) screen.print(`   ${label}`)
    return closed
  }
  const shown = [...choices.map(({ label }) => label), closes]
  screen.print(`\n${shown.map((label, at) => `   [${at + 1}] ${label}`).join('\n')}\n`)
  for (;;) {
    const line = (await screen.line('number> '))?.trim()
    if (line === undefined || line === closeCommand || line === String(shown.length))
      return submit === undefined ? closed : close(screen)
    const left = /^\d{1,2}$/.test(line) ? choices[Number(line) - 1]?.left : undefined
    if (left !== undefined) return left
    screen.print(`Type a number from 1 to ${shown.length}.`)
  }
}

function close(screen: Screen): Left {
  screen.print('Closed. Nothing was sent.')
  return closed
}
