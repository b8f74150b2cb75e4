import { describe, expect, it } from '@jest/globals'
import { practice, trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { answers, asks, understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'dodgy email': {
      ...answers('phishing_email_received', 0.6),
      alternatives: [
        { intent: 'phishing_email_received', confidence: 0.6 },
        { intent: 'suspicious_text', confidence: 0.1 },
        { intent: 'qr_code', confidence: 0.1 }
      ]
    },
    'clicked it': 'phishing_link_clicked',
    passwords: 'passwords',
    'a tip': 'tip',
    weird: asks('device_odd', 'ransomware_screen', 'remote_access_given'),
    'one thing': asks('device_odd')
  })
)
const story = (organisation: string = trust.id) =>
  aStory(library, {}, { memory: { organisation: organisation as never } })

describe('going on with the last answer', () => {
  it.each(['how?', 'How do I do that?', 'how'])('"%s" explains the route on the card', (how) => {
    const talk = story()
    talk.say('dodgy email')
    expect(talk.say(how)[0]).toContain('**How to use it: Report phishing button**')
  })

  it.each(['where do I send it?', 'which number?', "What's the number"])(
    '"%s" says who to tell',
    (where) => {
      const talk = story(practice.id)
      talk.say('clicked it')
      expect(talk.say(where)[0]).toContain(
        '**Who to tell: I clicked a link** · ☎ Your IT service desk: 01632 960002 "I clicked a link"'
      )
    }
  )

  it('"how?" where there is nothing to explain says who to tell', () => {
    const talk = story(practice.id)
    talk.say('clicked it')
    expect(talk.say('how?')[0]).toContain('**Who to tell: I clicked a link**')
  })

  it('"yes" and "what else" show more', () => {
    const talk = story()
    talk.say('dodgy email')
    expect(talk.say('yes')[0]).toContain('**More on: I got a suspicious email**')
    expect(talk.say('What else?')[0]).toContain('**More on: I got a suspicious email**')
  })

  it.each(['done', 'ok done what next', 'what now?', 'Done, I rang them'])(
    '"%s" goes on with what comes next',
    (typed) => {
      const talk = story()
      talk.say('clicked it')
      expect(talk.say(typed)[0]).toContain('**More on: I clicked a link**')
      // Once more, for somebody who does it step by step.
      expect(talk.say(typed)[0]).toContain('**More on: I clicked a link**')
    }
  )

  it('"what do I tell them?" gives the words to say and whom to say them to', () => {
    const talk = story(practice.id)
    talk.say('clicked it')
    expect(talk.say('What do I tell them?')[0]).toContain('01632 960002 "I clicked a link"')
  })

  it('"how do I close it?" gives the steps again', () => {
    const talk = story()
    talk.say('clicked it')
    talk.say('done')
    expect(talk.say('how do I close it')[0]).toContain('1. Close the page.')
  })

  it('"no" offers what it might have been instead', () => {
    const talk = story()
    talk.say('dodgy email')
    expect(talk.say('no')[0]).toContain(
      "**Let's try again** · Tell me in other words what happened or what you want to know. · ▢ I got a suspicious text ▢ About qr_code ▢ None of these ▢ I need a person"
    )
  })

  it('"Not this?" does the same as "no"', () => {
    const talk = story()
    talk.say('dodgy email')
    expect(talk.press('Not this?')[0]).toContain('▢ I got a suspicious text ▢ About qr_code')
    expect(talk.press('I got a suspicious text')[0]).toContain('**Tap nothing**')
  })

  it('goes on for 15 minutes, and no longer', () => {
    const talk = story()
    talk.say('dodgy email')
    talk.later(15)
    expect(talk.say('how?')[0]).toContain('**How to use it')
    talk.later(16)
    expect(talk.say('how?')[0]).toContain("**I don't know that one**")
  })

  it('goes on in a channel with what was said in private, and answers in private', () => {
    const talk = story()
    talk.say('dodgy email')
    expect(talk.hear({ text: 'how?', place: 'channel' })[0]).toContain(
      '(alone) · **How to use it: Report phishing button**'
    )
  })

  it('does not go on in private with what was said in a channel', () => {
    const talk = story()
    talk.hear({ text: 'passwords', place: 'channel' })
    expect(talk.say('no')[0]).toContain("**I don't know that one**")
  })

  it('takes a new matter as one, and goes on with that', () => {
    const talk = story()
    talk.say('dodgy email')
    talk.say('clicked it')
    expect(talk.say('which number?')[0]).toContain('**Who to tell: I clicked a link**')
  })

  it('"another" gives another tip', () => {
    const talk = story()
    const first = talk.say('a tip')[0]
    expect(talk.say('another one')[0]).not.toBe(first)
  })

  it('"yes" to one choice takes it; to several, it is asked again what is meant', () => {
    const talk = story()
    talk.say('one thing')
    expect(talk.say('yes')[0]).toContain('**Do this: device_odd**')
    talk.say('weird')
    expect(talk.say('yes')[0]).toContain('**Which is nearest?** · ▢ About device_odd')
    expect(talk.say('none of these')[0]).toContain("**I don't know that one**")
  })

  it('goes on with advice too', () => {
    const talk = story()
    talk.say('passwords')
    expect(talk.say('no')[0]).toContain("**Let's try again**")
  })
})
