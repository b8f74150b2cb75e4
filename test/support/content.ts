import { SourcesFile } from '../../bot/content/advice.ts'
import { createHouse, type House } from '../../bot/content/house.ts'
import { Organisation } from '../../bot/content/organisation.ts'
import { type Route, RoutesFile } from '../../bot/content/route.ts'
import { type Line, type Situation, SituationsFile } from '../../bot/content/situation.ts'
import { createWords, WordingFile } from '../../bot/content/wording.ts'
import { contentFiles, readContent } from './content-files.ts'

export const { situations } = readContent('en-GB/situations.yaml', SituationsFile)
export const { routes } = readContent('en-GB/routes.yaml', RoutesFile)
export const { sources } = readContent('sources.yaml', SourcesFile)
export const organisations = contentFiles('organisations').map((file) =>
  readContent(file, Organisation)
)
export const routeById: ReadonlyMap<string, Route> = new Map(
  routes.map((route) => [route.id, route])
)

const sentences = Object.entries(readContent('en-GB/wording.yaml', WordingFile).words).flatMap(
  ([group, texts]) => Object.entries(texts).map(([key, text]) => [`${group}.${key}`, text] as const)
)
export const words = createWords(new Map(sentences))

/** Whoever may read an answer: people of no known organisation, and those of each example. */
export const readers: readonly (readonly [string, House])[] = [
  ['nobody known', createHouse(routeById, undefined, words)],
  ...organisations.map(
    (organisation) => [organisation.id, createHouse(routeById, organisation, words)] as const
  )
]

/** The reader of that name. Throws where there is none. */
export function reader(name: string): House {
  const found = readers.find(([id]) => id === name)
  if (found === undefined) throw new Error(`no reader ${name}`)
  return found[1]
}

/** A house like an example's, with other choices. */
export function houseWith(id: string, change: Partial<Organisation>): House {
  const organisation = organisations.find((one) => one.id === id)
  if (organisation === undefined) throw new Error(`no organisation ${id}`)
  return createHouse(routeById, { ...organisation, ...change }, words)
}

/** Every line of advice as it stands in the file, with its blanks. */
export function linesOf(situation: Situation): readonly Line[] {
  const { steps, donts, more, home } = situation
  return [...steps, ...donts, ...more, ...(home?.steps ?? [])]
}

/** Lines as one reader sees them. */
export function filled(
  lines: readonly Line[],
  house: House,
  now = new Date('2026-11-24T10:00:00Z')
): readonly string[] {
  return lines.flatMap((line) => house.line(line, now) ?? [])
}

/** The text of a line, without its `when`. */
export function textOf(line: Line): string {
  return typeof line === 'string' ? line : line.text
}
