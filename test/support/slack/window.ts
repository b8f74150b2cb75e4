interface Block {
  readonly type?: string
  readonly block_id?: string
  readonly element?: Readonly<Record<string, unknown>>
}

/**
 * A window as Slack's client keeps it: what somebody typed stays in a field as long as a changed window has a block of the
 * same id, whatever we put there; in a field that is new stands what we say.
 * https://docs.slack.dev/surfaces/modals#preserving-input-entry-data
 */
export function createWindow() {
  const kept = new Map<string, unknown>()
  return {
    /** What comes back from a window; `given` is what was changed in it, by field. */
    filled(
      user: string,
      { blocks = [] }: { readonly blocks?: readonly unknown[] },
      given: Readonly<Record<string, unknown>>
    ) {
      const values: Record<string, Record<string, unknown>> = {}
      const inputs = (blocks as readonly Block[]).filter(({ type }) => type === 'input')
      for (const { block_id = '', element = {} } of inputs) {
        const field = block_id.slice(2).split('.')[0] ?? ''
        const name = `${user} ${block_id}`
        if (field in given) kept.set(name, given[field])
        values[block_id] = { given: kept.get(name) ?? initial(element) }
      }
      // A window without its blocks: a test that draws none.
      if (inputs.length === 0)
        for (const [field, value] of Object.entries(given)) values[`f-${field}`] = { given: value }
      return values
    }
  }
}

function initial(element: Readonly<Record<string, unknown>>): object {
  const { type } = element
  if (type === 'plain_text_input') return { type, value: element['initial_value'] ?? null }
  if (type === 'checkboxes') return { type, selected_options: element['initial_options'] ?? [] }
  return { type, selected_option: element['initial_option'] ?? null }
}
