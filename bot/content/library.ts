import type { OrganisationId, Platform, TenantId } from '../identity.ts'
import type { Holidays } from '../campaigns/cadence.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import type { Understand } from '../understanding/understanding.ts'
import type { Tip, Topic } from './advice.ts'
import type { Employers } from './employers.ts'
import type { House } from './house.ts'
import type { Job } from './job.ts'
import type { Organisation } from './organisation.ts'
import type { Problem } from './problem.ts'
import type { Route } from './route.ts'
import type { Situation } from './situation.ts'
import type { Phrases, Words } from './wording.ts'

export type { House } from './house.ts'

/** All content of one language, checked and indexed at start; read only. */
export interface Library {
  readonly situations: ReadonlyMap<string, Situation>
  readonly topics: ReadonlyMap<string, Topic>
  /** In the order of the files. */
  readonly tips: ReadonlyMap<string, Tip>
  /** Kinds of work that tips may be for. */
  readonly jobs: ReadonlyMap<string, Job>
  readonly routes: ReadonlyMap<string, Route>
  readonly organisations: ReadonlyMap<string, Organisation>
  /** When tips come: `weekly` is there always. */
  readonly campaigns: ReadonlyMap<string, Campaign>
  /** Days without tips. */
  readonly holidays: Holidays
  /** The bot's own sentences. */
  readonly words: Words
  /** What people type to go on with an answer. */
  readonly phrases: Phrases
  readonly understand: Understand
  /** Routes, choices and promises as they apply to one organisation, or to nobody's (national only). Made once at start, looked up here. */
  house(organisation: OrganisationId | undefined): House
  /**
   * Those that people of this tenant may be offered, by name: examples only where the bot is tried out, and none in a
   * workspace that let itself in and that no organisation claims.
   */
  offered(platform: Platform, tenant: TenantId): readonly Organisation[]
  /** Whether this workspace let itself in and no organisation claims it: nobody there is known to work for one of ours. */
  isStranger(platform: Platform, tenant: TenantId): boolean
  /** Finds an offered organisation by what somebody typed. */
  employers(platform: Platform, tenant: TenantId): Employers
  /**
   * Organisations that say all people of this tenant work for them. On the page and in the terminal,
   * where there are no tenants, a tenant is the id of the organisation that was chosen there.
   */
  claimants(platform: Platform, tenant: TenantId): readonly Organisation[]
  /** Who said so, in words for people: "NCSC". At most 3, none twice. */
  sources(ids: readonly string[]): readonly string[]
  /** What does not stop the start: routes past their review date, blanks and what stands in for them, tenants claimed twice. */
  warnings(now: Date): readonly Problem[]
}
