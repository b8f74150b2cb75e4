import { describe, expect, it } from '@jest/globals'
import { practice, trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { asks, understandOnly } from './meanings.ts'

const understand = understandOnly({
  'clicked it': 'phishing_link_clicked',
  'a tip': 'tip',
  'a supplier was attacked': 'supplier_incident',
  'dodgy email': 'phishing_email_received',
  'I work at Riverside and clicked it': 'phishing_link_clicked',
  'I work at a desk and lost my badge': asks('badge_lost', 'lost_stolen_device')
})
const library = aLibrary(understand)
const question =
  '**Where do you work?** · Then I can give you the numbers of your own place. You can change it later. · ▢ Hillview Care Home ▢ Lakeside Surgery ▢ Riverside NHS Trust ▢ Somewhere else'

describe('where do you work', () => {
  it('answers first, with what holds for everybody, then asks, once', () => {
    const story = aStory(library)
    const [answer, asked] = story.say('clicked it')
    expect(answer).toContain(
      'I have no number for where you work. Ask whoever is in charge for it.'
    )
    expect(asked).toBe(question)
    expect(story.say('clicked it')).toHaveLength(1)
  })

  it('until then shows what holds for everybody beside a desk that has no number here', () => {
    const contacts =
      '☎ Your IT service desk: I have no number for where you work. Ask whoever is in charge for it.'
    const [said] = aStory(library).say('a supplier was attacked')
    expect(said).toContain(`${contacts} ☎ Emergency services: 999`)
    const [theirs] = aStory(library, { tenant: 'TRIVER' }).say('a supplier was attacked')
    expect(theirs).not.toContain('☎ Emergency services')
  })

  it('shows the same answer again with the numbers of the chosen place, and remembers', () => {
    const story = aStory(library)
    story.say('clicked it')
    expect(story.press('Lakeside Surgery')[0]).toContain(
      'Noted: you work at Lakeside Surgery. From now on you see its numbers. · **Stop typing and close the page** · ☎ Your IT service desk: 01632 960002'
    )
    expect(story.say('clicked it')).toEqual([expect.stringContaining('01632 960002')])
  })

  it('takes a name typed as an answer, spelt as in the file', () => {
    const story = aStory(library)
    story.say('clicked it')
    expect(story.say('the Riverside')[0]).toContain('Noted: you work at Riverside NHS Trust.')
    expect(story.known.memory).toMatchObject({ organisation: trust.id })
    expect(story.known.memory.asking).toBeUndefined()
  })

  it('offers what comes near, and takes it only when pressed or said yes to', () => {
    const story = aStory(library)
    story.say('clicked it')
    expect(story.say('hillveiw')[0]).toBe(
      '**Which of these?** · ▢ Hillview Care Home ▢ Somewhere else'
    )
    expect(story.known.memory.organisation).toBeUndefined()
    expect(story.say('yes')[0]).toContain('Noted: you work at Hillview Care Home.')
  })

  it('answers other words while the question is open, and keeps the question open', () => {
    const story = aStory(library)
    story.say('clicked it')
    expect(story.say('dodgy email')).toHaveLength(1)
    expect(story.say('Riverside Trust')[0]).toContain('**Which of these?** · ▢ Riverside NHS Trust')
  })

  it('takes a name spelt as in the file, whatever a classifier makes of it; anything less is a matter first', () => {
    const odd = {
      'clicked it': 'phishing_link_clicked',
      'Riverside Trust': 'smartcard_lost',
      'Riverside NHS Trust': 'badge_lost'
    }
    const story = aStory(aLibrary(understandOnly(odd)))
    story.say('clicked it')
    expect(story.say('Riverside Trust')[0]).toContain('**Do this: smartcard_lost**')
    expect(story.say('Riverside NHS Trust')[0]).toContain('Noted: you work at Riverside NHS Trust.')
  })

  it('takes no name said in a channel for an answer to a question asked in private', () => {
    const story = aStory(library)
    story.say('clicked it')
    story.hear({ text: 'the Riverside', place: 'channel' })
    expect(story.known.memory.organisation).toBeUndefined()
  })

  it('"Somewhere else" means numbers for the whole country, and no question again', () => {
    const story = aStory(library)
    story.say('clicked it')
    expect(story.press('Somewhere else')[0]).toContain(
      'You see numbers for the whole country. For the IT number of your own place, ask whoever is in charge.'
    )
    expect(story.say('clicked it')).toHaveLength(1)
  })

  it('can be changed at any time', () => {
    const story = aStory(library, {}, { memory: { organisation: practice.id as never } })
    expect(story.say('change where I work')[0]).toContain(
      'At the moment you see the numbers of Lakeside Surgery.'
    )
    expect(story.press('Riverside NHS Trust')[0]).toContain(
      'Noted: you work at Riverside NHS Trust.'
    )
    expect(story.say('I work for Hillview Care Home')[0]).toContain(
      'Noted: you work at Hillview Care Home.'
    )
  })

  it('says so where it does not know the name', () => {
    expect(aStory(library).say('I work at Nowhere Hall')[0]).toContain("I don't know that name.")
  })

  it('answers a mistake first, whatever else the sentence says', () => {
    expect(aStory(library).say('I work at Riverside and clicked it')[0]).toContain(
      '**Stop typing and close the page**'
    )
    expect(aStory(library).say('I work at a desk and lost my badge')[0]).toContain(
      '**Which is nearest?**'
    )
  })

  it('needs no question where exactly one organisation claims the workspace', () => {
    const [answer, ...more] = aStory(library, { tenant: 'TRIVER' }).say('clicked it')
    expect(answer).toContain('020 7946 0001')
    expect(more).toEqual([])
  })

  it('asks between those who claim the same workspace', () => {
    const [, asked] = aStory(library, { tenant: 'TSHARED' }).say('clicked it')
    expect(asked).toContain('▢ Hillview Care Home ▢ Lakeside Surgery ▢ Somewhere else')
    expect(asked).not.toContain('Riverside')
  })

  it("lets a person's own choice stand over the workspace", () => {
    const chosen = { memory: { organisation: practice.id as never } }
    expect(aStory(library, { tenant: 'TRIVER' }, chosen).say('clicked it')[0]).toContain(
      '01632 960002'
    )
  })

  it('asks nobody who only wants a tip', () => {
    expect(aStory(library).say('a tip')).toHaveLength(1)
  })

  it('asks in private, never in a channel', () => {
    const story = aStory(library, { place: 'channel' })
    expect(story.say('dodgy email')).toHaveLength(1)
    const [, asked] = story.say('clicked it')
    expect(asked).toBe(`(alone) · ${question}`)
    expect(story.last.replies[1]?.pointer).toBeUndefined()
  })

  it('asks to type the name where there are many', () => {
    const many = Array.from({ length: 6 }, (_, at) => ({
      ...practice,
      id: `place-${at}`,
      name: `Place ${at}`,
      claims: {}
    }))
    const story = aStory(aLibrary(understand, many))
    expect(story.say('clicked it')[1]).toBe(
      '**Where do you work?** · Type its name, and I give you the numbers of your own place. You can change it later. · ▢ Somewhere else'
    )
    expect(story.say('place 3')[0]).toContain('Noted: you work at Place 3.')
  })

  it('offers an example where the bot is tried out, and nowhere else', () => {
    const example = aLibrary(understand, [{ ...practice, example: true }])
    expect(aStory(example, { platform: 'web' }).say('clicked it')[1]).toContain(
      '▢ Lakeside Surgery'
    )
    const slack = aStory(example)
    expect(slack.say('clicked it')).toHaveLength(1)
    expect(slack.say('I work at Lakeside Surgery')[0]).toContain(
      'No organisation has given me its numbers yet.'
    )
    expect(slack.hear({ press: { action: 'work-at', about: practice.id } })[0]).not.toContain(
      'Noted'
    )
  })

  it('of strangers: where any workspace can let itself in, one that nobody claims gets no numbers but national ones', () => {
    const open = aLibrary(understand, undefined, ['slack'])
    const stranger = aStory(open, { tenant: 'TSTRANGER' })
    expect(stranger.say('clicked it')).toEqual([
      expect.stringContaining(
        'I have no number for where you work. Ask whoever is in charge for it.'
      )
    ])
    for (const answer of [
      stranger.say('I work at Lakeside Surgery'),
      stranger.hear({ press: { action: 'work-at', about: practice.id } }),
      stranger.hear({ press: { action: 'where-i-work' } })
    ])
      expect(answer.join()).not.toMatch(/Noted|01632|Riverside|Lakeside/)
    expect(stranger.known.memory.organisation).toBeUndefined()
    // Chosen before strangers could come.
    const before = { memory: { organisation: practice.id as never } }
    expect(aStory(open, { tenant: 'TSTRANGER' }, before).say('clicked it').join()).not.toContain(
      '01632'
    )
    expect(aStory(open, { tenant: 'TSHARED' }).say('clicked it')[1]).toContain('▢ Lakeside Surgery')
    expect(aStory(open, { tenant: 'TSHARED' }, before).say('clicked it').join()).toContain('01632')
  })

  it('takes the tenant as the place that was chosen on the page', () => {
    expect(aStory(library, { platform: 'web', tenant: practice.id }).say('clicked it')).toEqual([
      expect.stringContaining('01632 960002')
    ])
  })

  it('forgets an organisation that is no longer there', () => {
    const [answer, asked] = aStory(
      library,
      {},
      { memory: { organisation: 'gone-trust' as never } }
    ).say('clicked it')
    expect(answer).toContain(
      'I have no number for where you work. Ask whoever is in charge for it.'
    )
    expect(asked).toBe(question)
  })
})
