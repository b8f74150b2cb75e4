import { type OrganisationId, PersonId, Role } from '../identity.ts'
import type { Hasher } from '../ports.ts'
import type { Organisation } from './organisation.ts'

/** What a person may do, and for whom. */
export interface Right {
  readonly organisation: OrganisationId
  readonly role: Role
}

/** The rights that organisations' files give, by person. Their ids are hashed at once, as everywhere. `tenant`: the one Teams tenant that is served. */
export function rightsInFiles(
  organisations: Iterable<Organisation>,
  hasher: Pick<Hasher, 'person'>,
  tenant: string | undefined
): (person: PersonId) => readonly Right[] {
  const rights = new Map<PersonId, readonly Right[]>()
  for (const { id, roles } of organisations)
    for (const role of Role.options)
      for (const named of roles[role]) {
        const person = personOf(named, hasher, tenant)
        if (person !== undefined)
          rights.set(person, [...(rights.get(person) ?? []), { organisation: id, role }])
      }
  return (person) => rights.get(person) ?? []
}

function personOf(
  named: Organisation['roles'][Role][number],
  hasher: Pick<Hasher, 'person'>,
  tenant: string | undefined
): PersonId | undefined {
  if ('teams' in named)
    return tenant === undefined ? undefined : hasher.person('teams', tenant, named.teams)
  const [workspace = '', user = ''] = named.slack.split('/')
  return hasher.person('slack', workspace, user)
}
