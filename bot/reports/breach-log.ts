import type { Account } from './account.ts'
import { csvLine } from './csv.ts'
import { defang } from './defang.ts'
import type { KeptReport } from './ports.ts'

/**
 * The columns of an export: what the ICO asks of a breach log (cause, what happened, data affected, effects, remedy; S17),
 * and what is decided of each. A report has a part of them; the others are empty, for whoever keeps the log.
 */
const columns = [
  'case',
  'told us on (UTC)',
  'state',
  'what happened',
  'when it happened',
  'where',
  'account',
  'reported message',
  'cause',
  'personal data affected',
  'how many people',
  'effects',
  'outcome',
  'remedy (what came of it)',
  'ICO told on, or why not',
  'people told on, or why not'
] as const

export function breachLogHead(): string {
  return csvLine(columns)
}

/** One report as a line. Never a name, a sender, a link to a chat, the receipt or the way back. */
export function breachLogLine(
  report: Pick<KeptReport, 'caseName' | 'state' | 'received' | 'outcome'>,
  label: string,
  account: Account | undefined,
  remedy: string
): string {
  return csvLine([
    report.caseName,
    report.received.toISOString().slice(0, 16).replace('T', ' '),
    report.state,
    label,
    account?.when ?? '',
    account?.where ?? '',
    defang(account?.words ?? ''),
    defang(account?.quoted?.text ?? ''),
    '',
    '',
    '',
    '',
    report.outcome ?? '',
    defang(remedy),
    '',
    ''
  ])
}
