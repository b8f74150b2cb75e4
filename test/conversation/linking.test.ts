import { describe, expect, it } from '@jest/globals'
import type { Code, LinkRole } from '../../bot/conversation/decision.ts'
import { codeIn, plainCode, shownCode } from '../../bot/conversation/linking.ts'
import { trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { aTurn, type TurnWish } from './a-turn.ts'

const library = aLibrary()
const good = (role: LinkRole): Code => ({ is: 'good', organisation: trust.id as never, role })
const said = 'link K7PX-4M2T-9RQD'
const story = (code: Code, base: TurnWish = {}) => aStory(library, base, { code })

describe('link CODE', () => {
  it.each([
    ['link K7PX-4M2T-9RQD', 'K7PX4M2T9RQD'],
    ['  LINK k7px 4m2t 9rqd ', 'K7PX4M2T9RQD'],
    ['link k7px4m2t9rqd', 'K7PX4M2T9RQD'],
    ['link K7PX-4M2T', undefined],
    ['link K7PX-4M2T-9RQO', undefined],
    ['please link K7PX-4M2T-9RQD', undefined],
    ['K7PX-4M2T-9RQD', undefined],
    ['link', undefined],
    [`link ${'K7PX'.repeat(5000)}`, undefined]
  ])('finds the code in "%s"', (text, code) => {
    expect(codeIn(aTurn({ text }))).toBe(code)
  })

  it('finds none in an edited message or a press', () => {
    expect(codeIn(aTurn({ text: said, edited: true }))).toBeUndefined()
    expect(codeIn(aTurn({ press: { action: 'help' } }))).toBeUndefined()
  })

  it('shows a code in fours, and reads it back', () => {
    expect(plainCode(shownCode('K7PX4M2T9RQD'))).toBe('K7PX4M2T9RQD')
    expect(shownCode('K7PX4M2T9RQD')).toBe('K7PX-4M2T-9RQD')
  })

  it('gives a person in a private chat the role', () => {
    const talk = story(good('responders'))
    expect(talk.say(said)[0]).toContain(
      'Done. You are linked to Riverside NHS Trust: people who answer reports.'
    )
    expect(talk.last.effects).toEqual([
      {
        do: 'redeem',
        code: 'K7PX4M2T9RQD',
        organisation: trust.id,
        role: 'responders',
        of: 'person'
      }
    ])
  })

  it('gives a channel the notices of a role', () => {
    const talk = story(good('comms'), { place: 'channel' })
    expect(talk.say(said)[0]).toContain(
      'Done. This place is linked to Riverside NHS Trust: people who send messages to staff.'
    )
    expect(talk.last.effects).toMatchObject([{ do: 'redeem', role: 'comms', of: 'place' }])
  })

  it('keeps responders out of a place that others can read, and the code stays good', () => {
    const talk = story(good('responders'), { place: 'channel', open: true })
    expect(talk.say(said)[0]).toContain('(alone) · **Not in this place**')
    expect(talk.last.effects).toEqual([])
    const closed = story(good('responders'), { place: 'channel', open: false })
    closed.say(said)
    expect(closed.last.effects).toHaveLength(1)
  })

  it('wants a channel for tips', () => {
    const talk = story(good('tips'))
    expect(talk.say(said)[0]).toContain('This code is for a channel.')
    expect(talk.last.effects).toEqual([])
  })

  it('answers a wrong, used or old code in one way, and a mistyped one too', () => {
    const wrong = story({ is: 'unknown' })
    const answer = wrong.say(said)[0]
    expect(answer).toContain('**That code does not work** · A code works once and for 15 minutes.')
    expect(wrong.last.effects).toEqual([])
    expect(aStory(library).say('link K7PX-4M2T-9RQ')[0]).toBe(answer)
    expect(story(good('admin'), { standing: 'outsider' }).say(said)[0]).toBe(answer)
  })

  it('takes no code for an organisation that is gone', () => {
    const talk = story({ is: 'good', organisation: 'gone-trust' as never, role: 'admin' })
    expect(talk.say(said)[0]).toContain('**That code does not work**')
    expect(talk.last.effects).toEqual([])
  })
})
