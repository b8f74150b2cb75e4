import { readFile } from 'node:fs/promises'
import { openWith } from '../../adapters/sealing/vault.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import type { Library } from '../content/library.ts'
import { openLibrary } from '../compose/open-library.ts'
import { organisationOf as organisationNamed } from './card.ts'
import { openSealing, openStoreHere } from '../compose/open-store.ts'
import { openVault } from '../compose/reports.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'
import { writePrivately } from '../compose/write-privately.ts'
import { OrganisationId } from '../identity.ts'
import type { Sealer, Store, Vault } from '../ports.ts'
import { Account } from '../reports/account.ts'
import { breachLogHead, breachLogLine } from '../reports/breach-log.ts'
import { defang } from '../reports/defang.ts'
import type { KeptReport } from '../reports/ports.ts'
import { KEEP_DAYS } from '../reports/watch.ts'
import { isOver, monthTable } from '../reports/statistics.ts'

const usage = `Usage: heads-up reports
  list [ORGANISATION]                            every report: case name, state, when, what, id; no words
  show ID [--identity FILE]                      one report opened
  practice ORGANISATION                          take the practice case where there is no responders' channel
  export ORGANISATION FILE [--identity FILE]     a spreadsheet (CSV) for your breach log, without names
  counts ORGANISATION MONTH                      the table of a month that is over, such as 2026-10, rounded to 5
  purge ID | purge ORGANISATION --old            erase one report's words now; or all whose time is over`

interface Here {
  readonly store: Store
  readonly library: Library
  readonly sealer: Sealer
  readonly open: (report: KeptReport) => Promise<Account | undefined>
}

/** `reports`: for responders and auditors on the server. Each look is a line of the trail, by `operator`. */
export async function run(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--identity')
  const file = at < 0 ? undefined : args[at + 1]
  const [verb = '', ...rest] =
    at < 0 ? args : args.filter((_, place) => place < at || place > at + 1)
  const command = verbs.get(verb)
  if (command === undefined) {
    say(usage)
    return 1
  }
  const settings = settingsHere()
  const library = openLibrary(settings)
  const sealing = await openSealing(settings)
  const vault = await openVault(settings, library)
  const identity = file === undefined ? undefined : (await readFile(file, 'utf8')).trim()
  const store = await openStoreHere(settings, quiet)
  try {
    const open = (report: KeptReport) => accountIn(vault, identity, report)
    return await command({ store, library, sealer: createSealer(sealing.keys), open }, rest)
  } finally {
    await store.upkeep.close()
  }
}

const verbs: ReadonlyMap<string, (here: Here, args: readonly string[]) => Promise<number>> =
  new Map([
    ['list', list],
    ['show', show],
    ['practice', practice],
    ['export', exportAll],
    ['counts', counts],
    ['purge', purge]
  ])

async function accountIn(
  vault: Vault,
  identity: string | undefined,
  { id, sealed, state }: KeptReport
): Promise<Account | undefined> {
  if (state === 'back') return undefined
  const opened =
    identity === undefined
      ? await vault.open(id, sealed)
      : await openWith(keyIn(identity), id, sealed)
  return opened === undefined ? undefined : Account.parse(JSON.parse(opened))
}

/** `age-keygen` writes comment lines above the key. */
function keyIn(text: string): string {
  return text.split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-')) ?? text
}

async function list({ store, library }: Here, [organisation]: readonly string[]): Promise<number> {
  const wanted = organisation === undefined ? undefined : OrganisationId.parse(organisation)
  const found = await store.cases.list(wanted, undefined)
  if (found.length === 0) say('There is no report.')
  for (const report of found)
    say(
      `${report.caseName.padEnd(24)} ${report.state.padEnd(9)} ${shownDay(report)}  ${report.organisation}  ${library.situations.get(report.situation)?.label ?? report.situation}  ${report.id}`
    )
  return 0
}

async function show({ store, open, sealer }: Here, [id]: readonly string[]): Promise<number> {
  const report = id === undefined ? undefined : await store.reports.find(id)
  if (report === undefined) {
    say('There is no report with this id. `heads-up reports list` shows them.')
    return 1
  }
  const { organisation } = report
  await store.audit.append(
    { organisation, who: 'operator', did: 'case-opened', about: report.id },
    new Date()
  )
  const account = await open(report)
  say(`Case "${report.caseName}", ${report.state}, ${shownDay(report)}`)
  if (account === undefined)
    say('Its words do not open here: they were taken back, or --identity FILE must name the key.')
  else {
    say(`What: ${account.situation}   When: ${account.when}   Where: ${account.where}`)
    say(account.name === undefined ? 'Without a name.' : `Name: ${defang(account.name)}`)
    if (account.words !== '') say(defang(account.words))
    const { text, sender, link } = account.quoted ?? {}
    if (text !== undefined) say(`Reported message: ${defang(text)}`)
    if (sender !== undefined) say(`It came from: ${defang(sender)}`)
    if (link !== undefined) say(`Its link: ${defang(link)}`)
  }
  for (const line of await store.reports.lines(report.id))
    say(`${line.kind}: ${defang(await sealer.open('line', line.id, line.sealed))}`)
  return 0
}

