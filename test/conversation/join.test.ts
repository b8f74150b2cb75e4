import { describe, expect, it } from '@jest/globals'
import { decide } from '../../bot/conversation/decide.ts'
import type { Known } from '../../bot/conversation/decision.ts'
import { PersonId, type Role } from '../../bot/identity.ts'
import { aLibrary } from './a-library.ts'
import { aStory, shown } from './a-story.ts'
import { aTurn, nobody, now } from './a-turn.ts'
import { home, trust } from './employers.ts'

const library = aLibrary()
const linked = trust.id as never
const rosa = PersonId.parse('rosa')
const right = (role: Role, organisation: string = trust.id) => ({
  organisation: organisation as never,
  role
})

/** Ann presses Join in the linked channel. Gives her request's card and the press behind Approve. */
function request(known: Partial<Known> = { linkedOrganisation: linked }) {
  const story = aStory(library, { place: 'channel' }, known)
  const [card = ''] = story.hear({ press: { action: 'join', about: `${trust.id}/responders` } })
  const [button] = story.last.replies[0]?.card.buttons ?? []
  return { card, press: button?.kind === 'press' ? button.press : undefined, last: story.last }
}

/** Somebody else presses it. */
function approve(
  press: ReturnType<typeof request>['press'],
  known: Partial<Known>,
  other: { who?: PersonId; minutes?: number; standing?: 'staff' | 'outsider' } = {}
) {
  const { who = rosa, minutes = 0, standing = 'staff' } = other
  const turn = aTurn({ place: 'channel', standing, ...(press ? { press } : {}) })
  const at = new Date(now.getTime() + minutes * 60_000)
  const from = { ...turn.from, id: who }
  const decided = decide({ ...turn, from }, { ...nobody, ...known }, library, at)
  return { said: decided.replies.map(shown).join(' '), effects: decided.effects }
}
const responder: Partial<Known> = { linkedOrganisation: linked, roles: [right('responders')] }

const code = (role: 'responders' | 'tips') => ({ is: 'good', organisation: linked, role }) as const

const say = (role: 'responders' | 'tips', place: 'channel' | 'private') =>
  aStory(library, { place, open: false }, { code: code(role) }).say('link K7PX-4M2T-9RQD')[0]

describe('joining in a linked channel', () => {
  it('offers Join where a channel was linked for a role, and not for tips or a person', () => {
    expect(say('responders', 'channel')).toContain('▢ Join')
    expect(say('tips', 'channel')).not.toContain('▢ Join')
    expect(say('responders', 'private')).not.toContain('▢ Join')
  })

  it('asks the channel by two words, names nobody, and gives nobody anything yet', () => {
    const { card, last } = request()
    expect(card).toMatch(
      /^\*\*Somebody asks to join: [a-z]+ [a-z]+\*\* · They would be one of these at Riverside NHS Trust: people who answer reports\. · Did you ask\? Tell a colleague who can approve: "[a-z]+ [a-z]+ is me\."/
    )
    expect(last.effects).toEqual([])
  })

  it('gives the right when somebody who has it approves, or an admin', () => {
    const { press } = request()
    for (const roles of [[right('responders')], [right('admin')]]) {
      const { said, effects } = approve(press, { ...responder, roles })
      expect(said).toBe('Approved. One more at Riverside NHS Trust: people who answer reports.')
      expect(effects).toEqual([
        { do: 'give-right', organisation: trust.id, role: 'responders', to: 'person-1' }
      ])
    }
  })

  it.each<[string, Partial<Known>]>([
    ['nobody in particular', { linkedOrganisation: linked }],
    ['a comms lead', { linkedOrganisation: linked, roles: [right('comms')] }],
    [
      'a responder of another organisation',
      { linkedOrganisation: linked, roles: [right('responders', home.id)] }
    ]
  ])('refuses %s in private, counts it, and changes nothing', (_who, known) => {
    const { said, effects } = approve(request().press, known)
    expect(said).toContain('(alone) · Only somebody who has this role')
    expect(effects).toEqual([{ do: 'count-refused', why: 'no-right' }])
  })

  it('lets nobody approve themselves, nor an outsider', () => {
    const { press } = request()
    const self = approve(press, responder, { who: PersonId.parse('person-1') })
    const outsider = approve(press, responder, { standing: 'outsider' })
    for (const { effects } of [self, outsider])
      expect(effects).toEqual([{ do: 'count-refused', why: 'no-right' }])
  })

  it('is good for an hour, and only while the channel is linked to that organisation', () => {
    const { press } = request()
    const over = 'This request is too old, or this place is no longer linked.'
    expect(approve(press, responder, { minutes: 60 }).effects).toHaveLength(1)
    expect(approve(press, responder, { minutes: 61 }).said).toContain(over)
    expect(approve(press, { roles: [right('responders')] }).said).toContain(over)
    expect(
      approve(press, { linkedOrganisation: home.id as never, roles: [right('responders')] }).effects
    ).toEqual([])
  })

  it('tells whoever has the role that they have it, and refuses where the channel is not linked', () => {
    expect(request(responder).card).toContain('(alone) · You have this already')
    expect(request({}).card).toContain('(alone) · This request is too old')
  })
})
