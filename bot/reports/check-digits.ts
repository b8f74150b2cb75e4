/** Modulus 11 with weights 10 to 2, as NHS, CHI and H&C numbers have it (facts: S62). `digits` are ten. */
export function passesModulus11(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}

/** Luhn's check of payment cards (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const value = Number(digits[digits.length - 1 - at])
    const twice = value * 2
    if (at % 2 === 0) sum += value
    else sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/** How card numbers begin (ISO/IEC 7812 ranges of the large networks): 2026 is a year, not a card. */
const beginsLikeACard = /^(?:4|5[0-9]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|3[0-8]|6[0-9])/

/** Whether so many digits can be a card number: 13 to 19 of them, a network's beginning, and the check digit. */
export function isCard(digits: string): boolean {
  return (
    digits.length >= 13 && digits.length <= 19 && beginsLikeACard.test(digits) && passesLuhn(digits)
  )
}
