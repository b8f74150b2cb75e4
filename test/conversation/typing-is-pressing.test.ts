import { describe, expect, it } from '@jest/globals'
import type { Press } from '../../bot/conversation/reply.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { refused } from './meanings.ts'

// Nothing is understood here: every word has to be known by itself.
const library = aLibrary(() => refused())
const cards: readonly Press[] = [
  { action: 'situation', about: 'phishing_email_received' },
  { action: 'more', about: 'phishing_email_received' },
  { action: 'home', about: 'phishing_email_received' },
  { action: 'how', about: 'phishing_email_received/report_button' },
  { action: 'situation', about: 'phishing_link_clicked' },
  { action: 'topic', about: 'passwords' },
  { action: 'tip' },
  { action: 'help' },
  { action: 'person' },
  { action: 'none' },
  { action: 'blame' },
  { action: 'errand', about: 'privacy' },
  { action: 'errand', about: 'about' },
  { action: 'errand', about: 'thanks' },
  { action: 'errand', about: 'subscribe' },
  { action: 'forget' },
  { action: 'not-this', about: 'phishing_email_received' }
]

/** Somebody who has this card before them. */
function before(card: Press) {
  const story = aStory(library, {}, { memory: { organisation: 'riverside-trust' as never } })
  story.hear({ press: card })
  return story
}
const labels = cards.flatMap((card) =>
  before(card).last.replies.flatMap((reply) =>
    reply.card.buttons.map(({ label }) => ({
      card,
      label,
      of: `${card.action} ${card.about ?? ''}`
    }))
  )
)

describe('typing works everywhere that a button does', () => {
  it.each(labels)('"$label" on the card of $of', ({ card, label }) => {
    expect(before(card).say(label)).toEqual(before(card).press(label))
  })

  it('takes the number of a choice, too', () => {
    const story = before({ action: 'not-this', about: 'phishing_email_received' })
    expect(story.say('the first one')[0]).toContain('**Stop typing and close the page**')
  })

  it('takes "somewhere else" while the question is open, and only then', () => {
    const asked = aStory(library)
    asked.hear({ press: { action: 'situation', about: 'phishing_link_clicked' } })
    expect(asked.say('somewhere else')[0]).toContain('You see numbers for the whole country.')
    expect(asked.say('somewhere else')[0]).toContain("**I don't know that one**")
  })

  it('takes a name that is on a button of "Where do you work?"', () => {
    const asked = aStory(library)
    asked.hear({ press: { action: 'situation', about: 'phishing_link_clicked' } })
    expect(asked.say('Hillview Care Home')[0]).toContain('Noted: you work at Hillview Care Home.')
  })

  it('answers a label of a private matter alone, when it was typed in a channel', () => {
    const [card] = aStory(library, { place: 'channel' }).say('I clicked a link')
    expect(card).toMatch(/^\(alone\) · \*\*Stop typing and close the page\*\*/)
    expect(card).toContain('(You can delete your message there.)')
  })

  it('takes no label that stands for two things', () => {
    expect(aStory(library).say('About nothing')[0]).toContain("**I don't know that one**")
  })
})
