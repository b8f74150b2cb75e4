import type { Organisation } from './organisation.ts'

/** A number of an organisation's file, and the way to it for its line. */
interface Numbered {
  readonly at: readonly string[]
  readonly number: string
}

/** Every number that people could be told to call or text. */
export function numbersOf({ routes }: Organisation): readonly Numbered[] {
  return Object.entries(routes).flatMap(([id, ways]) => {
    if (ways === 'off') return []
    const outside =
      'none' in ways || ways.outOfHours === 'same' ? undefined : ways.outOfHours?.phone
    return [
      ...numbered(['routes', id, 'phone'], ways.phone),
      ...numbered(['routes', id, 'text'], 'text' in ways ? ways.text : undefined),
      ...numbered(['routes', id, 'outOfHours', 'phone'], outside)
    ]
  })
}

function numbered(at: readonly string[], number: string | undefined): readonly Numbered[] {
  return number === undefined ? [] : [{ at, number }]
}

/**
 * What makes a number one that cannot be right, in words; undefined where it may be. UK numbers with their 0 have 10 or 11
 * digits (a few freephone ones 8); what is shorter is an extension or a short code.
 */
export function cannotBeRight(number: string): string | undefined {
  const digits = number.replace(/\D/g, '')
  if (number.startsWith('+44')) return lengthFault(digits.length - 2, [9, 10], '9 or 10 after +44')
  if (number.startsWith('+') || digits.startsWith('00') || digits.length <= 6) return undefined
  return digits.startsWith('0') ? lengthFault(digits.length, [8, 10, 11], '10 or 11') : undefined
}

function lengthFault(has: number, right: readonly number[], wanted: string): string | undefined {
  return right.includes(has) ? undefined : `has ${has} digits, where a UK number has ${wanted}`
}

/** Numbers kept free for films and examples (Ofcom, through the GOV.UK Design System, S63): nobody answers them. */
export function isMadeUp(number: string): boolean {
  const digits = number.replace(/\D/g, '').replace(/^44/, '0')
  return /^(07700900\d{3}|02079460\d{3}|01632960\d{3})$/.test(digits)
}
