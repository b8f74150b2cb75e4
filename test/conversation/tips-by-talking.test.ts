import { describe, expect, it } from '@jest/globals'
import { trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { asks, understandOnly } from './meanings.ts'

const meanings = understandOnly({
  'send me tips': 'subscribe',
  'send tips here every Monday at 9': 'subscribe',
  'tips every 5 minutes': 'subscribe',
  'tips daily at 01:30': 'subscribe',
  stop: 'unsubscribe',
  'change my tips': 'change_subscription',
  'I work nights': 'change_subscription',
  'on leave until the 5th': asks('change_subscription', 'help'),
  'I clicked a link': 'phishing_link_clicked'
})
const library = aLibrary(meanings)
/** Somebody of the trust, in a private chat on a Tuesday. */
const story = () => aStory(library, { tenant: 'TRIVER' })
const inChannel = (known = {}, organisation: object = trust) =>
  aStory(aLibrary(meanings, [organisation]), { place: 'channel', tenant: 'TRIVER' }, known)

describe('asking for tips', () => {
  it('gives one a week on Monday mornings, and says when the next comes', () => {
    const talk = story()
    expect(talk.say('send me tips')[0]).toBe(
      'Done: one tip here, Mondays at 09:00 (London). The next comes on 30 November. · (Bank holidays are left out.) · ▢ Change ▢ Stop'
    )
    expect(talk.last.effects).toEqual([
      {
        do: 'subscribe',
        of: 'person',
        campaign: 'weekly',
        organisation: trust.id,
        variant: 'both weekly',
        cadence: '["0 9 * * 1","Europe/London",1,"ENG",null,null]',
        nextAt: new Date('2026-11-30T09:00:00Z'),
        settings: 'both,weekly,1,09:00,Europe/London',
        since: new Date('2026-11-24T10:00:00Z')
      }
    ])
  })

  it('takes the day and time that were typed, and a channel gets its own', () => {
    const talk = inChannel()
    expect(talk.say('send tips here every Monday at 9')[0]).toContain('Mondays at 09:00 (London)')
    expect(talk.last.effects).toMatchObject([{ do: 'subscribe', of: 'place' }])
  })

  it('goes on with what is typed next', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say('Tuesdays at 2pm')[0]).toContain(
      'Changed: one tip here, Tuesdays at 14:00 (London). The next comes on 24 November.'
    )
    expect(talk.say('every two weeks')[0]).toContain('every second Tuesday at 14:00')
    expect(talk.say('for home')[0]).toContain('They are tips for home and family.')
    expect(talk.last.effects).toMatchObject([{ variant: 'home fortnightly' }])
    expect(talk.say('I clicked a link')[0]).not.toContain('tip')
  })

  it.each([
    ['tips at 8 at night', '20:00'],
    ['start at 8 in the evening', '20:00'],
    ['i start at 8 at night, tips then please', '20:00'],
    ['every morning at 6', '06:00'],
    ['at 12 at night', '00:00'],
    ['9 in the evening', '21:00'],
    ['at 8', '08:00']
  ])('"%s" is %s', (typed, time) => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say(typed)[0]).toContain(`at ${time} (London)`)
  })

  it('leaves out a bank holiday', () => {
    const talk = story()
    talk.later(29 * 24 * 60)
    expect(talk.say('send me tips')[0]).toContain('The next comes on 4 January.')
  })

  it('offers other times to somebody who works nights, and takes a yes', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say('I work nights')[0]).toBe(
      'Tips at 20:30 instead, and nothing between 08:00 and 17:00? · ▢ Yes ▢ Other times'
    )
    expect(talk.say('yes')[0]).toContain('Mondays at 20:30 (London)')
    expect(talk.last.effects).toMatchObject([
      { settings: 'both,weekly,1,20:30,Europe/London,08:00,17:00' }
    ])
  })

  it('pauses for leave, and nothing counts as missed', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say('on leave until the 5th')[0]).toContain(
      'Paused until 5 December. Nothing counts as missed. The next tip comes on 7 December.'
    )
    expect(talk.last.effects).toMatchObject([
      { resumesAt: new Date('2026-12-05T00:00:00Z'), nextAt: new Date('2026-12-07T09:00:00Z') }
    ])
  })

  it('has nothing to pause where nobody asked for tips, and starts none', () => {
    const talk = story()
    expect(talk.say('on leave until the 5th')[0]).toBe(
      'You get no tips from me at the moment, so there is nothing to pause. · ▢ Tips every week ▢ Give me a tip'
    )
    expect(talk.last.effects).toEqual([])
    talk.say('send me tips')
    talk.say('stop')
    expect(talk.say('on leave until the 5th')[0]).toContain('there is nothing to pause')
    expect(talk.last.effects).toEqual([])
    expect(inChannel().say('on leave until the 5th')[0]).toContain('No tips come here')
  })

  it('says kindly what cannot be, and saves nothing', () => {
    const talk = story()
    expect(talk.say('tips every 5 minutes')[0]).toContain('One tip a day is the most I send.')
    expect(talk.last.effects).toEqual([])
    expect(talk.press('Every day')[0]).toContain('every day at 09:00')
    expect(talk.say('tips daily at 01:30')[0]).toContain(
      'missing or comes twice when the clocks change'
    )
    expect(talk.last.effects).toEqual([])
  })

  it('keeps quiet hours, and the person’s own time zone', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say('nothing between 8 and 5')[0]).toContain(
      'Mondays at 09:00 (London). The next comes on 30 November. · No tips come between 08:00 and 17:00.'
    )
    expect(talk.last.effects).toMatchObject([
      {
        settings: 'both,weekly,1,09:00,Europe/London,08:00,17:00',
        nextAt: new Date('2026-11-30T17:00:00Z')
      }
    ])
    talk.say('at 20:30')
    expect(talk.say('my time zone is Europe/Lisbon')[0]).toContain('Mondays at 20:30 (Lisbon)')
    expect(talk.say('Paris time')[0]).toContain('Mondays at 20:30 (Paris)')
    expect(talk.last.effects).toMatchObject([{ nextAt: new Date('2026-11-30T19:30:00Z') }])
  })

  it('goes on where nothing could be written for a while, as soon as somebody there speaks', () => {
    const talk = inChannel()
    talk.say('send tips here every Monday at 9')
    const subscriptions = (talk.known.subscriptions ?? []).map((one) => ({
      ...one,
      paused: 'archived'
    }))
    const later = inChannel({ subscriptions })
    expect(later.say('on leave until the 5th')[0]).not.toContain('I could not write here')
    const other = inChannel({ subscriptions })
    expect(other.hear({ press: { action: 'help' } })[0]).toContain(
      'I could not write here for a while, so tips waited. The next comes on 30 November.'
    )
    expect(other.last.effects).toMatchObject([{ do: 'subscribe', of: 'place' }])
    expect(other.hear({ press: { action: 'help' } })[0]).not.toContain('I could not write here')
  })

  it('shows what there is to choose', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.press('Change')[0]).toContain(
      '**When would you like tips?** · Now: Mondays at 09:00'
    )
    expect(talk.press('Once a month')[0]).toContain('the first Monday of each month at 09:00')
  })
})

