import type { OrganisationId } from '../identity.ts'
import type { Store, Vault } from '../ports.ts'

/**
 * Organisations in which somebody hears: a responder has taken the practice case, and a report can be sealed for them.
 * Nobody is offered a form before: nobody may own up to an empty room.
 */
export interface Hearing {
  /** As last looked at, for what an answer offers. */
  readonly organisations: ReadonlySet<OrganisationId>
  /** Whether a report can be sealed for anybody: then there may be receipts, also where nobody hears just now. */
  readonly receipts: boolean
  /** Looks again; at every opening and every sending of a form. */
  look(): Promise<ReadonlySet<OrganisationId>>
}

/**
 * `always`: the local demo, which takes its own practice case. `inFiles`: whether an organisation's file names people who
 * may answer: with no channel left, or nobody left who may open a case, nobody hears.
 */
export function createHearing(
  { practice }: Pick<Store, 'practice'>,
  vault: Vault,
  inFiles: (organisation: OrganisationId) => boolean,
  always: Iterable<OrganisationId> = []
): Hearing {
  const own = [...always]
  let organisations: ReadonlySet<OrganisationId> = new Set()
  return {
    receipts: vault.keepsAny,
    get organisations() {
      return organisations
    },
    async look() {
      const heard = (await practice.heard()).flatMap(({ organisation, people }) =>
        people || inFiles(organisation) ? [organisation] : []
      )
      organisations = new Set([...own, ...heard].filter((one) => vault.keeps(one)))
      return organisations
    }
  }
}
