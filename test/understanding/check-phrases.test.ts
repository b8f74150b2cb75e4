import { describe, expect, it } from '@jest/globals'
import { checkPhrases, taughtTwice, thinIntents } from '../../bot/understanding/check-phrases.ts'
import { joinFiles } from '../../bot/understanding/data.ts'
import { train } from '../../bot/understanding/train.ts'
import { loadData } from './load.ts'

const data = loadData()
const few = (intent: string, count: number): readonly string[] =>
  (data.phrases[intent] ?? []).slice(0, count)

/** Three intents and one slip of an author. */
const small = {
  ...data,
  phrases: {
    lost_stolen_device: [...few('lost_stolen_device', 60), 'what is mfa'],
    two_step: [...few('two_step', 50)],
    greeting: [...few('greeting', 12)]
  },
  notOurs: { everyday: data.notOurs['everyday'] ?? [] },
  mixes: {}
}

describe('an author checks the phrases', () => {
  const lines = checkPhrases(small).join('\n')

  it('sees which words are taught for two things', () => {
    expect(lines).toContain('"what is mfa" stands in lost_stolen_device and two_step')
  })

  it('sees which intents are thin', () => {
    expect(lines).toContain('greeting has 12: add 28')
    expect(lines).not.toContain('two_step has')
  })

  it('sees which phrase the others would place elsewhere', () => {
    expect(lines).toMatch(/"what is mfa" is taught as lost_stolen_device, but looks like two_step/)
  })
})

describe('an author who added phrases since the last start', () => {
  const before = train(small)
  const more = {
    ...small,
    phrases: {
      ...small.phrases,
      greeting: [...small.phrases.greeting, 'what is mfa then my dear']
    }
  }
  const lines = checkPhrases(more, before).join('\n')

  it('sees what each new one was understood as until now', () => {
    expect(lines).toMatch(
      /New since the last start: 1\.\n {2}"what is mfa then my dear" \(greeting\): .*two_step.* until now/
    )
  })

  it('is told that nothing is new, or that there was no start yet', () => {
    expect(checkPhrases(small, before).join('\n')).toContain('New since the last start: none.')
    expect(checkPhrases(small).join('\n')).toContain('nothing to compare with')
  })
})

describe('the shipped phrases', () => {
  it('hold no words twice and no thin intent', () => {
    expect(taughtTwice(data)).toEqual([])
    expect(thinIntents(data)).toEqual([])
  })

  it('must hold everything once', () => {
    expect(() => joinFiles([{ phrases: {} }])).toThrow(/tuning/)
    expect(() => joinFiles([{ help: data.help }, { help: data.help }])).toThrow(
      /"help" stands in two/
    )
  })
})
