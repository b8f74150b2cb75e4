import { describe, expect, it } from '@jest/globals'
import { trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { answers, asks, refused, understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'how do I report a dodgy email': 'phishing_email_received',
    'I clicked a link and put my password in': 'password_entered',
    'computer being weird': asks('suspicious_text', 'device_odd'),
    'a text about a parcel': asks('suspicious_text', 'phishing_email_received'),
    'maybe I clicked': {
      ...answers('phishing_email_received', 0.6),
      alternatives: [
        { intent: 'phishing_email_received', confidence: 0.6 },
        { intent: 'phishing_link_clicked', confidence: 0.2 }
      ]
    },
    'thanks, clicked it': {
      ...answers('thanks', 0.5),
      alternatives: [
        { intent: 'thanks', confidence: 0.5 },
        { intent: 'phishing_link_clicked', confidence: 0.35 }
      ]
    },
    'who sees this': 'privacy',
    'a human please': 'person',
    hello: 'greeting',
    'not breathing': refused('emergency'),
    'I cannot go on': refused('distress'),
    'I took an overdose': refused('emergency'),
    'patient took an overdose': refused('emergency')
  })
)
const pointer = {
  answered: 'I have answered you in private.',
  unreachable: 'I answer some things only in private. Open a chat with me.'
}
const inChannel = () => aStory(library, { place: 'channel', tenant: 'TRIVER' })

describe('said in a channel', () => {
  it('answers a plain question there, without "I already tapped"', () => {
    const [card, ...more] = inChannel().say('how do I report a dodgy email')
    expect(card).toContain('**Suspicious email: tap nothing in it**')
    expect(card).not.toContain('I already tapped')
    expect(card).not.toContain('(alone)')
    expect(more).toEqual([])
  })

  it('says whose contacts the card shows, unless the channel is linked', () => {
    expect(inChannel().say('how do I report a dodgy email')[0]).toContain(
      '(These are the contacts for people at Riverside NHS Trust.)'
    )
    const linked = aStory(library, { place: 'channel' }, { linkedOrganisation: trust.id as never })
    expect(linked.say('how do I report a dodgy email')[0]).not.toContain('These are')
    expect(linked.say('how do I report a dodgy email')[0]).toContain('Report button in Outlook')
  })

  it('answers a mistake to that person alone, and says that the message can be deleted', () => {
    const story = inChannel()
    const [card] = story.say('I clicked a link and put my password in')
    expect(card).toContain(
      '(alone) · **Change that password now** · ☎ Your IT service desk: 020 7946 0001'
    )
    expect(card).toContain('(You can delete your message there.)')
    expect(story.last.replies[0]?.pointer).toEqual(pointer)
  })

  it('goes on in private with what it answered in private, whatever is typed in the channel', () => {
    for (const [typed, title] of [
      ['how?', '**Who to tell: I typed my password on a fake page**'],
      ['which number?', '**Who to tell: I typed my password on a fake page**'],
      ['yes', '**More on: I typed my password on a fake page**']
    ] as const) {
      const story = inChannel()
      story.say('I clicked a link and put my password in')
      expect(story.say(typed)[0]).toContain(`(alone) · ${title}`)
    }
  })

  it('goes on here with what it answered here, and no longer than 15 minutes', () => {
    const story = inChannel()
    story.say('how do I report a dodgy email')
    expect(story.say('which number?')[0]).not.toContain('(alone)')
    story.say('I clicked a link and put my password in')
    story.later(16)
    expect(story.say('how?')[0]).not.toContain('password')
  })

  it('tells somebody who may have harmed themselves in private, and everybody about a patient', () => {
    const story = inChannel()
    expect(story.say('I took an overdose')[0]).toContain('(alone)')
    expect(story.say('I took an overdose')[0]).toContain('999')
    expect(story.say('patient took an overdose')[0]).not.toContain('(alone)')
  })

  it('shows the same pointer, whatever it was about', () => {
    const story = inChannel()
    for (const words of [
      'I clicked a link and put my password in',
      'who sees this',
      'a human please',
      'forget me',
      'anything else'
    ]) {
      story.say(words)
      expect(story.last.replies[0]).toMatchObject({
        audience: 'person',
        pointer,
        notice: 'Heads Up has an answer for you'
      })
    }
  })

  it('asks in private where one of the choices is private, else there', () => {
    expect(inChannel().say('computer being weird')[0]).toContain('(alone) · **Which is nearest?**')
    expect(inChannel().say('a text about a parcel')[0]).toMatch(/^\*\*Which is nearest\?\*\*/)
  })

  it('answers in private what may be a mistake', () => {
    expect(inChannel().say('maybe I clicked')[0]).toContain('(alone)')
  })

  it('never takes what may be a mistake for small talk', () => {
    expect(inChannel().say('thanks, clicked it')[0]).toContain('(alone) · **Which is nearest?**')
    expect(aStory(library).say('thanks, clicked it')[0]).toContain('**Which is nearest?**')
  })

  it('answers what it does not know in private', () => {
    expect(inChannel().say('the weather')[0]).toContain("(alone) · **I don't know that one**")
  })

  it('treats a group chat like a channel', () => {
    const group = aStory(library, { place: 'group' })
    expect(group.say('I clicked a link and put my password in')[0]).toContain('(alone)')
  })

  it('answers edited words in private only', () => {
    expect(inChannel().hear({ text: 'how do I report a dodgy email', edited: true })[0]).toContain(
      '(alone)'
    )
  })

  it('answers an emergency where it was said, and distress in private', () => {
    expect(inChannel().say('not breathing')).toEqual([
      'Call 999 now. I only know about cyber safety.'
    ])
    expect(inChannel().say('I cannot go on')[0]).toMatch(/^\(alone\) · I'm sorry/)
  })

  it('shows someone of another company national contacts only, and never asks where they work', () => {
    const outsider = aStory(
      library,
      { place: 'channel', tenant: 'TRIVER', standing: 'outsider' },
      { linkedOrganisation: trust.id as never }
    )
    const [card, ...more] = outsider.say('I clicked a link and put my password in')
    expect(card).toContain('I have no number for where you work. Ask whoever is in charge for it.')
    expect(more).toEqual([])
    expect(outsider.say('I work at Riverside NHS Trust')[0]).toContain(
      'You are here from another organisation'
    )
    expect(outsider.known.memory.organisation).toBeUndefined()
  })

  it('answers a press on a public card there, and a private matter behind it alone', () => {
    const story = inChannel()
    story.say('how do I report a dodgy email')
    expect(story.press('More')[0]).not.toContain('(alone)')
    expect(
      story.hear({ press: { action: 'situation', about: 'phishing_link_clicked' } })[0]
    ).toContain('(alone)')
    expect(
      story.hear({ press: { action: 'situation', about: 'phishing_link_clicked' } })[0]
    ).not.toContain('delete your message')
  })

  it('goes on in the 1:1 chat with what it answered there', () => {
    const story = inChannel()
    story.say('I clicked a link and put my password in')
    expect(story.hear({ text: 'which number?', place: 'private' })[0]).toContain(
      '**Who to tell: I typed my password on a fake page**'
    )
  })

  it('says hello there without asking anybody to tell their mistake in public', () => {
    expect(inChannel().say('hello')[0]).not.toContain('▢ Something happened')
  })
})
