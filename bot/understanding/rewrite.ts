import { tidy } from './tidy.ts'

/** Text speak, slang and split words, by their first word; the longest fit wins. */
export interface Rewrites {
  readonly byFirst: ReadonlyMap<
    string,
    readonly (readonly [readonly string[], readonly string[]])[]
  >
}

export function compileRewrites(rules: Readonly<Record<string, string>>): Rewrites {
  const byFirst = new Map<string, (readonly [readonly string[], readonly string[]])[]>()
  for (const [from, to] of Object.entries(rules)) {
    const key = tidy(from)
    const first = key[0]
    if (first === undefined) throw new Error(`"${from}" in rewrites holds no word`)
    byFirst.set(first, [...(byFirst.get(first) ?? []), [key, tidy(to)] as const])
  }
  for (const [first, list] of byFirst) {
    byFirst.set(
      first,
      list.toSorted((a, b) => b[0].length - a[0].length)
    )
  }
  return { byFirst }
}

/** Each word as it is meant: "smth" → something, "smart card" → smartcard, "didn't" → did not. One pass. */
export function rewrite(rewrites: Rewrites, tokens: readonly string[]): readonly string[] {
  const out: string[] = []
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at] ?? ''
    const rule = rewrites.byFirst
      .get(token)
      ?.find(([from]) => from.every((word, index) => tokens[at + index] === word))
    if (rule === undefined) {
      addPlainForm(out, token)
      at += 1
    } else {
      out.push(...rule[1])
      at += rule[0].length
    }
  }
  return out
}

const shortForms: readonly (readonly [RegExp, string])[] = [
  [/^(.+)n't$/, 'not'],
  [/^(.+)'ve$/, 'have'],
  [/^(.+)'re$/, 'are'],
  [/^(.+)'ll$/, 'will'],
  [/^(.+)'m$/, 'am'],
  [/^(.+)'d$/, 'would']
]

/** "haven't" → have not; "helllp" → help; what needs no mending stays. */
function addPlainForm(out: string[], token: string): void {
  if (token.includes("'")) {
    for (const [form, second] of shortForms) {
      const first = form.exec(token)?.[1]
      if (first === undefined) continue
      out.push(first, second)
      return
    }
  }
  out.push(mayBeStretched(token) ? token.replace(/(\p{L})\1{2,}/gu, '$1$1') : token)
}

/** Without a character that comes again two further on, no letter stands three times in a row: hardly any word needs a search. */
function mayBeStretched(token: string): boolean {
  for (let at = 2; at < token.length; at += 1)
    if (token.charCodeAt(at) === token.charCodeAt(at - 2)) return true
  return false
}
