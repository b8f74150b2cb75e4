import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { newCaseName } from '../../bot/reports/case-name.ts'
import { newReceipt, readReceipt, shownReceipt } from '../../bot/reports/receipt.ts'

const bytes = fc.uint8Array({ minLength: 15, maxLength: 15 })

it('a receipt is read however it was written down', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const receipt = newReceipt(random)
      expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
      expect(shownReceipt(receipt)).toMatch(/^(....-){3}....$/)
      for (const typed of [
        shownReceipt(receipt),
        receipt.toLowerCase(),
        ` ${shownReceipt(receipt).replace(/-/g, ' ')} `,
        receipt.replace(/0/g, 'O').replace(/1/g, 'l'),
        receipt.replace(/0/g, 'o').replace(/1/g, 'I')
      ])
        expect(readReceipt(typed)).toBe(receipt)
    })
  )
})

it('a slip of one letter is found', () => {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  fc.assert(
    fc.property(bytes, fc.nat(15), fc.integer({ min: 1, max: 31 }), (random, at, by) => {
      const receipt = newReceipt(random)
      const wrong = letters[(letters.indexOf(receipt[at] ?? '') + by) % 32]
      expect(readReceipt(receipt.slice(0, at) + wrong + receipt.slice(at + 1))).toBeUndefined()
    })
  )
})

it.each(['', 'K7PX', 'UUUU-UUUU-UUUU-UUUU', 'x'.repeat(500), 'ÄÖ'])('"%s" is none', (typed) =>
  expect(readReceipt(typed)).toBeUndefined()
)

it('receipts hold 75 random bits: no two of many are the same', () => {
  expect(new Set(Array.from({ length: 20_000 }, () => newReceipt())).size).toBe(20_000)
})

it('a case name is two plain words', () => {
  for (let count = 0; count < 500; count += 1) expect(newCaseName()).toMatch(/^[a-z]+ [a-z]+$/)
  expect(newCaseName(new Uint16Array([0, 29]))).toBe('amber curlew')
  // Enough of them that a wave of 500 rarely meets the same one: the store looks for one that is free.
  expect(
    new Set(Array.from({ length: 65_536 }, (_, at) => newCaseName(new Uint16Array([at, at >> 3]))))
      .size
  ).toBeGreaterThan(5_000)
})
