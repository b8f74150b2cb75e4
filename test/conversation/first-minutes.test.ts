import { describe, expect, it } from '@jest/globals'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { refused, understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    hello: 'greeting',
    help: 'help',
    'who are you': 'about',
    'thank you': 'thanks',
    'a person please': 'person',
    tip: 'tip',
    'clicked it': 'phishing_link_clicked',
    'not breathing': refused('emergency')
  })
)
const introduction = '(I\'m new here. Type "@Heads Up help" to see what I do.)'

describe('the first minutes', () => {
  it('welcomes a person once: what it is for as three buttons, and who runs it', () => {
    const story = aStory(library)
    expect(story.hear({ kind: 'added' })).toEqual([
      "**Hello, I'm Heads Up, a bot** · Ask me in your own words what to do about a strange message, a lost device or a mistake. · This chat is for you alone. Tell me early, even if you are not sure. · (The people who look after Slack where you work run me.) · ▢ Something happened ▢ How do I report something? ▢ Give me a tip"
    ])
    expect(story.hear({ kind: 'added' })).toEqual([])
  })

  it('welcomes a channel once, whoever added it', () => {
    const story = aStory(library, { place: 'channel' })
    expect(story.hear({ kind: 'added' })).toEqual([
      '**Hello, I\'m Heads Up, a bot** · I tell you what to do, and who to tell, when something online looks wrong. · Ask me here with @Heads Up and your question, or type "@Heads Up help". · (Did you click, lose or send something? Tell me in a private chat. I never answer that here.) · ▢ How do I report something? ▢ Tips here every week'
    ])
    expect(story.hear({ kind: 'added' })).toEqual([])
    expect(story.say('thank you')[0]).not.toContain("I'm new here")
  })

  it('introduces itself with its first answer in a channel, where nobody said that it was added', () => {
    const story = aStory(library, { place: 'channel' })
    expect(story.say('thank you')[0]).toContain(introduction)
    expect(story.say('thank you')[0]).not.toContain(introduction)
    expect(story.hear({ kind: 'added' })).toEqual([])
  })

  it.each(['hello', ''])(
    'gives the whole welcome where the first words in a channel are "%s"',
    (said) => {
      const story = aStory(library, { place: 'channel' })
      expect(story.say(said)[0]).toContain("**Hello, I'm Heads Up, a bot** · I tell you what to do")
      expect(story.say(said)[0]).not.toContain('I tell you what to do')
    }
  )

  it.each([
    ['help', '**What you can ask me**'],
    ['who are you', "**I'm Heads Up, a bot**"]
  ])('says hello by the answer itself where the first words are "%s"', (said, answer) => {
    const story = aStory(library, { place: 'channel' })
    expect(story.say(said)[0]).toContain(answer)
    expect(story.say('thank you')[0]).not.toContain(introduction)
  })

  it('does not introduce itself beside a private answer, an emergency or new wording: a channel shows nothing of those', () => {
    const story = aStory(library, { place: 'channel' })
    for (const wish of [
      { text: 'clicked it' },
      { text: 'not breathing' },
      { text: 'thank you', edited: true }
    ])
      expect(story.hear(wish).join()).not.toContain(introduction)
    expect(story.known.placeMemory.welcomed).toBeUndefined()
    expect(story.say('thank you')[0]).toContain(introduction)
  })

  it('does not push a hello under an answer that somebody is reading: it waits until they come again', () => {
    const story = aStory(library)
    story.hear({ text: 'clicked it', place: 'channel' })
    expect(story.hear({ kind: 'added' })).toEqual([])
    story.later(16)
    expect(story.hear({ kind: 'added' })).toHaveLength(1)
  })

  it('welcomes the person who added it to a channel in their own chat too, later', () => {
    const story = aStory(library)
    story.hear({ kind: 'added', place: 'channel' })
    expect(story.hear({ kind: 'added' })).toHaveLength(1)
  })

  it('welcomes again after it was taken away', () => {
    const story = aStory(library)
    story.hear({ kind: 'added' })
    expect(story.hear({ kind: 'removed' })).toEqual([])
    expect(story.last.effects).toEqual([{ do: 'forget-person' }])
    expect(story.hear({ kind: 'added' })).toHaveLength(1)
  })

  it('forgets a channel that it was taken from, and nobody in it', () => {
    const story = aStory(
      library,
      { place: 'channel' },
      { memory: { welcomed: true }, placeMemory: { welcomed: true } }
    )
    story.hear({ kind: 'removed' })
    expect(story.last).toMatchObject({
      effects: [{ do: 'forget-place' }],
      memory: { welcomed: true },
      placeMemory: {}
    })
  })

  it.each([
    ['hello', '**Hello** · Tell me in your own words what happened, or what you want to know.'],
    ['help', '**What you can ask me**'],
    [
      'who are you',
      "**I'm Heads Up, a bot** · I know what to do first when something online goes wrong, and who to tell."
    ],
    ['thank you', '**Glad to help** · Asking early is what keeps people safe.'],
    ['a person please', '**Talk to a person** · ☎ Your IT service desk']
  ])('answers "%s"', (said, answer) => {
    expect(aStory(library).say(said)[0]).toContain(answer)
  })

  it('names the platform it is read on, and no other', () => {
    const teams = aStory(library, { platform: 'teams' })
    expect(teams.hear({ kind: 'added' })[0]).toContain('Microsoft Teams')
    expect(aStory(library, { platform: 'web' }).hear({ kind: 'added' })[0]).toContain(
      'Whoever started me on this computer runs me.'
    )
  })

  it('says kindly that a button is stale, to that person alone', () => {
    expect(aStory(library, { place: 'channel' }).hear({ kind: 'stale-press' })[0]).toBe(
      '(alone) · **That button no longer works** · Tell me in your own words what you need, and we go on from there. · ▢ What can I ask?'
    )
    expect(aStory(library).hear({ press: { action: 'made-up', about: 'x' } })[0]).toContain(
      '**That button no longer works**'
    )
    expect(aStory(library).hear({ press: { action: 'situation', about: 'no_such' } })[0]).toContain(
      '**That button no longer works**'
    )
  })
})
