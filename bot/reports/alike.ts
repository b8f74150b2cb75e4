import type { KeptReport } from './ports.ts'

/** One report, or many of the same. */
export type Group = readonly [KeptReport, ...KeptReport[]]

/** So many of the same are still met one by one. */
const EACH = 3

/**
 * Many of the same are one group, of few each is its own; in their order. A report belongs to those of its message or of
 * its situation, whichever are more: copies of one message are many messages to a platform.
 */
export function groupsOf(reports: readonly KeptReport[]): readonly Group[] {
  const messages = countOf(reports, ({ same }) => same)
  const situations = countOf(reports, ({ situation }) => situation)
  const groups = new Map<string, [KeptReport, ...KeptReport[]]>()
  for (const report of reports) {
    const { same, situation } = report
    const ofMessage = same === undefined ? 0 : (messages.get(same) ?? 0)
    const alike =
      same !== undefined && ofMessage >= (situations.get(situation) ?? 0) ? same : situation
    const group = groups.get(alike)
    if (group === undefined) groups.set(alike, [report])
    else group.push(report)
  }
  return [...groups.values()].flatMap((group): readonly Group[] =>
    group.length > EACH ? [group] : group.map((one): Group => [one])
  )
}

/** How many reports have each of these; none where it is undefined. */
export function countOf(
  reports: readonly KeptReport[],
  what: (report: KeptReport) => string | undefined
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const report of reports) {
    const one = what(report)
    if (one !== undefined) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return counts
}
