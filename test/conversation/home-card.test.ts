import { describe, expect, it } from '@jest/globals'
import { decide } from '../../bot/conversation/decide.ts'
import type { Known } from '../../bot/conversation/decision.ts'
import { Card } from '../../bot/conversation/reply.ts'
import { OrganisationId, type Role } from '../../bot/identity.ts'
import { aLibrary } from './a-library.ts'
import { aTurn, nobody, now } from './a-turn.ts'
import { trust } from './employers.ts'

const library = aLibrary()
const seen = (known: Known = nobody) => decide(aTurn({ kind: 'home' }), known, library, now)
const cards = (known?: Known) => seen(known).replies.map(({ card }) => card)
const shown = (known?: Known) => JSON.stringify(cards(known))

describe("the app's home page", () => {
  it('is made of cards that every adapter can draw', () => {
    for (const card of cards()) expect(Card.parse(card)).toEqual(card)
  })

  it('keeps nothing of whoever opens it', () => {
    const known: Known = { ...nobody, memory: { welcomed: true } }
    const { effects, memory, placeMemory } = seen(known)
    expect(effects).toEqual([])
    expect(memory).toBe(known.memory)
    expect(placeMemory).toBe(known.placeMemory)
  })

  it('offers only what is understood', () => {
    const buttons = cards().flatMap((card) => card.buttons)
    const answers = buttons.flatMap((button) =>
      button.kind === 'press' && button.opens === undefined
        ? decide(aTurn({ press: button.press }), nobody, library, now).replies
        : []
    )
    const forms = buttons.flatMap((one) => ('opens' in one ? [one.press.action] : []))
    expect(forms).toEqual(['tell', 'receipt'])
    expect(answers.length).toBeGreaterThanOrEqual(buttons.length - forms.length)
    expect(JSON.stringify(answers)).not.toContain(library.words.say('stale.title'))
  })

  it('says who runs it, and that it does not know where somebody works', () => {
    expect(shown()).toContain('Slack where you work run me')
    expect(shown()).toContain(library.words.say('home.no_work'))
  })

  it('shows the numbers of the place where somebody works, and which place that is', () => {
    const organisation = OrganisationId.parse(trust.id)
    const known: Known = { ...nobody, memory: { organisation } }
    expect(shown(known)).toContain(trust.name)
    expect(shown(known)).not.toBe(shown())
  })

  it('lets a comms lead send an alert, and shows nobody else that there are any', () => {
    const organisation = OrganisationId.parse(trust.id)
    const as = (role: Role) => shown({ ...nobody, roles: [{ organisation, role }] })
    const send = library.words.say('alert.talk_title')
    expect(as('comms')).toContain(send)
    expect(as('comms')).toContain(library.words.say('button.alerts'))
    expect(as('admin')).not.toContain(send)
    expect(shown()).not.toContain(send)
  })

  it('shows whether tips come and when, with the button to change that', () => {
    expect(shown()).toContain(library.words.say('tips.none'))
    const [started] = decide(aTurn({ press: { action: 'tips-on' } }), nobody, library, now).effects
    if (started?.do !== 'subscribe') throw new Error('tips did not start')
    const { campaign, variant, cadence, settings } = started
    const known: Known = {
      ...nobody,
      subscriptions: [{ of: 'person', campaign, variant, cadence, settings }]
    }
    expect(shown(known)).not.toContain(library.words.say('tips.none'))
    expect(shown(known)).toContain('tips-off')
  })
})