describe('stopping', () => {
  it('is at once, in one line, with a way back to what it was', () => {
    const talk = story()
    talk.say('send me tips')
    talk.say('Tuesdays at 2pm')
    expect(talk.say('stop')[0]).toBe(
      'Stopped. You get no more tips from me. · ▢ Undo ▢ What can I ask?'
    )
    expect(talk.last.effects).toEqual([{ do: 'unsubscribe', of: 'person', campaign: 'weekly' }])
    expect(talk.press('Undo')[0]).toContain('Done: one tip here, Tuesdays at 14:00 (London).')
  })

  it('is undone by typing it, too', () => {
    const talk = story()
    talk.say('send me tips')
    talk.say('stop')
    expect(talk.say('undo')[0]).toContain('Done: one tip here, Mondays at 09:00 (London).')
  })

  it('is what "forget me" does as well, and it says so first', () => {
    const talk = story()
    talk.say('send me tips')
    expect(talk.say('forget me')[0]).toContain('That you get tips: Mondays at 09:00 (London).')
  })

  it('where there is nothing to stop says so', () => {
    expect(story().say('stop')[0]).toContain('You get no tips from me at the moment.')
    expect(inChannel().say('stop')[0]).toContain('No tips come here at the moment.')
  })

  it('in a channel stops the channel’s tips, and leaves a person’s own', () => {
    const talk = inChannel()
    talk.say('send tips here every Monday at 9')
    talk.hear({ text: 'send me tips', place: 'private' })
    talk.say('stop')
    expect(talk.known.subscriptions).toMatchObject([{ of: 'person' }])
  })
})

describe('who may start and stop tips in a channel', () => {
  const strict = { ...trust, tips: { whoMayStart: 'comms' } }
  const linked = { linkedOrganisation: trust.id }

  it('is its members, unless the organisation says otherwise', () => {
    for (const typed of ['send tips here every Monday at 9', 'stop']) {
      const refused = inChannel(linked, strict)
      expect(refused.say(typed)[0]).toContain('(alone) · Only people who send messages to staff')
      expect(refused.last.effects).toEqual([])
    }
    const lead = inChannel(
      { ...linked, roles: [{ organisation: trust.id, role: 'comms' }] },
      strict
    )
    lead.say('send tips here every Monday at 9')
    expect(lead.last.effects).toHaveLength(1)
  })

  it('is nobody from outside', () => {
    const outsider = aStory(library, { place: 'channel', standing: 'outsider', tenant: 'TRIVER' })
    expect(outsider.say('send me tips')[0]).toContain('(alone) · Only people of the organisation')
    expect(outsider.last.effects).toEqual([])
  })

  it('in a channel that was linked for tips: it has them from then on', () => {
    const code = { is: 'good', organisation: trust.id as never, role: 'tips' } as const
    const talk = aStory(library, { place: 'channel' }, { code })
    talk.say('link K7PX-4M2T-9RQD')
    expect(talk.last.effects).toMatchObject([
      { do: 'redeem' },
      { do: 'subscribe', of: 'place', organisation: trust.id }
    ])
  })
})
