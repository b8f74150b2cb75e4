import { hashOf } from '../../adapters/database/tables/audit.ts'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'
import type { Audit } from '../ports.ts'
import {
  type AuditHead,
  createVerifier,
  headIn,
  shownHead,
  type Verdict
} from '../reports/audit.ts'

/** How far back refused presses are shown. */
const DAYS = 90
const DAY_MS = 86_400_000

/** `audit verify`: goes through the whole trail; `--head` are heads that were written down outside. Exit code 1 where it does not hold. */
export async function run([verb, ...args]: readonly string[]): Promise<number> {
  const heads = headsIn(args)
  if (verb !== 'verify' || heads === undefined) {
    say(
      'Usage: heads-up audit verify [--head NUMBER:HASH]… The log and the responders’ channel have a head of each day.'
    )
    return 1
  }
  const store = await openStoreHere(settingsHere(), quiet)
  try {
    const verdict = await verify(store.audit, heads)
    say(shown(verdict, heads.length))
    if (verdict.is === 'whole') say(`The head now: ${shownHead(await store.audit.head())}`)
    for (const line of await refusals(store.audit)) say(line)
    return verdict.is === 'whole' ? 0 : 1
  } finally {
    await store.upkeep.close()
  }
}

/** Undefined: an argument that is no head. */
function headsIn(args: readonly string[]): readonly AuditHead[] | undefined {
  const heads: AuditHead[] = []
  for (let at = 0; at < args.length; at += 2) {
    const head = args[at] === '--head' ? headIn(args[at + 1] ?? '') : undefined
    if (head === undefined) return undefined
    heads.push(head)
  }
  return heads
}

async function verify(audit: Audit, heads: readonly AuditHead[]): Promise<Verdict> {
  const verifier = createVerifier(hashOf, heads)
  for await (const line of audit.lines()) verifier.line(line)
  return verifier.verdict()
}

function shown(verdict: Verdict, heads: number): string {
  switch (verdict.is) {
    case 'whole':
      return heads === 0
        ? `${counted(verdict.lines)}, as they were written. Whether the last ones were cut off only a --head from outside can tell.`
        : `${counted(verdict.lines)}, as they were written, and every head given lies on the way.`
    case 'broken':
      return `Line ${verdict.at} is not as it was written, or one is missing there. Keep a copy of the database, and find out who could change it.`
    case 'other':
      return `The head with number ${verdict.at} does not fit: lines were cut off, or the trail was written anew. Keep a copy of the database, and find out who could change it.`
  }
}

function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`
}

async function refusals(audit: Audit): Promise<readonly string[]> {
  const since = new Date(Date.now() - DAYS * DAY_MS)
  const found = await audit.listRefused(since)
  if (found.length === 0) return []
  return [
    `Presses that were refused in the last ${DAYS} days (nobody is named):`,
    ...found.map(
      ({ day, kind, count }) =>
        `  ${new Date(day * DAY_MS).toISOString().slice(0, 10)}  ${kind}  ${count}`
    )
  ]
}
