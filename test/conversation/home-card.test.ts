import { describe, expect, it } from '@jest/globals'
import { decide } from '../../bot/conversation/decide.ts'
import { homeCard } from '../../bot/conversation/home-card.ts'
import { Card } from '../../bot/conversation/reply.ts'
import { aLibrary } from './a-library.ts'
import { aTurn, nobody, now } from './a-turn.ts'

const library = aLibrary()
const card = homeCard(library.words)

describe("the app's home page", () => {
  it('is a card that every adapter can draw, and names no platform', () => {
    expect(Card.parse(card)).toEqual(card)
    expect(JSON.stringify(card)).not.toMatch(/Teams|Slack/)
  })

  it('offers only what is understood', () => {
    const answers = card.buttons.flatMap((button) =>
      button.kind === 'press' && button.opens === undefined
        ? decide(aTurn({ press: button.press }), nobody, library, now).replies
        : []
    )
    const forms = card.buttons.flatMap((one) => ('opens' in one ? [one.press.action] : []))
    expect(forms).toEqual(['tell', 'receipt'])
    expect(answers.length).toBeGreaterThanOrEqual(card.buttons.length - forms.length)
    expect(JSON.stringify(answers)).not.toContain(library.words.say('stale.title'))
  })
})
