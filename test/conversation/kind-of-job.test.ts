import { describe, expect, it } from '@jest/globals'
import { jobIn } from '../../bot/campaigns/job.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { trust } from './employers.ts'
import { asks, understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'send me tips': 'subscribe',
    'send me tips, I work in reception': asks('subscribe', 'tip'),
    'send me a tip for porters': asks('subscribe', 'tip'),
    'change my tips': 'change_subscription',
    'tips for carers': asks('tip', 'subscribe'),
    "I'm a porter": asks('out_of_scope'),
    'I lost my badge at reception on Friday': 'badge_lost',
    'I am a porter and I clicked a link': 'phishing_link_clicked',
    'forget me': 'privacy'
  })
)
const story = () => aStory(library, { tenant: 'TRIVER' })
const suitsCare = 'I choose tips that suit care work.'

describe('saying what kind of work one does', () => {
  it('while asking for tips chooses such as suit it', () => {
    const talk = story()
    expect(talk.say('send me tips, I work in reception')[0]).toContain(
      `Done: one tip here, Mondays at 09:00 (London). The next comes on 30 November. · ${suitsCare}`
    )
    expect(talk.last.effects).toMatchObject([
      { variant: 'both weekly', settings: 'both,weekly,1,09:00,Europe/London,care' }
    ])
  })

  it('while changing them does, is shown in the settings, and can be changed and taken away', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say("I'm a porter")[0]).toContain('I choose tips that suit porters and kitchens.')
    expect(talk.say('Tuesdays at 2pm')[0]).toContain('suit porters and kitchens')
    expect(talk.say('change my tips')[0]).toContain('suit porters and kitchens')
    expect(talk.say('forget me')[0]).toContain('suit porters and kitchens')
    expect(talk.say('my settings')[0]).toContain('Now: Tuesdays at 14:00 (London). · I choose tips')
    talk.say('change my tips')
    expect(talk.say('tips for carers')[0]).toContain(suitsCare)
    talk.say('change my tips')
    const [removed] = talk.say('any job')
    expect(removed).toContain('Changed: one tip here')
    expect(removed).not.toContain('I choose tips that suit')
    expect(talk.last.effects).toMatchObject([{ settings: 'both,weekly,2,14:00,Europe/London' }])
    expect(talk.say('change my tips')[0]).toContain('Tell me your kind of work')
  })

  it('without asking for tips keeps nothing: it offers, and a yes begins', () => {
    const talk = story()
    expect(talk.say("I'm a porter")[0]).toBe(
      'Would you like a tip every week that suits porters and kitchens? · ▢ Yes ▢ Give me a tip ▢ What can I ask?'
    )
    expect(talk.last.effects).toEqual([])
    expect(talk.say('yes')[0]).toContain('suit porters and kitchens')
  })

  it('with "a tip for" brings one, and no other people’s', () => {
    const talk = story()
    const [first] = talk.say('send me a tip for porters')
    expect(first).toContain('Tip number 1')
    expect(talk.last.effects).toEqual([])
    expect(talk.press('Tips every week')[0]).toContain('suit porters and kitchens')
    expect(talk.say('send me a tip for porters')[0]).toContain('Tip number')
    const seen = Array.from({ length: 5 }, () => talk.hear({ press: { action: 'tip' } })[0] ?? '')
    expect(seen.join(' ')).not.toContain('Tip number 2')
  })

  it('never stands in the way of what happened to somebody', () => {
    const talk = story()
    talk.say('send me tips')
    for (const typed of [
      'I am a porter and I clicked a link',
      'I lost my badge at reception on Friday'
    ]) {
      talk.say('change my tips')
      expect(talk.say(typed)[0]).not.toMatch(/one tip here|I choose tips/)
      expect(talk.last.effects).toEqual([])
    }
  })

  it('is read only where it is said of oneself or of the tips', () => {
    const { jobs } = library
    for (const typed of ['the porter took my badge', 'I left it at reception', 'ask a carer'])
      expect(jobIn(typed, jobs)).toBeUndefined()
    for (const typed of ['I’m a carer', 'carers please', 'Im the porter', 'tips for our carers'])
      expect(jobIn(typed, jobs)?.alone).toBe(true)
    expect(jobIn('tips for carers on Tuesdays', jobs)).toEqual({ job: 'care', alone: false })
  })
})

describe('whoever works there', () => {
  it('in a channel chooses for the channel', () => {
    const talk = aStory(library, { place: 'channel', tenant: 'TRIVER' })
    talk.say('send me tips, I work in reception')
    expect(talk.last.effects).toMatchObject([{ of: 'place', organisation: trust.id }])
    expect(talk.known.subscriptions?.[0]?.settings).toMatch(/,care$/)
  })
})
