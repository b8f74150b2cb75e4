import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { createUnderstand } from '../../bot/understanding/create-understand.ts'
import { HeldOut, HelpVoices } from './held-out.ts'
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

/** The frozen voices: nobody looks at their lines, so only the shares are told. The bars are those that were asked for. */
describe.each(['voices-fresh.yaml', 'voices-strangers.yaml'])('%s, as a whole', (file) => {
  const { voices, notOurs, help } = HeldOut.parse(
    parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  )
  const judged = Object.values(voices)
    .flat()
    .map(({ is, say }) => ({ is, got: understand(say) }))
  type Judged = (typeof judged)[number]
  const share = (test: (one: Judged) => boolean): number =>
    judged.filter(test).length / judged.length
  const offered = ({ is, got }: Judged): boolean =>
    got.alternatives.some(({ intent }) => intent === is)
  const right = ({ is, got }: Judged): boolean => got.outcome === 'answer' && got.intent === is

  it('are ranked, helped and answered well enough, all at once', () => {
    expect(share(({ is, got }) => got.intent === is)).toBeGreaterThan(0.8)
    expect(share(offered)).toBeGreaterThan(0.93)
    expect(
      share((one) => right(one) || (one.got.outcome === 'ask' && offered(one)))
    ).toBeGreaterThan(0.88)
    expect(share(right)).toBeGreaterThan(0.5)
    expect(share((one) => one.got.outcome === 'answer' && !right(one))).toBeLessThan(0.02)
  })

  it('hear of nothing harmless where something happened', () => {
    const slips = judged.filter(
      ({ is, got }) =>
        got.outcome === 'answer' && data.gravest.includes(is) && data.harmless.includes(got.intent)
    )
    expect(slips).toHaveLength(0)
  })

  it('are seldom answered where they are not ours, and mostly find other help', () => {
    const answered = notOurs.filter((say) => understand(say).outcome === 'answer')
    expect(answered.length / notOurs.length).toBeLessThan(0.04)
    const found = help.filter((line) => (understand(line.say).help ?? 'none') === line.help)
    expect(found.length / help.length).toBeGreaterThan(0.9)
  })
})

it('no line of voices-help.yaml stands in the phrases, but for a few words that anybody would teach', () => {
  const { help, mixed, nearMisses } = HelpVoices.parse(
    parse(readFileSync(join(import.meta.dirname, 'voices-help.yaml'), 'utf8'))
  )
  const copied = [...Object.values(help).flat(), ...mixed, ...nearMisses].filter(
    ({ say }) => taught.has(say.toLowerCase()) && say.split(' ').length > 3
  )
  expect(copied).toHaveLength(0)
})

it.each(['held-out.yaml', 'voices-fresh.yaml', 'voices-strangers.yaml'])(
  'no line of %s stands in the phrases, but for one or two words that anybody would teach',
  (file) => {
    const { voices } = HeldOut.parse(parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
    const copied = Object.values(voices)
      .flat()
      .filter(({ say }) => taught.has(say.toLowerCase()) && say.split(' ').length > 3)
    expect(copied).toHaveLength(0)
  }
)

function unseen<T extends { readonly seen: boolean }>(lines: readonly T[]): readonly T[] {
  return lines.filter(({ seen }) => !seen)
}

/** The other help named, `injection` where it was an attempt to give orders. */
function named(say: string): string | undefined {
  const got = understand(say)
  const ordered = got.because()[0]?.startsWith('tries to give orders') === true
  return ordered ? 'injection' : got.help
}

/** The share of lines whose other help is found. */
function foundOf(lines: readonly { readonly is: string; readonly say: string }[]): number {
  return lines.filter(({ is, say }) => named(say) === is).length / lines.length
}

/** Lines that nobody had looked at when the level was reached; a missed one leaves somebody without help, so the bars are close to it. */
describe('who needs other help, in words that nobody looked at', () => {
  const { help, mixed, nearMisses } = HelpVoices.parse(
    parse(readFileSync(join(import.meta.dirname, 'voices-help.yaml'), 'utf8'))
  )

  it.each([
    ['emergency', 0.85],
    ['distress', 0.8],
    ['safeguarding', 0.75],
    ['abuse', 0.65],
    ['language', 0.95],
    ['injection', 0.85]
  ])('is found for %s', (is, least) => {
    const lines = unseen(help[is] ?? []).map(({ say }) => ({ is, say }))
    expect(foundOf(lines)).toBeGreaterThan(least)
  })

  it('is found where a cyber matter stands beside it', () => {
    expect(foundOf(unseen(mixed))).toBeGreaterThan(0.7)
  })

  it('is seldom named where a line only sounds like it', () => {
    const fired = unseen(nearMisses).filter(({ say }) => named(say) !== undefined)
    expect(fired.length / unseen(nearMisses).length).toBeLessThan(0.12)
  })

  it('is found for every line that was looked at', () => {
    const lines = Object.entries(help).flatMap(([is, all]) =>
      all.filter(({ seen }) => seen).map(({ say }) => ({ is, say }))
    )
    expect(foundOf([...lines, ...mixed.filter(({ seen }) => seen)])).toBeGreaterThan(0.97)
  })
})
