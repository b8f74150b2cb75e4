import type { Form, FormAnswer, FormInput, FormTurn } from './conversation/form.ts'
import type { Block } from './conversation/reply.ts'
import type { Talk } from './conversation/talk.ts'

/** All that a form needs to answer: whose routes apply, the words, the hour. */
export interface FormTalk extends Omit<Talk, 'turn'> {
  readonly turn: FormTurn
}
export type Opened = Extract<FormInput, { kind: 'open' }>
export type Submitted = Extract<FormInput, { kind: 'submit' }>

/** One kind of form, by the action of its press. Rights are read here, at every press and every submit. */
export interface FormHandler {
  /** What the window shows first. */
  open(talk: FormTalk, opened: Opened): Promise<Form>
  /**
   * Resolves when what was sent is durable, and never before. A second press of the same form must give the same answer
   * and keep nothing twice: the form's own random id, sealed in `carries`, tells that it is one.
   */
  submit(talk: FormTalk, sent: Submitted): Promise<FormAnswer>
  /** Without the database: the form as it was sent, its words still in it, with these blocks first. */
  again(talk: FormTalk, sent: Submitted, problem: readonly Block[]): Form | Promise<Form>
}

export type FormHandlers = ReadonlyMap<string, FormHandler>
