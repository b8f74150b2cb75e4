import type { Contact } from '../conversation/reply.ts'
import type { Press } from '../conversation/reply.ts'
import type { OrganisationId } from '../identity.ts'
import type { Understand } from '../understanding/understanding.ts'
import type { Tip, Topic } from './advice.ts'
import type { Organisation } from './organisation.ts'
import type { Situation } from './situation.ts'
import type { Words } from './wording.ts'

/** All content of one language, checked and indexed at start; read only. */
export interface Library {
  readonly situations: ReadonlyMap<string, Situation>
  readonly topics: ReadonlyMap<string, Topic>
  readonly tips: ReadonlyMap<string, Tip>
  readonly organisations: ReadonlyMap<string, Organisation>
  /** The bot's own sentences. */
  readonly words: Words
  readonly understand: Understand
  /** Routes, choices and promises as they apply to one organisation, or to nobody's (national only). Made once at start, looked up here. */
  house(organisation: OrganisationId | undefined): House
}

/** What applies to people of one organisation. */
export interface House {
  readonly organisation: Organisation | undefined
  /** The route, or the one that stands in for it, as a contact to show; undefined: does not apply here (nation, sector, switched off). */
  contact(route: string, now: Date): Contact | undefined
  /** How to use the route, as steps; empty where there is nothing to explain. */
  how(route: string): readonly string[]
  /** A line with its `{route_id}` filled in; undefined where the organisation chose otherwise. */
  line(line: Situation['steps'][number], now: Date): string | undefined
}

/** Buttons' actions that the conversation knows; adapters never look inside. */
export type Action = Press['action']
