import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The example organisation, as somebody makes it their own: no example any more, and nobody outside chat is told. */
function aHospital(): string {
  return readFileSync('content/organisations/example-trust.yaml', 'utf8')
    .replace('example: true\n', '')
    .replace('id: example-trust', 'id: riverside')
    .replace('name: Example NHS Trust', 'name: Riverside Hospital')
    .replace(/alsoKnownAs: .*\n/, '')
    .replace(/^ {2}email: cyber.*\n/m, '')
}

/** A folder in `folder` with this organisation alone: `ORGANISATIONS_DIR` of a bot. */
export function organisationsIn(folder: string): string {
  const organisations = join(folder, 'organisations')
  mkdirSync(organisations)
  writeFileSync(join(organisations, 'riverside.yaml'), aHospital())
  return organisations
}
