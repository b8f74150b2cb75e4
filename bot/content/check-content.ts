import { desk } from './house.ts'
import { situationIds, topicIds } from './intents.ts'
import type { Content, Found, Tell } from './read-content.ts'
import type { ReadFile } from './read-file.ts'
import type { Line } from './situation.ts'
import { blanksIn } from './wording.ts'

/** Words of a tip in all: one breath. */
const TIP_WORDS = 80

type At = readonly (string | number)[]

/** Every name that content uses for other content must lead somewhere; every intent must have an answer. */
export function checkContent(content: Content, files: readonly ReadFile[], tell: Tell): void {
  const known = {
    route: idsOf('route', content.routes, tell),
    situation: idsOf('situation', content.situations, tell),
    topic: idsOf('topic', content.topics, tell),
    tip: idsOf('tip', content.tips, tell),
    job: idsOf('job', content.jobs, tell),
    source: idsOf('source', content.sources, tell)
  }
  const refer = (
    kind: keyof typeof known,
    { file }: Found<unknown>,
    at: At,
    ids: readonly string[]
  ) => {
    for (const [number, id] of ids.entries())
      if (!known[kind].has(id))
        tell(
          file,
          [...at, number],
          `there is no ${kind} "${id}"`,
          `check its spelling, or add that ${kind}`
        )
  }
  const lines = ({ file }: Found<unknown>, at: At, texts: readonly Line[]) => {
    for (const [number, line] of texts.entries())
      for (const says of faultsOf(line, known.route))
        tell(file, [...at, number], says, 'write the id of a route between the brackets')
  }

  for (const found of content.situations) {
    const { value, at } = found
    refer('route', found, [...at, 'tell'], value.tell)
    refer('source', found, [...at, 'sources'], value.sources)
    refer(
      'situation',
      found,
      [...at, 'next'],
      value.next.map(({ situation }) => situation)
    )
    for (const list of ['steps', 'donts', 'more'] as const) lines(found, [...at, list], value[list])
    if (value.home === undefined) continue
    refer('route', found, [...at, 'home', 'tell'], value.home.tell)
    lines(found, [...at, 'home', 'steps'], value.home.steps)
  }
  for (const found of content.topics) {
    const { value, at } = found
    refer('tip', found, [...at, 'tips'], value.tips)
    refer('situation', found, [...at, 'next'], value.next)
    refer('route', found, [...at, 'tell'], value.tell)
    lines(found, [...at, 'advice'], value.advice)
  }
  for (const found of content.tips) {
    const { value, at, file } = found
    refer('topic', found, [...at, 'topics'], value.topics)
    refer('job', found, [...at, 'for'], value.for)
    refer('source', found, [...at, 'sources'], value.sources)
    const words = `${value.title} ${value.fact} ${value.action}`.split(/\s+/).length
    if (words > TIP_WORDS)
      tell(
        file,
        at,
        `tip "${value.id}" has ${words} words, ${TIP_WORDS} is the most`,
        'say it in fewer'
      )
  }
  namedOnce(content, tell)
  checkRoutes(content, known.source, tell)
  everyIntent('situation', situationIds, content.situations, files, tell)
  everyIntent('topic', topicIds, content.topics, files, tell)
}

function faultsOf(line: Line, routes: ReadonlySet<string>): readonly string[] {
  const words = typeof line === 'string' ? line : line.text
  const unknown = blanksIn(words).filter((id) => !routes.has(id))
  const stray = /[{}]/.test(words.replace(/\{[a-z0-9_]+\}/g, ''))
  return [
    ...unknown.map((id) => `there is no route "${id}" to put in for {${id}}`),
    ...(stray ? ['a curly bracket stands there with no route in it'] : [])
  ]
}

function idsOf(
  kind: string,
  all: readonly Found<{ readonly id: string }>[],
  tell: Tell
): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { value, file, at } of all) {
    if (ids.has(value.id))
      tell(
        file,
        at,
        `there are two ${kind}s "${value.id}"`,
        'give one of them another id, or take it out'
      )
    ids.add(value.id)
  }
  return ids
}

/** One word for two kinds of work would choose either. */
function namedOnce({ jobs }: Content, tell: Tell): void {
  const named = new Map<string, string>()
  for (const { value, file, at } of jobs)
    for (const [number, words] of value.said.entries()) {
      const other = named.get(words)
      if (other !== undefined)
        tell(
          file,
          [...at, 'said', number],
          `"${words}" is said for "${other}" and "${value.id}"`,
          'take it out of one of them'
        )
      named.set(words, value.id)
    }
}

function checkRoutes({ routes }: Content, sources: ReadonlySet<string>, tell: Tell): void {
  const byId = new Map(routes.map((found) => [found.value.id, found.value]))
  const first = routes[0]
  if (first !== undefined && byId.get(desk)?.scope !== 'local')
    tell(
      first.file,
      [],
      `the local route "${desk}" is missing`,
      'add the IT service desk: every other route may stand on it'
    )
  for (const { value, file, at } of routes) {
    if (value.scope === 'national') {
      for (const [number, id] of value.sources.entries())
        if (!sources.has(id))
          tell(
            file,
            [...at, 'sources', number],
            `there is no source "${id}"`,
            'check its spelling, or add that source'
          )
      if (value.reviewBy <= value.checkedOn)
        tell(file, [...at, 'reviewBy'], `"reviewBy" is not after "checkedOn"`, 'write a later day')
      continue
    }
    if (value.id === desk) continue
    if (value.standIn === undefined) {
      tell(
        file,
        at,
        `nothing stands in for "${value.id}" while it is empty`,
        `add "standIn: ${desk}", or another route`
      )
      continue
    }
    const seen = new Set([value.id])
    for (let next: string | undefined = value.standIn; next !== undefined;) {
      const route = byId.get(next)
      if (route === undefined)
        tell(
          file,
          [...at, 'standIn'],
          `there is no route "${next}" to stand in`,
          'check its spelling, or add that route'
        )
      if (seen.has(next))
        tell(
          file,
          [...at, 'standIn'],
          `the stand-ins of "${value.id}" go round in a circle`,
          `let one of them stand on "${desk}"`
        )
      if (route === undefined || seen.has(next)) break
      seen.add(next)
      next = route.scope === 'local' ? route.standIn : undefined
    }
  }
}

/** Without an answer the bot would understand somebody and then have nothing to say. */
function everyIntent(
  kind: string,
  ids: readonly string[],
  all: readonly Found<{ readonly id: string }>[],
  files: readonly ReadFile[],
  tell: Tell
): void {
  const home = all[0]?.file ?? files[0]
  if (home === undefined) return
  const given = new Set(all.map(({ value }) => value.id))
  for (const id of ids)
    if (!given.has(id))
      tell(home, [], `the ${kind} "${id}" is missing`, 'add it: people ask about it')
  for (const { value, file, at } of all)
    if (!ids.includes(value.id))
      tell(
        file,
        at,
        `nobody can ask for the ${kind} "${value.id}": it is not in the list of what people may mean`,
        'check its spelling, or take it out'
      )
}
