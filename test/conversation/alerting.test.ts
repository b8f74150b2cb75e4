import { describe, expect, it } from '@jest/globals'
import { OrganisationId } from '../../bot/identity.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'

const library = aLibrary()
const organisation = OrganisationId.parse('riverside-trust')
const lead = { roles: [{ organisation, role: 'comms' as const }] }

const labels = (place: 'private' | 'channel', known = {}) => {
  const story = aStory(library, { tenant: 'TRIVER', place }, known)
  story.hear({ press: { action: 'help' } })
  return story.last.replies.flatMap(({ card }) => card.buttons.map(({ label }) => label))
}

describe('"send an alert"', () => {
  it('gives a comms lead the form and what was sent before', () => {
    for (const said of ['alert', 'Send an alert', 'new alert'])
      expect(aStory(library, { tenant: 'TRIVER' }, lead).say(said)).toEqual([
        '**Send an alert to staff** · You can send alerts at Riverside NHS Trust. You see each one before it goes out. · ▢ Send an alert ▢ Alerts sent before'
      ])
  })

  it('in a channel is answered to the lead alone', () => {
    const story = aStory(library, { tenant: 'TRIVER', place: 'channel' }, lead)
    expect(story.say('alert')[0]).toMatch(/^\(alone\) · \*\*Send an alert to staff/)
  })

  it('tells anybody else who can, with a way on, and counts the press', () => {
    const story = aStory(library, { tenant: 'TRIVER' })
    expect(story.say('alert')[0]).toContain(
      'At Riverside NHS Trust only the people who send messages to staff and the security team can.'
    )
    expect(story.last.effects).toEqual([{ do: 'count-refused', why: 'no-right' }])
    expect(story.last.replies[0]?.card.buttons.length).toBeGreaterThan(0)
  })

  it('has a button in help, where only the lead reads', () => {
    expect(labels('private', lead)).toContain('Send an alert')
    expect(labels('private')).not.toContain('Send an alert')
    expect(labels('channel', lead)).not.toContain('Send an alert')
  })
})
