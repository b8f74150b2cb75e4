/** Longer than any field of a form; one letter can become 18 when it is written out (U+FDFA), so the cut comes first. */
const LONGEST = 4_000

const digit = /\p{Nd}/u

/** The value of a decimal digit of any script: every script has its ten in a row, and never two rows side by side. */
function valueOf(letter: string): string {
  let at = letter.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && digit.test(String.fromCodePoint(at - 1))) {
    at -= 1
    value += 1
  }
  return String(value)
}

/**
 * What somebody typed, in one way of writing: compatible forms made plain (NFKC), nothing invisible, every script's
 * digits as 0 to 9, one kind of hyphen and of space. Redaction looks at this text, and this text is what is kept:
 * a number must not pass because a letter without width stood in it.
 */
export function plainLetters(typed: string): string {
  return typed
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]|\u034F|\u115F|\u1160|\u3164|[\uFE00-\uFE0F]/gu, '')
    .replace(/[^\S\n]/gu, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/(?![0-9])\p{Nd}/gu, valueOf)
}
