/** Where a message must not be answered as a cyber matter: whom to turn to instead. */
export type Help = 'emergency' | 'distress' | 'safeguarding' | 'abuse' | 'language'

/** What a message was taken to mean. The contract of `heads-up understand` (see `docs/decisions/`). */
export interface Understanding {
  readonly outcome: 'answer' | 'ask' | 'refuse'
  /** Bare id of the likeliest intent, whatever the outcome; `out_of_scope` where none. */
  readonly intent: string
  /** 0 to 1. */
  readonly confidence: number
  /** Always the three likeliest in order, that one included. */
  readonly alternatives: readonly { readonly intent: string; readonly confidence: number }[]
  /** The words or rules that decided, in plain form: worked out when asked, since a person's answer needs none. */
  readonly because: () => readonly string[]
  readonly help?: Help
}

/** Pure and local: the text never leaves the process. Takes up to 100 KB; long text is cut inside. */
export type Understand = (text: string) => Understanding
