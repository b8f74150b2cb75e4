import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { plainText } from '../conversation/plain-text.ts'
import { alertBlocks, type AlertWords } from '../alerts/alert.ts'
import { problemsIn } from '../alerts/draft.ts'
import { secondsFor, shownLength, sumOf } from '../alerts/how-long.ts'
import { namesOf, zoneOf } from '../alerts/names.ts'
import { wordsOf } from '../alerts/show-alert.ts'
import { momentOf, shownUntil, type Until } from '../alerts/until.ts'
import { say } from '../compose/settings-here.ts'
import { OrganisationId } from '../identity.ts'
import type { KeptAlert } from '../ports/alerts.ts'
import { randomId } from '../random-id.ts'
import { type AlertDesk, openAlertDesk } from '../compose/alert-desk.ts'
import { watchAlert } from '../compose/watch-alert.ts'

const usage = `Usage: heads-up alert
  ORGANISATION[,ORGANISATION…] --headline WORDS --do WORDS [--for 2h|8h|today|tomorrow|3d|week] [--urgent] [--dry-run] [--yes]
  list                                                    the last alerts, with their ids
  show ID                                                 how far one is, until its numbers are final
  edit ID [--headline WORDS] [--do WORDS] [--for …] [--yes]
  recall ID [--yes]`

const lengths: ReadonlyMap<string, Until> = new Map([
  ['2h', 'hours-two'],
  ['8h', 'hours-eight'],
  ['today', 'today'],
  ['tomorrow', 'tomorrow'],
  ['3d', 'days-three'],
  ['week', 'week']
])

const options = {
  headline: { type: 'string' },
  do: { type: 'string' },
  for: { type: 'string' },
  urgent: { type: 'boolean' },
  yes: { type: 'boolean' },
  'dry-run': { type: 'boolean' }
} as const

type Given = ReturnType<typeof given>['values']

