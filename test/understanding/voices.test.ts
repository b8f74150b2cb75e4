import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { createUnderstand } from '../../bot/understanding/create-understand.ts'
import { HeldOut } from './held-out.ts'
import { loadData } from './load.ts'

const data = loadData()
const understand = createUnderstand(data)
const taught = new Set(
  [...Object.values(data.phrases), ...Object.values(data.notOurs)]
    .flat()
    .map((line) => line.toLowerCase())
)

describe.each(['held-out.yaml', 'voices-seen.yaml'])('the voices of %s', (file) => {
  const { voices, notOurs, help } = HeldOut.parse(
    parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  )
  const judged = Object.values(voices)
    .flat()
    .map(({ is, say }) => ({ is, say, got: understand(say) }))
  const share = (test: (one: (typeof judged)[number]) => boolean): number =>
    judged.filter(test).length / judged.length

  it('are helped: answered right, or the right one offered', () => {
    const helped = share(
      ({ is, got }) => got.outcome !== 'refuse' && got.alternatives.some((one) => one.intent === is)
    )
    expect(helped).toBeGreaterThan(0.93)
  })

  it('are seldom answered wrong', () => {
    expect(share(({ is, got }) => got.outcome === 'answer' && got.intent !== is)).toBeLessThan(0.02)
  })

  it('never hear of something harmless where something happened', () => {
    const slips = judged.filter(
      ({ is, got }) =>
        got.outcome === 'answer' && data.gravest.includes(is) && data.harmless.includes(got.intent)
    )
    expect(slips.map(({ say }) => say)).toEqual([])
  })

  it('are not answered where they are not ours', () => {
    const answered = notOurs.filter((say) => understand(say).outcome === 'answer')
    expect(answered.length / notOurs.length).toBeLessThan(0.02)
  })

  it('find other help where they need it', () => {
    const missed = help.filter((line) => (understand(line.say).help ?? 'none') !== line.help)
    expect(missed.map(({ say }) => say)).toEqual([])
  })
})

it('no held-out line stands in the phrases, but for one or two words that anybody would teach', () => {
  const { voices } = HeldOut.parse(
    parse(readFileSync(join(import.meta.dirname, 'held-out.yaml'), 'utf8'))
  )
  const copied = Object.values(voices)
    .flat()
    .filter(({ say }) => taught.has(say.toLowerCase()) && say.split(' ').length > 3)
  expect(copied.map(({ say }) => say)).toEqual([])
})
