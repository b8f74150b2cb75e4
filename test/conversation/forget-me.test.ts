import { describe, expect, it } from '@jest/globals'
import { practice, trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'clicked it': 'phishing_link_clicked',
    tip: 'tip',
    'is this anonymous': 'privacy'
  })
)
const full = {
  memory: { organisation: practice.id as never, welcomed: true, tips: ['tip-1'] },
  roles: [{ organisation: trust.id as never, role: 'responders' as const }]
}

describe('forget me', () => {
  it('shows what is kept, in plain words, and deletes nothing yet', () => {
    const story = aStory(library, {}, full)
    story.say('clicked it')
    expect(story.say('Forget me')[0]).toBe(
      '**What I keep about you** · Where you work: Lakeside Surgery. · What my last answer was about, so that "how?" makes sense. · Which tips you have had, so that you get others. · That I have said hello. · Your role at Riverside NHS Trust: people who answer reports. If you delete it, an admin must link you again. · (Your words are locked away until I have answered, then deleted. A scrambled mark of each message stays for 2 days, so that I answer it once.) · ▢ Delete it ▢ Who can see this? ▢ I need a person'
    )
    expect(story.last.effects).toEqual([])
    expect(story.last.memory.organisation).toBe(practice.id)
  })

  it.each([
    ['the button', undefined],
    ['"delete it"', 'delete it'],
    ['"yes"', 'yes']
  ])('deletes all of it on %s', (_, typed) => {
    const story = aStory(library, {}, full)
    story.say('forget me')
    const [answer] = typed === undefined ? story.press('Delete it') : story.say(typed)
    expect(answer).toBe(
      '**Deleted** · I keep nothing about you now. If you write again, we start afresh. · ▢ What can I ask?'
    )
    expect(story.last.effects).toEqual([{ do: 'forget-person' }])
    expect(story.last.memory).toEqual({})
  })

  it('deletes nothing on "no"', () => {
    const story = aStory(library, {}, full)
    story.say('forget me')
    story.say('no')
    expect(story.last.effects).toEqual([])
  })

  it('says so where nothing is kept', () => {
    expect(aStory(library).say('forget me')[0]).toContain('Nothing that I could show you.')
  })

  it('is a button of privacy too', () => {
    const story = aStory(library, {}, full)
    story.say('is this anonymous')
    expect(story.press('What do you keep about me?')[0]).toContain('**What I keep about you**')
  })

  it('is answered to that person alone', () => {
    expect(aStory(library, { place: 'channel' }, full).say('forget me')[0]).toMatch(/^\(alone\)/)
  })
})