function given(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

/** `alert`: sent, looked at, edited and recalled from the server. The bot that runs on the same database does the sending. */
export async function run(args: readonly string[]): Promise<number> {
  let asked: ReturnType<typeof given>
  try {
    asked = given(args)
  } catch {
    say(usage)
    return 1
  }
  const [verb, id] = asked.positionals
  if (verb === undefined) {
    say(usage)
    return 1
  }
  const desk = await openAlertDesk()
  try {
    if (verb === 'list') return await list(desk)
    if (verb === 'show') return await withAlert(desk, id, (alert) => watchAlert(desk, alert.id))
    if (verb === 'edit')
      return await withAlert(desk, id, (alert) => edit(desk, alert, asked.values))
    if (verb === 'recall')
      return await withAlert(desk, id, (alert) => recall(desk, alert, asked.values))
    return await send(desk, verb, asked.values)
  } finally {
    await desk.close()
  }
}

async function send(desk: AlertDesk, named: string, values: Given): Promise<number> {
  const { library, store, sealer } = desk
  const organisations = named.split(',').flatMap((one) => OrganisationId.safeParse(one).data ?? [])
  const unknown = named.split(',').filter((one) => !library.organisations.has(one))
  if (unknown.length > 0) {
    say(`There is no organisation ${unknown.join(', ')}. \`heads-up check\` lists them.`)
    return 1
  }
  const now = new Date()
  const words = wordsIn(values, { headline: '', todo: '', urgent: values.urgent === true })
  const until = untilIn(values, now, zoneOf(organisations, library)) ?? undefined
  if (until === undefined || !isSound(desk, words)) return 1
  show(desk, { words, until, organisations })
  const reach = await store.alerts.reach(organisations, now)
  say(
    library.words.say('alert.reach', {
      places: String(reach.places),
      people: String(reach.people),
      organisations: namesOf(organisations, library)
    })
  )
  say(library.words.say(words.urgent ? 'alert.at_once' : 'alert.quiet_wait'))
  if (values['dry-run'] === true) return 0
  if (reach.places + reach.people === 0) {
    say(library.words.say('alert.nobody_there'))
    return 1
  }
  if (!(await isAgreed('Send it now?', values))) return 1
  const id = randomId()
  const sealed = await sealer.seal('alert', id, JSON.stringify(words))
  await store.alerts.send(
    { id, organisations, until, sealed, deeds: deedsOf(organisations, 'alert-sent', id) },
    new Date()
  )
  return watchAlert(desk, id)
}

async function edit(desk: AlertDesk, alert: KeptAlert, values: Given): Promise<number> {
  const before = await wordsOf(desk, alert)
  if (before === undefined || alert.recalled) {
    say('It was taken back, or its words do not open with this key.')
    return 1
  }
  const words = { ...wordsIn(values, before), urgent: before.urgent, changed: true }
  const zone = zoneOf(alert.organisations, desk.library)
  const until = values.for === undefined ? alert.until : untilIn(values, new Date(), zone)
  if (until === undefined || !isSound(desk, words)) return 1
  show(desk, { ...alert, words, until })
  if (!(await isAgreed(await cost(desk, alert), values))) return 1
  const sealed = await desk.sealer.seal('alert', alert.id, JSON.stringify(words))
  return change(desk, alert, { sealed, until }, 'alert-edited')
}

async function recall(desk: AlertDesk, alert: KeptAlert, values: Given): Promise<number> {
  if (!(await isAgreed(await cost(desk, alert), values))) return 1
  return change(desk, alert, 'recalled', 'alert-recalled')
}

async function change(
  desk: AlertDesk,
  { id, version, organisations, card }: KeptAlert,
  to: Parameters<AlertDesk['store']['alerts']['change']>[0]['to'],
  did: 'alert-edited' | 'alert-recalled'
): Promise<number> {
  const deeds = deedsOf(organisations, did, id)
  const kept = await desk.cardOf({ id, card })
  if (!(await desk.store.alerts.change({ id, from: version, to, card: kept, deeds }, new Date()))) {
    say('Somebody else changed it a moment ago. Look at it with `heads-up alert show`.')
    return 1
  }
  return watchAlert(desk, id)
}

async function list(desk: AlertDesk): Promise<number> {
  const { store, library } = desk
  const all = await store.alerts.list(20)
  if (all.length === 0) say(library.words.say('alert.list_none'))
  for (const alert of all) {
    const said = await wordsOf(desk, alert)
    const { words } = library
    say(
      `${alert.id}  ${words.say(alert.recalled ? 'alert.list_recalled' : 'alert.list_line', {
        headline: said?.headline ?? '…',
        time: shownUntil(alert.at, zoneOf(alert.organisations, library)),
        organisations: namesOf(alert.organisations, library)
      })}`
    )
  }
  return 0
}

async function withAlert(
  desk: AlertDesk,
  id: string | undefined,
  then: (alert: KeptAlert) => Promise<number>
): Promise<number> {
  const alert = id === undefined ? undefined : await desk.store.alerts.find(id)
  if (alert !== undefined) return then(alert)
  say('There is no alert with this id. `heads-up alert list` shows them.')
  return 1
}

function wordsIn(values: Given, before: AlertWords): AlertWords {
  return {
    ...before,
    headline: (values.headline ?? before.headline).trim(),
    todo: (values.do ?? before.todo).replaceAll('\\n', '\n').trim()
  }
}

function untilIn(values: Given, now: Date, zone: string): Date | undefined {
  const until = lengths.get(values.for ?? 'today')
  if (until !== undefined) return momentOf(until, now, zone)
  say(`--for is one of ${[...lengths.keys()].join(', ')}.`)
  return undefined
}

function isSound({ library }: AlertDesk, words: AlertWords): boolean {
  const problems = problemsIn(words)
  for (const [field, why] of problems)
    say(`--${field === 'todo' ? 'do' : field}: ${library.words.say(why)}`)
  return problems.size === 0
}

function show({ library }: AlertDesk, alert: Parameters<typeof alertBlocks>[0]): void {
  say()
  say(plainText({ blocks: alertBlocks(alert, library), buttons: [] }, 76))
  say()
}

async function cost({ store, library }: AlertDesk, { id }: KeptAlert): Promise<string> {
  const { held } = await store.alerts.progress(id, new Date())
  const time = shownLength(secondsFor(held), library.words)
  return library.words.say('alert.change_reach', { count: String(sumOf(held)), time })
}

function deedsOf(
  organisations: readonly OrganisationId[],
  did: 'alert-sent' | 'alert-edited' | 'alert-recalled',
  about: string
) {
  return organisations.map((organisation) => ({
    organisation,
    who: 'operator' as const,
    did,
    about
  }))
}

/** `--yes` answers for whoever is not there to be asked. */
async function isAgreed(question: string, { yes }: Given): Promise<boolean> {
  if (yes === true) return true
  if (!process.stdin.isTTY) {
    say(`${question} Say so with --yes.`)
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} Type yes: `)
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}
