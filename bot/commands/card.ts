import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pocketSheet } from '../content/pocket-sheet.ts'
import { HeadsUpError } from '../errors.ts'
import type { Library } from '../content/library.ts'
import { OrganisationId } from '../identity.ts'
import { openLibrary } from '../compose/open-library.ts'
import { say, settingsHere } from '../compose/settings-here.ts'

/** `card ORGANISATION`: the pocket sheet as text, or with `--html FILE` as a page to print. */
export function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { html: { type: 'string' } },
    allowPositionals: true
  })
  const library = openLibrary(settingsHere())
  const sheet = pocketSheet(
    library,
    library.house(organisationOf(library, positionals[0])),
    new Date()
  )
  if (values.html === undefined) say(sheet.text)
  else {
    writeFileSync(values.html, sheet.html)
    say(`Written to ${values.html}. Open it in a browser and print it on one A4 page.`)
  }
  return Promise.resolve(0)
}

/** The organisation a command names. Throws `NOT_FOUND`, with those there are. */
export function organisationOf(library: Library, named: string | undefined): OrganisationId {
  const known = [...library.organisations.keys()]
  if (named !== undefined && library.organisations.has(named)) return OrganisationId.parse(named)
  throw new HeadsUpError(
    'NOT_FOUND',
    named === undefined || named === ''
      ? 'Name an organisation.'
      : `There is no organisation "${named}".`,
    known.length === 0
      ? 'Add a file to the organisations folder first.'
      : `Known: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}.`
  )
}
