import { describe, expect, it } from '@jest/globals'
import { readTellAbout } from '../../bot/conversation/telling.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { home, practice, trust } from './employers.ts'
import { asks, understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'clicked it': 'phishing_link_clicked',
    'typed my password': 'password_entered',
    'dodgy email': 'phishing_email_received',
    'odd thing': asks('badge_lost', 'password_entered')
  })
)
const linkedTo = (id: string, more = {}) => ({ linkedOrganisation: id as never, ...more })
const worksAt = (id: string) => ({ memory: { organisation: id as never } })
/** A channel that is linked to Hillview, in a workspace that Hillview and Lakeside share. */
const inShared = (known = {}) =>
  aStory(library, { place: 'channel', tenant: 'TSHARED' }, linkedTo(home.id, known))
const ofHillview = '(These are the contacts for people at Hillview Care Home.)'
const ofLakeside = '(These are the contacts for people at Lakeside Surgery.)'

describe('whose numbers, where one workspace holds several employers', () => {
  it("shows all of a linked channel the channel's, whoever asks", () => {
    const story = inShared(worksAt(practice.id))
    const [card] = story.say('dodgy email')
    expect(card).not.toContain('(alone)')
    expect(card).not.toContain('01632 960002')
  })

  it('gives somebody who works elsewhere their own in private, and says whose they are', () => {
    const story = inShared(worksAt(practice.id))
    const [card, ...more] = story.say('typed my password')
    expect(card).toContain('(alone) · **Change that password now**')
    expect(card).toContain('01632 960002')
    expect(card).not.toContain('01632 960001')
    expect(card).toContain(ofLakeside)
    expect(more).toEqual([])
    // Which button, which number: all that goes on from it is theirs too.
    for (const typed of ['which number?', 'yes', 'how?']) {
      const [next] = story.say(typed)
      expect(next).toContain('(alone)')
      expect(next).not.toContain('01632 960001')
    }
    expect(story.say('odd thing')[0]).toContain('01632 960002')
  })

  it("never tells the channel's team of it: the button is for their own, where that hears", () => {
    const hearing = new Set([home.id, practice.id]) as never
    const story = inShared({ ...worksAt(practice.id), hearing })
    story.say('typed my password')
    const tell = story.last.replies[0]?.card.buttons.find(
      (button) => button.kind === 'press' && button.press.action === 'tell'
    )
    expect(tell?.kind === 'press' && readTellAbout(tell.press.about).organisation).toBe(practice.id)
    const alone = inShared({ ...worksAt(practice.id), hearing: new Set([home.id]) as never })
    expect(alone.say('typed my password')[0]).not.toContain('Tell the security team')
  })

  it('asks whoever never said, once, and says meanwhile whose they are', () => {
    const story = inShared()
    const [card, asked] = story.say('typed my password')
    expect(card).toContain('01632 960001')
    expect(card).toContain(ofHillview)
    expect(asked).toContain('(alone) · **Where do you work?**')
    expect(asked).toContain('▢ Lakeside Surgery')
    const [again] = story.press('Lakeside Surgery', 'private')
    expect(again).toContain('01632 960002')
    expect(again).not.toContain('Hillview')
    expect(again?.match(/Lakeside Surgery/g)).toHaveLength(1)
    expect(story.say('typed my password')).toEqual([expect.stringContaining('01632 960002')])
    const silent = inShared()
    silent.say('typed my password')
    expect(silent.say('typed my password')).toHaveLength(1)
  })

  it('"Somewhere else" is nobody\'s numbers but those of the country, and says how to change it', () => {
    const [card, ...more] = inShared({ memory: { organisation: 'elsewhere' } }).say(
      'typed my password'
    )
    expect(card).not.toContain('01632')
    expect(card).toContain('(These are contacts for the whole country.')
    expect(more).toEqual([])
  })

  it('says whose they are in a private chat too', () => {
    const story = aStory(library, { tenant: 'TSHARED' }, worksAt(practice.id))
    expect(story.say('clicked it')[0]).toContain(ofLakeside)
    expect(aStory(library, {}, worksAt(practice.id)).say('clicked it')[0]).toContain(ofLakeside)
  })

  it('says nothing of it where there is no doubt', () => {
    const sure = aStory(library, { tenant: 'TRIVER', place: 'channel' }, linkedTo(trust.id))
    const [card, ...more] = sure.say('typed my password')
    expect(card).toContain('020 7946 0001')
    expect(card).not.toContain('These are')
    expect(more).toEqual([])
  })

  it('tells in a channel whose numbers each of its readers sees', () => {
    const [said] = inShared(worksAt(practice.id)).hear({ press: { action: 'where-i-work' } })
    expect(said).toContain('At the moment you see the numbers of Lakeside Surgery.')
    expect(said).toContain('Answers for everybody here show the numbers of Hillview Care Home')
  })
})
