/** The words before it that say that a password comes. */
const named =
  /\b(?:pas{1,2}w(?:or|ro|0r|o|r)[dt]s?|passcode|pass ?phrase|passwd|pwd|pw|pass|smartcard pin|pin(?: (?:number|code))?)\b/gi
const joined =
  /^(?: (?:of mine|for [a-z]{1,20}))?\s{0,3}(?:(is|was|to|as)\b|[-=]>|→|[=:]|-(?= ))\s{0,3}/i
/** Said of a password, and no password: "my password was stolen", "the password is the same". */
const ordinary =
  /^(?:a|an|the|my|our|his|her|their|it|its|this|that|not|no|now|still|also|already|just|very|too|so|only|really|been|being|be|gone|lost|stolen|leaked|known|shared|changed|reset|wrong|right|correct|incorrect|old|new|same|weak|strong|safe|unsafe|expired|blocked|locked|seen|saved|stored|written|typed|entered|given|asked|needed|required|sent|used|reused|taken|compromised|exposed|guessed|shown|visible|on|in|into|at|by|with|from|for|and|but|or|something|anything|nothing|what|which|whatever|someone|anybody|somebody|me|you|us|them|him|log|sign|get|open|use|enter|reset)\b/i
/** Where what was said goes on after the password. */
const ends =
  /[\n;,]|\.(?:\s|$)| (?:and|but|so|then|on|into|in|for|when|because|which|after|before|at|to|i|it)\b|[!?](?:\s|$)/i
/** A word that nobody writes but as a password: a digit or a sign between letters, or capitals within. */
const looksLikeOne = /^(?=\S{6,40}(?:\s|$))(?=\S{0,39}[A-Za-z])(?=\S{0,39}[0-9!@#$%^&*])\S{6,40}/
const LONGEST = 60

export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Passwords that are said in free text: "my password is …", "pw: …", "typed my password Summer-26". What is taken for one
 * ends where the sentence goes on; ordinary words after it ("was stolen") are left. The person sees what is left.
 */
export function passwordsIn(text: string): readonly Span[] {
  const found: Span[] = []
  for (const match of text.matchAll(named)) {
    const after = match.index + match[0].length
    const rest = text.slice(after, after + LONGEST + 40)
    const link = joined.exec(rest)
    const changed = /^ (?:was |is |has been )?(?:changed|reset|set) to /i.exec(rest)
    const pin = /^pin/i.test(match[0]) ? /^ \d{3,12}\b/.exec(rest) : null
    if (changed !== null || pin !== null) {
      const from = after + (changed === null ? 1 : changed[0].length)
      const length = wordLength(text.slice(from, from + LONGEST))
      if (length > 0) found.push({ from, to: from + length })
      continue
    }
    const from =
      after + (link === null ? (/^,?\s{0,3}/.exec(rest)?.[0].length ?? 0) : link[0].length)
    const said = text.slice(from, from + LONGEST)
    // A pass may be a bus pass: there, only what looks like a password is one.
    const isPlain = link === null || /^pass$/i.test(match[0])
    const length = isPlain ? bare(said) : afterLink(said, link[1] === undefined)
    if (length > 0) found.push({ from, to: from + length })
  }
  return found
}

function bare(said: string): number {
  return looksLikeOne.exec(said)?.[0].length ?? 0
}

function afterLink(said: string, sign: boolean): number {
  const quoted = /^(["'`“‘])[^\n]{1,58}?["'`”’]/.exec(said)
  if (quoted !== null) return quoted[0].length
  if (!sign && ordinary.test(said)) return 0
  // The first word always counts, whatever sign it has in it.
  const first = wordLength(said)
  const end = ends.exec(said.slice(first))
  const length = first + (end === null ? said.length - first : end.index)
  return said.slice(0, length).trimEnd().length
}

/** A full stop at the end of a sentence is no part of the password; a comma may be one, so it counts. */
function wordLength(said: string): number {
  return (/^\S+/.exec(said)?.[0] ?? '').replace(/[.]$/, '').length
}
