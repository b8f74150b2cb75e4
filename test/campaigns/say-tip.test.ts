import { describe, expect, it } from '@jest/globals'
import { sayMoment, tipBlocks } from '../../bot/campaigns/say-tip.ts'
import { whereToTell } from '../../bot/campaigns/choose-tip.ts'
import { loadLibrary } from '../../bot/content/load-library.ts'
import { TipsFile } from '../../bot/content/advice.ts'
import type { Reply } from '../../bot/conversation/reply.ts'
import { content } from '../conversation/a-content.ts'
import { aFile, contentFiles } from '../conversation/a-library.ts'
import { aStory, shown } from '../conversation/a-story.ts'
import { trust } from '../conversation/employers.ts'
import { understandOnly } from '../conversation/meanings.ts'
import { contentFiles as realFiles, readContent } from '../support/content-files.ts'

const ask = {
  question: 'How long does it take?',
  answers: [
    { label: '1 second', says: 'Yes. One press.' },
    { label: 'Too long', says: 'It is one press. Try it now.' }
  ]
}
const [first, ...others] = content.tips.tips
const library = loadLibrary(
  contentFiles({ tips: { tips: [{ ...first, ask }, ...others] } }),
  [aFile('organisations/trust.yaml', trust)],
  understandOnly({})
)
const now = new Date('2026-11-30T09:00:00Z')
const said = (says: string) => {
  const reply = sayMoment({ says, organisation: trust.id as never }, library, now)
  return reply === undefined ? undefined : shown(reply)
}

const shownOf = (reply: Reply | undefined) => (reply === undefined ? '' : shown(reply))

describe('what comes at a moment', () => {
  it('is one fact and one action, with what there is to press', () => {
    expect(said('tip-1')).toContain('▢ I do this ▢ Another ▢ Stop')
  })

  it('may be passed on to family where it is for home, and is not where it is for work alone', () => {
    const everywhere = loadLibrary(
      contentFiles({
        tips: {
          tips: [
            { ...first, where: 'home' },
            { ...others[0], where: 'both' },
            { ...others[1], where: 'work' },
            ...others.slice(2)
          ]
        }
      }),
      [],
      understandOnly({})
    )
    for (const [id, passedOn] of [
      ['tip-0', true],
      ['tip-1', true],
      ['tip-2', false]
    ] as const) {
      const reply = sayMoment({ says: id }, everywhere, now)
      expect(shownOf(reply).includes('Good for family and friends')).toBe(passedOn)
    }
  })

  it('asks something where the tip does: a tap answers, and every answer is explained kindly', () => {
    expect(said('tip-0')).toContain('How long does it take? ')
    expect(said('tip-0')).toMatch(/▢ 1 second ▢ Too long ▢ Stop$/)
    for (const [at, answer] of ask.answers.entries()) {
      const talk = aStory(library)
      const [card] = talk.hear({ press: { action: 'tip-answer', about: `tip-0/${at}` } })
      expect(card).toBe(`${answer.says} · ▢ I do this ▢ Another`)
      expect(talk.last.effects).toEqual([])
    }
  })

  it('answers a tap in a channel to that person alone', () => {
    const talk = aStory(library, { place: 'channel' })
    expect(talk.hear({ press: { action: 'tip-answer', about: 'tip-0/1' } })[0]).toMatch(
      /^\(alone\)/
    )
  })

  it('is where to tell, with the organisation’s own contacts', () => {
    expect(said(whereToTell)).toContain('**Seen something odd? Where to tell**')
    expect(said(whereToTell)).toContain('020 7946 0001')
  })

  it('is nothing where the tip is gone', () => {
    expect(said('long-gone')).toBeUndefined()
  })
})

describe('the tips that are shipped', () => {
  const tips = realFiles('en-GB/tips').flatMap((file) => readContent(file, TipsFile).tips)

  it('are at least 60, a third of them for home', () => {
    expect(tips.length).toBeGreaterThanOrEqual(60)
    expect(tips.filter(({ where }) => where === 'home').length * 3).toBeGreaterThanOrEqual(
      tips.length
    )
  })

  it('fit on a card of under 80 words, whatever stands around them', () => {
    for (const tip of tips) {
      const lines = tipBlocks(tip, { ...library, sources: () => ['NHS England', 'NCSC', 'ICO'] })
      const count = lines.flatMap((block) =>
        'text' in block ? block.text.split(/\s+/) : []
      ).length
      expect(`${tip.id} ${count < 80 ? 'short' : count}`).toBe(`${tip.id} short`)
    }
  })

  it('ask something every second time, in words that fit a button', () => {
    const asking = tips.flatMap((tip) => tip.ask ?? [])
    expect(asking.length * 2).toBeGreaterThanOrEqual(tips.length)
    for (const { question, answers } of asking) {
      expect(question.split(/\s+/).length).toBeLessThanOrEqual(20)
      for (const { label, says } of answers) {
        expect(label.length).toBeLessThanOrEqual(24)
        expect(says).not.toMatch(/!|\b(wrong|should|careless|must)\b/i)
        for (const sentence of says.split(/[.?]\s/))
          expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(20)
      }
    }
  })
})
