import type { FormHandlers } from '../form-handler.ts'

/** Every form that there is, by the action of the press that opens it. */
export function composeForms(): FormHandlers {
  return new Map()
}
