import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import * as fc from 'fast-check'
import { createLog } from '../../adapters/log/log.ts'
import { type Ground, sqliteGround } from '../support/store-ground.ts'
import { aDesk, type Desk } from './a-desk.ts'
import { said } from './window.ts'

jest.setTimeout(60_000)
let ground: Ground
let desk: Desk
let lines: string[]
beforeEach(async () => {
  ground = await sqliteGround()
  lines = []
  desk = await aDesk(ground, createLog('debug', { write: (line) => lines.push(line) }, false))
  await desk.openUp()
  lines.length = 0
})
afterEach(() => ground.remove())

/** What libraries and databases throw: the words in the message, in a field, in the cause, or alone. */
const faults = fc.constantFrom<(words: string) => unknown>(
  (words) => new Error(`Failing row contains (${words})`),
  (words) =>
    Object.assign(new Error('insert failed'), { detail: words, where: words, code: words }),
  (words) => new TypeError('no', { cause: new Error(words) }),
  (words) => ({ name: words, message: words, stack: words, code: '23505', parameters: [words] }),
  (words) => words
)
const mark = fc.stringMatching(/^[a-z]{12,20}$/)
const around = fc.string({ unit: 'grapheme', maxLength: 30 })

describe('whatever is typed and whatever fails', () => {
  it('no word, no name and no receipt is in the log, and the words stand in the form again', async () => {
    await fc.assert(
      fc.asyncProperty(mark, mark, around, faults, async (word, name, more, fault) => {
        const ann = desk.person('ann')
        const form = await ann.open({ action: 'tell', about: 'password_entered' })
        const look = await ann.send(form, { words: `${more} ${word}`, known: 'name', name })
        const before = { ...desk.store.reports }
        Object.assign(desk.store.reports, {
          // Whatever was asked to be kept is in what is thrown.
          async keep(report: object) {
            throw fault(`${word} ${name} ${JSON.stringify(report)}`)
          }
        })
        const failed = await ann.send(look.form, {})
        Object.assign(desk.store.reports, before)
        expect(said(failed.form)).toMatch(/Not kept|nothing was|not kept/i)
        expect(JSON.stringify(failed.form.fields)).toContain(word)
        const kept = said((await ann.send(look.form, {})).form)
        const receipt = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(kept)?.[0] ?? 'none'
        const all = lines.join('\n')
        for (const secret of [word, name, receipt, receipt.replaceAll('-', '')])
          expect({ secret, found: all.includes(secret) }).toEqual({ secret, found: false })
      }),
      { numRuns: 40 }
    )
    // Something was said of each fault, and nothing else.
    expect(new Set(lines.map((line) => /"event":"([^"]+)"/.exec(line)?.[1]))).toEqual(
      new Set(['form.failed'])
    )
  })
})
