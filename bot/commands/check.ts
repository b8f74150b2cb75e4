import { shownProblem } from '../content/problem.ts'
import { isHeadsUpError } from '../errors.ts'
import type { Library } from '../content/library.ts'
import type { Settings } from '../settings.ts'
import { fileFault } from '../compose/file-fault.ts'
import { openHasher } from '../compose/open-hasher.ts'
import { checkReportKeys } from '../compose/reports.ts'
import { openOnCall } from '../compose/on-call.ts'
import { lastModel, openLibrary, openTaught } from '../compose/open-library.ts'
import { hasSlack, hasTeams } from '../compose/platforms.ts'
import { openSealing, openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'
import { openToReports } from '../compose/welcome-lines.ts'

/** What was found in one part: `bad` stops a start, `warn` does not. */
interface Found {
  readonly part: string
  readonly is: 'good' | 'warn' | 'bad'
  readonly says: string
}

/** `check`: every problem at once, and exit code 1 where one would stop the start, or keeps a platform from working. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.includes('--phrases')) return phrases()
  const found: Found[] = []
  let offline = 0
  const tell = (part: string, is: Found['is'], says: string) => found.push({ part, is, says })
  const settings = await attempt(tell, 'settings', () => settingsHere())
  if (settings !== undefined) {
    tell('settings', 'good', shownSettings(settings))
    const library = await checkContent(settings, tell)
    await checkStore(settings, library, tell)
    if (args.includes('--online'))
      await checkOnline(settings, (...one) => {
        if (one[1] === 'bad') offline += 1
        tell(...one)
      })
  }
  for (const { part, is, says } of found)
    say(
      `${{ good: 'ok  ', warn: 'note', bad: 'BAD ' }[is]}  ${part}: ${says.replaceAll('\n', '\n      ')}`
    )
  const bad = found.filter(({ is }) => is === 'bad').length
  say()
  const stops = bad - offline
  say(
    stops === 0
      ? 'Nothing stops the start.'
      : `${stops === 1 ? '1 problem stops' : `${stops} problems stop`} the start.`
  )
  if (offline > 0)
    say(
      `${offline === 1 ? '1 problem keeps' : `${offline} problems keep`} Teams or Slack from working.`
    )
  return bad === 0 ? 0 : 1
}

type Tell = (part: string, is: Found['is'], says: string) => void

/** Runs one part; a fault that an operator can mend is told and the other parts go on. */
async function attempt<T>(
  tell: Tell,
  part: string,
  work: () => T | Promise<T>
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const says = isHeadsUpError(error) ? `${error.message}\n${error.mend}` : fileFault(error)
    if (says === undefined) throw error
    tell(part, 'bad', says)
    return undefined
  }
}

const setUp = (is: boolean) => (is ? 'set up' : 'not set up')

function shownSettings(settings: Settings): string {
  const { HOST, PORT, DATABASE_URL } = settings
  const store = DATABASE_URL === undefined ? 'SQLite' : 'PostgreSQL'
  return `${HOST}:${PORT}, Teams ${setUp(hasTeams(settings))}, Slack ${setUp(hasSlack(settings))}, ${store}`
}

async function checkContent(settings: Settings, tell: Tell): Promise<Library | undefined> {
  const library = await attempt(tell, 'content', () => openLibrary(settings))
  if (library === undefined) return undefined
  const { situations, topics, tips, organisations } = library
  const examples = [...organisations.values()].filter(({ example }) => example).length
  tell('content', 'good', `${situations.size} situations, ${topics.size} topics, ${tips.size} tips`)
  tell(
    'organisations',
    organisations.size > examples ? 'good' : 'warn',
    organisations.size > examples
      ? `${organisations.size - examples}`
      : 'none of your own yet: people get national routes only. Copy an example to begin.'
  )
  await attempt(tell, 'reports', () => checkReportKeys(settings, library))
  const page = openToReports(settings, organisations.values())
  if (page !== undefined) tell('page', 'warn', page)
  await attempt(tell, 'on-call', () => openOnCall(settings, organisations.values()))
  for (const problem of library.warnings(new Date())) tell('content', 'warn', shownProblem(problem))
  return library
}

async function checkStore(
  settings: Settings,
  library: Library | undefined,
  tell: Tell
): Promise<void> {
  const sealing = await attempt(tell, 'key', () => openSealing(settings))
  if (sealing?.keys.besideData === true)
    tell(
      'key',
      'warn',
      `it lies in ${settings.DATA_DIR}, so a copy of that folder opens everything. Set HEADS_UP_KEY_FILE to a file elsewhere before real use.`
    )
  else if (sealing !== undefined) tell('key', 'good', 'set apart from the data')
  const store = await attempt(tell, 'store', () => openStoreHere(settings, quiet))
  if (store === undefined) return
  if (sealing !== undefined) await attempt(tell, 'key', () => openHasher({ store, ...sealing }))
  const well = await attempt(tell, 'store', async () => {
    await store.upkeep.ping()
    return true
  })
  if (well) tell('store', 'good', 'reads and writes')
  for (const id of well && library ? await store.cases.organisations() : [])
    if (library?.organisations.has(id) === false)
      tell(
        'reports',
        'warn',
        `there are some of "${id}", which has no file any more. Put it back under that name, so that its people on call hear of them.`
      )
  await store.upkeep.close()
}

async function checkOnline(settings: Settings, tell: Tell): Promise<void> {
  if (!hasTeams(settings) && !hasSlack(settings))
    return tell(
      'platforms',
      'warn',
      'neither Teams nor Slack is set up yet, so neither was asked.\nFollow docs/connect-teams.md or docs/connect-slack.md.'
    )
  const { checkPlatforms } = await import('./check-online.ts')
  const problems = await attempt(tell, 'platforms', () => checkPlatforms(settings))
  if (problems === undefined) return
  for (const { platform, line } of problems) tell(platform, 'bad', line)
  if (problems.length === 0)
    tell('platforms', 'good', 'those that are set up accept the credentials')
}

/** `check --phrases`: which phrases collide, which intents are thin, what each new one would change. Always exit code 0: it is advice. */
async function phrases(): Promise<number> {
  const { checkPhrases } = await import('../understanding/check-phrases.ts')
  const settings = settingsHere()
  for (const line of checkPhrases(openTaught(settings), lastModel(settings.DATA_DIR))) say(line)
  return 0
}
