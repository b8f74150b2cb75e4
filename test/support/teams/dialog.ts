import { z } from 'zod'

const Text = z.object({ text: z.string() })
const input = { id: z.string().min(1), label: z.string().min(1) }
const need = {
  isRequired: z.boolean().optional(),
  errorMessage: z.string().min(1).optional()
}
/** Elements that Teams draws on phones too, and nothing else. */
const Element = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('TextBlock'), text: z.string().min(1), wrap: z.literal(true) })
    .loose(),
  z.object({ type: z.literal('RichTextBlock'), inlines: z.array(Text.loose()).min(1) }).loose(),
  z
    .object({
      type: z.literal('Container'),
      items: z.array(z.object({ type: z.string() }).loose())
    })
    .loose(),
  z.strictObject({
    type: z.literal('Input.Text'),
    ...input,
    ...need,
    isMultiline: z.boolean(),
    maxLength: z.number(),
    placeholder: z.string(),
    value: z.string().optional()
  }),
  z.strictObject({
    type: z.literal('Input.ChoiceSet'),
    ...input,
    ...need,
    style: z.enum(['expanded', 'compact']),
    isMultiSelect: z.literal(false),
    wrap: z.literal(true),
    choices: z.array(z.object({ title: z.string().min(1), value: z.string().min(1) })).min(2),
    placeholder: z.string().optional(),
    value: z.string().optional()
  }),
  z.strictObject({
    type: z.literal('Input.Toggle'),
    id: z.string(),
    title: z.string().min(1),
    wrap: z.literal(true),
    valueOn: z.string(),
    valueOff: z.string(),
    value: z.string()
  })
])
type Element = z.infer<typeof Element>

const Action = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('Action.Submit'),
    title: z.string().min(1),
    associatedInputs: z.literal('none').optional(),
    data: z.record(z.string(), z.unknown())
  }),
  z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() })
])

const Dialog = z.object({
  task: z.strictObject({
    type: z.literal('continue'),
    value: z.strictObject({
      title: z.string().min(1),
      height: z.enum(['small', 'medium', 'large']),
      width: z.enum(['small', 'medium', 'large']),
      card: z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z
          .object({
            type: z.literal('AdaptiveCard'),
            version: z.literal('1.5'),
            fallbackText: z.string().min(1),
            body: z.array(Element).min(1),
            actions: z.array(Action).max(6).optional()
          })
          .loose()
      })
    })
  })
})

type Given = Readonly<Record<string, string>>

/** A dialog as it stands in the window of a person, who fills it in and presses. */
export interface OpenDialog {
  readonly title: string
  readonly card: z.infer<typeof Dialog>['task']['value']['card']['content']
  /** All that is read in it, a line each. */
  readonly says: string
  readonly buttons: readonly string[]
  readonly inputs: ReadonlyMap<string, Extract<Element, { id: string }>>
  /** What Teams sends when the button is pressed; a required field that is empty keeps it from being sent. */
  press(title: string, given?: Given): Record<string, unknown>
}

/** Reads what the bot answered to an invoke, as strictly as can be. */
export async function readDialog(response: Response): Promise<OpenDialog> {
  if (response.status !== 200) throw new Error(`status ${response.status}`)
  const { title, card } = Dialog.parse(await response.json()).task.value
  const { body, actions = [] } = card.content
  const inputs = new Map<string, Extract<Element, { id: string }>>()
  for (const element of body) {
    if (!('id' in element) || typeof element.id !== 'string') continue
    if (inputs.has(element.id)) throw new Error(`two inputs are called ${element.id}`)
    inputs.set(element.id, element as Extract<Element, { id: string }>)
  }
  return {
    title,
    card: card.content,
    says: body.flatMap(wordsOf).join('\n'),
    buttons: actions.map((action) => action.title),
    inputs,
    press(name, given = {}) {
      const action = actions.find((one) => one.title === name)
      if (action?.type !== 'Action.Submit') throw new Error(`no button ${name}`)
      if (action.associatedInputs === 'none') return action.data
      const values: Record<string, string> = {}
      for (const [id, element] of inputs) {
        const value = given[id] ?? ('value' in element ? element.value : undefined)
        if ('isRequired' in element && element.isRequired === true && (value ?? '') === '')
          throw new Error(element.errorMessage ?? 'required, and no words for it')
        if (value !== undefined) values[id] = value
      }
      return { ...values, ...action.data }
    }
  }
}

function wordsOf(element: unknown): readonly string[] {
  if (typeof element !== 'object' || element === null) return []
  const { text, label, title, inlines, items, choices } = element as Record<string, unknown>
  return [
    ...[text, label, title].filter((one) => typeof one === 'string'),
    ...[inlines, items, choices].flatMap((all) => (Array.isArray(all) ? all.flatMap(wordsOf) : []))
  ]
}
