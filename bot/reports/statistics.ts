/** To the nearest 5: nobody can be found by taking one table from another, and 1 or 2 are told as few. */
export function roundedTo5(count: number): number {
  return Math.round(count / 5) * 5
}

/** The classes of {@link answeredWithin}, in minutes. */
const classes = [5, 15, 30, 60, 120, 240, 480, 1440]
/** Situations that begin with "I clicked". */
const clicked = ['phishing_link_clicked', 'password_entered', 'attachment_opened', 'qr_code']

/** The one table of a month. Counts are rounded; shares are of the rounded counts, and left out where there are too few. */
export interface MonthTable {
  readonly month: string
  readonly reports: number
  /** By situation, the most first; those that round to nothing are left out. */
  readonly situations: readonly { readonly id: string; readonly count: number }[]
  readonly clicked: string
  readonly withinHour: string
  readonly withinDay: string
  /** "within 30 minutes", in the class in which the middle one lies. */
  readonly firstAnswer: string
}

export function monthTable(month: string, counted: ReadonlyMap<string, number>): MonthTable {
  const of = (...names: readonly string[]) =>
    roundedTo5(names.reduce((sum, name) => sum + (counted.get(name) ?? 0), 0))
  const reports = of('reports')
  const share = (count: number) =>
    reports === 0 ? 'too few' : `${Math.round((100 * count) / reports)}%`
  const situations = [...counted.keys()]
    .filter((name) => name.startsWith('situation:'))
    .map((name) => ({ id: name.slice('situation:'.length), count: of(name) }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || a.id.localeCompare(b.id))
  return {
    month,
    reports,
    situations,
    clicked: share(of(...clicked.map((id) => `situation:${id}`))),
    withinHour: share(of('when:now', 'when:hour')),
    withinDay: share(of('when:now', 'when:hour', 'when:today')),
    firstAnswer: middle(counted)
  }
}

function middle(counted: ReadonlyMap<string, number>): string {
  const counts = [...classes.map(String), 'later'].map((name) => ({
    name,
    count: counted.get(`answered:${name}`) ?? 0
  }))
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  if (roundedTo5(all) === 0) return 'too few'
  let sum = 0
  for (const { name, count } of counts) {
    sum += count
    if (sum * 2 >= all) return name === 'later' ? 'after a day' : `within ${name} minutes`
  }
  return 'too few'
}

/** Only a month that is over: two looks at a running one would tell who came between. */
export function isOver(month: string, now: Date): boolean {
  return month < now.toISOString().slice(0, 7)
}
