const endings: readonly (readonly [string, string, number])[] = [
  ["'s", '', 2],
  ['nesses', '', 4],
  ['iness', 'y', 3],
  ['ingly', '', 4],
  ['edly', '', 4],
  ['ations', 'ate', 3],
  ['ation', 'ate', 3],
  ['ies', 'y', 3],
  ['ied', 'y', 3],
  ['sses', 'ss', 2],
  ['shes', 'sh', 2],
  ['ches', 'ch', 2],
  ['xes', 'x', 2],
  ['ings', '', 3],
  ['ing', '', 3],
  ['ers', '', 4],
  ['ed', '', 3],
  ['es', 'e', 3],
  ['s', '', 3]
]

/** The endings by their last letter: few words end in one of those. */
const byLast = Map.groupBy(endings, ([ending]) => ending.at(-1))

/**
 * A word without its ending, so that "clicks", "clicked" and "clicking" are one. Light on purpose: it
 * only has to map the forms of a word onto each other, not to find its dictionary form.
 */
export function stem(word: string): string {
  if (word.length < 4 || word.endsWith('ss') || word.endsWith('us')) return word
  for (const [ending, instead, least] of byLast.get(word.at(-1)) ?? []) {
    if (word.endsWith(ending) && word.length - ending.length >= least) {
      return unify(word.slice(0, word.length - ending.length) + instead)
    }
  }
  return unify(word)
}

/** "stopp" (from stopped) and "stop", "phone" and "phon": one. */
function unify(base: string): string {
  const last = base.at(-1)
  if (
    base.length >= 4 &&
    last === base.at(-2) &&
    last !== undefined &&
    'bdgklmnprt'.includes(last)
  ) {
    return base.slice(0, -1)
  }
  if (base.length >= 4 && last === 'e') return base.slice(0, -1)
  return base.endsWith("'") ? base.slice(0, -1) : base
}
