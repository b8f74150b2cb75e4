import type { House, Library } from '../content/library.ts'
import type { Words } from '../content/wording.ts'
import type { Effect, Known } from './decision.ts'
import type { Memory } from './memory.ts'
import type { Block, Button } from './reply.ts'
import type { Turn } from './turn.ts'

/** All that a kind of talk needs to answer one turn. */
export interface Talk {
  readonly turn: Turn
  readonly known: Known
  readonly library: Library
  readonly words: Words
  /** Whose routes apply to this person in this place. */
  readonly house: House
  readonly now: Date
  /** Others can read what is said here: a channel or a group. */
  readonly shared: boolean
}

/** What a kind of talk wants to say. `decide` makes it a Reply for the right place and keeps what must be kept. */
export interface Said {
  readonly blocks: readonly Block[]
  readonly buttons: readonly Button[]
  /** Only this person may read it, wherever they spoke. */
  readonly personal: boolean
  readonly notice?: 'answer' | 'welcome' | 'tip'
  /** What "how?", "yes" and "Not this?" go on with. Left out: what was there before stays. */
  readonly goesOn?: { readonly intent: string; readonly offered?: readonly string[] }
  /** What changes in the memory of this person. */
  readonly remember?: Partial<Memory>
  /** Local numbers matter in it: if the employer is not known, "Where do you work?" follows, once. */
  readonly asksWhere?: boolean
  readonly effects?: readonly Effect[]
  /** Said in a shared place, it is the hello there: once. */
  readonly introduces?: boolean
}

/** A press as one short text, for memory: `more:password_entered`. */
export function pressed(action: string, about?: string): string {
  return about === undefined ? action : `${action}:${about}`
}

export function button(label: string, action: string, about?: string, primary = false): Button {
  const press = about === undefined ? { action } : { action, about }
  return primary ? { kind: 'press', label, press, primary } : { kind: 'press', label, press }
}

export function heading(words: string): Block {
  return { kind: 'heading', text: words }
}

export function text(words: string): Block {
  return { kind: 'text', text: words }
}

export function note(words: string): Block {
  return { kind: 'note', text: words }
}

/** A block of `kind` with these lines, or nothing where there are none. */
export function lines(kind: 'steps' | 'donts', items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind, items: [...items] }]
}
