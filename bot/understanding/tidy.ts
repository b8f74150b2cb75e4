/** Longest text read, in characters: the beginning and the end of anything longer. Bounds the time of a message. */
const readAtMost = 2000
const keepOfEnd = 500

/** Marks between clauses; they bound negation and windows and are no words. */
const stops = new Set(['.', ',', '?', '!', ';'])

export function isStop(token: string): boolean {
  return token.length === 1 && stops.has(token)
}

/**
 * Text as people type it → small-letter words and the marks `. , ? ! ;`. Addresses, links and long numbers
 * become one word each (`weblink`, `mailaddress`, `longnumber`), so that nobody's data is ever a feature.
 * Linear in at most 2,000 characters, whatever the input.
 */
export function tidy(text: string): readonly string[] {
  const cut =
    text.length <= readAtMost
      ? text
      : `${text.slice(0, readAtMost - keepOfEnd)} . ${text.slice(-keepOfEnd)}`
  const plain = needsMore.test(cut) ? withoutData(cut) : cut.toLowerCase()
  const found =
    plain
      .replaceAll(/\b\d(?:[\d -]{5,18})\d\b/g, ' longnumber ')
      .match(/[\p{L}\p{N}]+(?:'[\p{L}]+)*|\p{Extended_Pictographic}|[.,?!;\n]/gu) ?? []
  return found.map((token) => (token === '\n' ? '.' : token))
}

/** Anything but English letters, digits, spaces, and marks at the end of a word; most of what people type is no more than that. */
const needsMore = /[^a-zA-Z\d ',?!;.\n]|\.\S/

/** One way of writing each letter and mark; mentions gone; addresses, links, times and sums as one word each. */
function withoutData(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]/g, '')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u201b\u0060\u00b4]/g, "'")
    .replaceAll(/<[@#!][^>\s]{1,80}>/g, ' ')
    .replaceAll(/<at>[^<]{0,80}<\/at>/g, ' ')
    .replaceAll(/\bhttps?:\/\/\S+|\bwww\.\S+/g, ' weblink ')
    .replaceAll(/[^\s@]{1,64}@[^\s@]{1,64}\.[a-z]{2,10}\b/g, ' mailaddress ')
    .replaceAll(/\b[a-z0-9-]{2,40}\.(?:com|co\.uk|net|org|uk|info|xyz)(?:\/\S*)?\b/g, ' weblink ')
    .replaceAll(/\b\d{1,2}[:.]\d\d\b/g, ' clocktime ')
    .replaceAll(/\s[-\u2013\u2014]+\s|[:()\u2026]/g, ' , ')
    .replaceAll(/[£$€]\s?\d[\d,.]*k?/g, ' moneysum ')
}
