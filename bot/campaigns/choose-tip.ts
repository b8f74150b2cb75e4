import type { Tip } from '../content/advice.ts'
import { suits } from './job.ts'

/** What is said instead of a tip: where to tell. */
export const whereToTell = 'where-to-tell'

/** What a subscriber asked for. `work` and `home` both bring tips that fit either. */
export type Kind = 'work' | 'home' | 'both'
export type Rhythm = 'daily' | 'weekly' | 'fortnightly' | 'monthly'

export interface Pick {
  readonly tips: readonly Tip[]
  readonly kind: Kind
  readonly rhythm: Rhythm
  /** The kind of work the tips suit; undefined: anybody's. */
  readonly job?: string | undefined
  /** Every so many moments the reporting route comes instead of a tip; 0: never. */
  readonly reminderEvery: number
  /** Of a campaign whose moments are counted by itself: how many were before this one, since when. Left out: the calendar counts. */
  readonly counted?: { readonly since: Date; readonly before: number } | undefined
}

/**
 * Weeks until a topic returns, after its first, second and third time: widening gaps hold best (evidence gathered for the
 * design: about 2, 6 and 14 weeks).
 */
const gapWeeks = [2, 6, 14] as const
const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** Moments are counted from here: Monday 5 January 2026. Nothing was sent before. */
const beginning = Date.UTC(2026, 0, 5)
const everyMs: Readonly<Record<Rhythm, number>> = {
  daily: DAY_MS,
  weekly: WEEK_MS,
  fortnightly: 2 * WEEK_MS,
  monthly: (365.25 / 12) * DAY_MS
}

/**
 * What is said at a moment: the same for all who share kind, rhythm and kind of work, so nothing has to be remembered of anybody. No tip
 * comes again before all were said; a tip of the month comes in its month; topics return at widening gaps.
 */
export function whatIsSaid(pick: Pick, at: Date): string {
  const count = pick.counted?.before ?? momentsUntil(pick.rhythm, at)
  const { reminderEvery } = pick
  if (reminderEvery > 0 && count % reminderEvery === reminderEvery - 1) return whereToTell
  return order(pick, count) ?? whereToTell
}

/** Months begin at another hour in each zone. */
const ZONES_MS = 14 * 3_600_000

function momentsUntil(rhythm: Rhythm, at: Date): number {
  if (rhythm !== 'monthly')
    return Math.max(0, Math.floor((at.getTime() - beginning) / everyMs[rhythm]))
  // The first Mondays of two months may be 28 days apart: months are counted, not days.
  const on = new Date(at.getTime() + ZONES_MS)
  return Math.max(0, (on.getUTCFullYear() - 2026) * 12 + on.getUTCMonth())
}

/** Near enough to tell the season. */
function monthOf({ rhythm, counted }: Pick, moment: number): number {
  const since = counted?.since.getTime() ?? beginning
  return new Date(since + moment * everyMs[rhythm]).getUTCMonth() + 1
}

/** Whether a tip is for work, for home or for what was asked. */
export function fitsKind({ where }: Tip, kind: Kind): boolean {
  return kind === 'both' || where === 'both' || where === kind
}

interface Seen {
  times: number
  last: number
}

/** Goes through all moments from the beginning: a few hundred, each a look at some 90 tips, kept for the next one. */
function order(pick: Pick, upTo: number): string | undefined {
  const fitting = pick.tips.filter((tip) => fitsKind(tip, pick.kind) && suits(tip, pick.job))
  const known = orders.get(pick.tips) ?? new Map<string, string[]>()
  orders.set(pick.tips, known)
  const since = pick.counted?.since.getTime() ?? beginning
  const name = `${pick.kind} ${pick.rhythm} ${pick.reminderEvery} ${since} ${pick.job ?? ''}`
  const said = known.get(name) ?? []
  known.set(name, said)
  if (said.length <= upTo) continueOrder(pick, fitting, said, upTo)
  return said[upTo]
}

const orders = new WeakMap<readonly Tip[], Map<string, string[]>>()

function continueOrder(pick: Pick, fitting: readonly Tip[], said: string[], upTo: number): void {
  const byId = new Map(fitting.map((tip) => [tip.id, tip]))
  const topics = new Map<string, Seen>()
  let left = new Set(fitting)
  const note = (tip: Tip, moment: number) => {
    for (const topic of tip.topics)
      topics.set(topic, { times: (topics.get(topic)?.times ?? 0) + 1, last: moment })
    left.delete(tip)
    if (left.size === 0) left = new Set(fitting)
  }
  said.forEach((id, moment) => {
    const tip = byId.get(id)
    if (tip !== undefined) note(tip, moment)
  })
  for (let moment = said.length; moment <= upTo; moment += 1) {
    const tip = isReminder(pick, moment) ? undefined : best(pick, [...left], topics, moment)
    said.push(tip?.id ?? whereToTell)
    if (tip !== undefined) note(tip, moment)
  }
}

function isReminder({ reminderEvery }: Pick, moment: number): boolean {
  return reminderEvery > 0 && moment % reminderEvery === reminderEvery - 1
}

/** A tip of this month first, then topics that are due longest, sooner for their own kind of work, and no topic twice in a row; ties in an order that looks like none. */
function best(
  pick: Pick,
  tips: readonly Tip[],
  topics: ReadonlyMap<string, Seen>,
  moment: number
): Tip | undefined {
  const month = monthOf(pick, moment)
  const weeksEach = everyMs[pick.rhythm] / WEEK_MS
  let found: Tip | undefined
  let most = -Infinity
  for (const tip of tips) {
    const late = Math.min(
      ...tip.topics.map((topic) => lateness(topics.get(topic), moment, weeksEach))
    )
    const season = tip.months.includes(month) ? 60 : tip.months.length > 0 ? -1_000 : 0
    const again = tip.topics.some((topic) => topics.get(topic)?.last === moment - 1) ? -100 : 0
    // As two weeks more of waiting: sooner, but no topic comes at every turn.
    const own = pick.job !== undefined && tip.for.includes(pick.job) ? 20 : 0
    const score = season + again + late * 10 + own + mixed(tip.id)
    if (score > most) {
      most = score
      found = tip
    }
  }
  return found
}

/** Weeks since a topic was due to return; a topic that never came is as one that is due now. */
function lateness(seen: Seen | undefined, moment: number, weeksEach: number): number {
  if (seen === undefined) return 0
  const gap = gapWeeks[Math.min(seen.times, gapWeeks.length) - 1] ?? 14
  return Math.max(-14, Math.min(2, (moment - seen.last) * weeksEach - gap))
}

/** A number from 0 to 1 for an id: so that files and letters do not decide the order. */
function mixed(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1)
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0
  return hash / 0x1_0000_0000
}
