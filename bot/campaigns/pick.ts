import type { Tip } from '../content/advice.ts'
import type { Campaign } from './campaign.ts'

type PickFrom = Campaign['pick']

/** The tips that a campaign is made of, in the order of the files. */
export function pickedTips({ kind, topics, tips }: PickFrom, all: readonly Tip[]): readonly Tip[] {
  const isAsked = (tip: Tip) =>
    (topics.length === 0 && tips.length === 0) ||
    tips.includes(tip.id) ||
    tip.topics.some((topic) => topics.includes(topic))
  return all.filter(
    (tip) => isAsked(tip) && (kind === 'both' || tip.where === 'both' || tip.where === kind)
  )
}

const lists = new WeakMap<ReadonlyMap<string, Tip>, Map<string, readonly Tip[]>>()

/** The same list each time: what was worked out about it is kept beside it. Without months where they do not count. */
export function listOf(pick: PickFrom, tips: ReadonlyMap<string, Tip>): readonly Tip[] {
  const known = lists.get(tips) ?? new Map<string, readonly Tip[]>()
  lists.set(tips, known)
  const name = JSON.stringify(pick)
  const before = known.get(name)
  if (before !== undefined) return before
  const picked = pickedTips(pick, [...tips.values()])
  const list = pick.season === 'first' ? picked : picked.map((tip) => ({ ...tip, months: [] }))
  known.set(name, list)
  return list
}
