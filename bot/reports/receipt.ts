/** Crockford's base 32: no I, L, O and U, so that it can be read out over the phone (https://www.crockford.com/base32.html). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16
/** 15 letters of 5 random bits are 75 bits; the 16th is the check. */
const RANDOM = LENGTH - 1

/**
 * The check letter by Luhn's method over 32 letters: any one wrong letter is found, and nearly all swaps of two
 * neighbours, so that a slip of the finger is told from a code that is not known.
 */
function checkLetter(fifteen: string): string {
  let sum = 0
  for (let at = 0; at < fifteen.length; at += 1) {
    const value = letters.indexOf(fifteen[fifteen.length - 1 - at] ?? '')
    const weighed = at % 2 === 0 ? value * 2 : value
    sum += Math.floor(weighed / 32) + (weighed % 32)
  }
  return letters[(32 - (sum % 32)) % 32] ?? ''
}

/** A fresh receipt, in its plain form: 16 letters and digits. Given `random` bytes, 15 of them, it is the same again. */
export function newReceipt(
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(RANDOM))
): string {
  let fifteen = ''
  for (let at = 0; at < RANDOM; at += 1) fifteen += letters[(random[at] ?? 0) & 31] ?? ''
  return fifteen + checkLetter(fifteen)
}

/** How a receipt is shown: in fours, `K7PX-4M2T-9RQD-H3WC`. */
export function shownReceipt(receipt: string): string {
  return receipt.replace(/(.{4})(?=.)/g, '$1-')
}

/**
 * What somebody typed, as a receipt in its plain form; O is read as 0, I and L as 1, spaces and hyphens count for nothing.
 * Undefined where it cannot be one: a letter too many or too few, or the check letter does not fit.
 */
export function readReceipt(typed: string): string | undefined {
  const plain = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (plain.length !== LENGTH || plain.includes('U')) return undefined
  return checkLetter(plain.slice(0, RANDOM)) === plain[RANDOM] ? plain : undefined
}

/** Whether a receipt, as we show it, stands among other words: "my receipt is …". */
export function hasReceipt(typed: string): boolean {
  return typed
    .split(/\s+/)
    .some(
      (word) => /^[^0-9a-z]*[0-9a-z]{4}(?:-[0-9a-z]{4}){3}[^0-9a-z]*$/i.test(word) && hasBoth(word)
    )
}

function hasBoth(typed: string): boolean {
  return /\d/.test(typed) && /[a-z]/i.test(typed)
}

/** Whether somebody typed a receipt and nothing else; also one with a slip in it, where it is written as we show it. */
export function isReceiptAlone(typed: string): boolean {
  if (!hasBoth(typed)) return false
  return readReceipt(typed) !== undefined || /^[0-9a-z]{4}(?:-[0-9a-z]{4}){3}$/i.test(typed.trim())
}
