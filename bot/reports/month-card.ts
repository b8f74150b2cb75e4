import type { Library } from '../content/library.ts'
import type { Block, Reply } from '../conversation/reply.ts'
import { heading, note, text } from '../conversation/talk.ts'
import type { MonthTable } from './statistics.ts'

/** The month before this moment, such as `2026-10`. */
export function monthBefore(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
    .toISOString()
    .slice(0, 7)
}

/** "October 2026". */
export function shownMonth(month: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC'
  })
  return format.format(new Date(`${month}-01T00:00:00Z`))
}

/**
 * "You said, we did", for everyone: the month's one table in words, and what the team did. Rounded like the table, from
 * nothing but the table: nothing can be found by taking one from the other.
 */
export function monthBlocks(
  { words, situations }: Library,
  table: MonthTable,
  did: string
): Block[] {
  const most = table.situations
    .slice(0, 3)
    .map(({ id }) => situations.get(id)?.label ?? id)
    .join(' · ')
  return [
    heading(words.say('month.title', { month: shownMonth(table.month) })),
    text(
      table.reports === 0
        ? words.say('month.few')
        : words.say('month.reports', { count: String(table.reports) })
    ),
    ...(most === '' ? [] : [text(words.say('month.most', { list: most }))]),
    ...(table.reports === 0 ? [] : [text(words.say('month.hour', { share: table.withinHour }))]),
    ...(table.firstAnswer.startsWith('within')
      ? [text(words.say('month.answer', { within: table.firstAnswer }))]
      : []),
    ...(did === '' ? [] : [text(words.say('month.did', { words: did }))]),
    note(words.say('month.rounded'))
  ]
}

export function monthCard(library: Library, table: MonthTable, did: string): Reply {
  return {
    audience: 'here',
    notice: library.words.say('notice.month'),
    card: { blocks: monthBlocks(library, table, did), buttons: [] }
  }
}