async function practice({ store, library }: Here, [id = '']: readonly string[]): Promise<number> {
  const organisation = library.organisations.get(organisationNamed(library, id))
  if (organisation === undefined) return 1
  const now = new Date()
  await store.practice.send(organisation.id, [], now)
  await store.practice.take(
    { organisation: organisation.id, who: 'operator', did: 'case-taken' },
    now
  )
  say(
    `People at ${organisation.name} are offered the form from now on. Look for reports with \`heads-up reports list\`, every day.`
  )
  return 0
}

/** The fields that the ICO asks of a breach log, as far as a report has them; no names. */
async function exportAll(
  { store, library, open, sealer }: Here,
  [id = '', file]: readonly string[]
): Promise<number> {
  const organisation = library.organisations.get(id)
  if (organisation === undefined || file === undefined) {
    say(usage)
    return 1
  }
  let csv = breachLogHead()
  const found = await store.cases.list(organisation.id, undefined)
  for (const report of found) {
    const account = await open(report)
    const lines = await store.reports.lines(report.id)
    const outcome = lines.findLast(({ kind }) => kind === 'outcome')
    const label = library.situations.get(report.situation)?.label ?? report.situation
    const remedy =
      outcome === undefined ? '' : await sealer.open('line', outcome.id, outcome.sealed)
    csv += breachLogLine(report, label, account, remedy)
  }
  await writePrivately(file, csv)
  await store.audit.append(
    { organisation: organisation.id, who: 'operator', did: 'case-exported' },
    new Date()
  )
  say(
    `${found.length} reports written to ${file}. It is not sealed any more: keep it safe, and delete it when it is in your log.`
  )
  return 0
}

async function counts(
  { store, library }: Here,
  [id = '', month = '']: readonly string[]
): Promise<number> {
  const organisation = library.organisations.get(id)
  if (organisation === undefined || !/^\d{4}-\d\d$/.test(month) || !isOver(month, new Date())) {
    say(
      'Name an organisation and a month that is over, such as 2026-10: a running month could tell who came between two looks.'
    )
    return 1
  }
  const table = monthTable(month, await store.cases.counted(organisation.id, month))
  say(`${organisation.name}, ${month}, rounded to 5`)
  say(`reports: ${table.reports}`)
  for (const { id: situation, count } of table.situations)
    say(`  ${library.situations.get(situation)?.label ?? situation}: ${count}`)
  say(`that begin with "I clicked": ${table.clicked}`)
  say(`told within the hour: ${table.withinHour}; within the day: ${table.withinDay}`)
  say(`first answer, in the middle: ${table.firstAnswer}`)
  return 0
}

async function purge(
  { store, library }: Here,
  [what = '', old]: readonly string[]
): Promise<number> {
  const now = new Date()
  // Also one whose file has gone.
  const id = old === '--old' && (await store.cases.organisations()).find((one) => one === what)
  if (id) {
    const today = Math.floor(now.getTime() / 86_400_000)
    const keepDays = library.organisations.get(id)?.reports.keepDays ?? KEEP_DAYS
    const gone = await store.cases.purge(id, today - keepDays)
    await store.audit.append({ organisation: id, who: 'operator', did: 'cases-purged' }, now)
    say(`${gone} reports erased.`)
    return 0
  }
  const report = await store.reports.find(what)
  if (report === undefined) {
    say(usage)
    return 1
  }
  const { state } = report
  if (state !== 'back')
    await store.reports.move(
      {
        id: report.id,
        from: state,
        to: 'back',
        notices: [],
        counts: [],
        erases: 'words',
        deed: {
          organisation: report.organisation,
          who: 'operator',
          did: 'cases-purged',
          about: report.id
        }
      },
      now
    )
  await store.upkeep.minute(now)
  say(
    'Its words are erased. They leave the live files within a day, and our backups within 7 days.'
  )
  return 0
}

function shownDay({ received }: KeptReport): string {
  return received.toISOString().slice(0, 16).replace('T', ' ')
}
