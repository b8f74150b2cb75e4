import { z } from 'zod'
import type { FormTalk } from '../form-handler.ts'
import { randomId } from '../random-id.ts'
import type { KeptReport } from './ports.ts'
import type { ReportParts } from './report-parts.ts'

/** A window may lie open for so long. */
const LASTS_MS = 24 * 60 * 60_000

/** What a window about one report carries, sealed for the person it was opened for. */
const Carried = z.object({
  /** The report. */
  id: z.string(),
  /** Of this window: what is typed in it is kept under this id, and so once. */
  form: z.string(),
  openedAt: z.number(),
  /** The outcome and the words that were previewed. */
  preview: z.string().optional()
})
export type Carried = z.infer<typeof Carried>

export function newCarried(id: string, now: Date): Carried {
  return { id, form: randomId(), openedAt: now.getTime() }
}

export function sealCarried(
  { sealer }: ReportParts,
  talk: FormTalk,
  carried: Carried
): Promise<string> {
  return sealer.seal('form', talk.turn.from.id, JSON.stringify(carried))
}

/** Undefined: sealed for somebody else, too long ago, or not by us. The press is counted, nobody is kept. */
export async function openCarried(
  { sealer, store, clock }: ReportParts,
  talk: FormTalk,
  carries: string | undefined
): Promise<Carried | undefined> {
  const now = clock.now()
  try {
    const opened = await sealer.open('form', talk.turn.from.id, carries ?? '')
    const carried = Carried.parse(JSON.parse(opened))
    return now.getTime() - carried.openedAt > LASTS_MS ? undefined : carried
  } catch {
    await store.audit.refused('forged', now)
    return undefined
  }
}

/** The reporter's own report: by a ticket of their chat's button, or by what a window before carried. */
export async function reporterAccess(
  parts: ReportParts,
  talk: FormTalk,
  ticket: string | undefined,
  carries: string | undefined
): Promise<{ readonly report: KeptReport; readonly carried: Carried } | undefined> {
  const { store, tickets, clock } = parts
  let id: string | undefined
  if (ticket === undefined) id = (await openCarried(parts, talk, carries))?.id
  else {
    id = tickets.open(ticket, talk.turn.from.id)
    if (id === undefined) await store.audit.refused('other-person', clock.now())
  }
  const report = id === undefined ? undefined : await store.reports.find(id)
  if (report === undefined) return undefined
  return { report, carried: newCarried(report.id, clock.now()) }
}

/**
 * Whether this person answers reports of this organisation, read from the rights as they are now. A refusal is counted.
 * Whoever the platform says is of another company has no right here, whatever their account is called.
 */
export async function isResponder(
  { store, clock }: Pick<ReportParts, 'store' | 'clock'>,
  { known, turn }: FormTalk,
  organisation: string
): Promise<boolean> {
  const roles = known.roles.filter(({ role }) => role === 'responders')
  const isOutside = turn.from.standing === 'outsider'
  if (!isOutside && roles.some((one) => one.organisation === organisation)) return true
  await store.audit.refused(
    isOutside || roles.length > 0 ? 'other-organisation' : 'no-right',
    clock.now()
  )
  return false
}
