import { describe, expect, it } from '@jest/globals'
import { home, practice, trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { asks, refused, understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'computer being weird': asks(
      'device_odd',
      'ransomware_screen',
      'remote_access_given',
      'qr_code'
    ),
    'they have got in': asks('phishing_link_clicked', 'password_entered'),
    'patient in bay 3 not breathing': refused('emergency'),
    'I cannot go on': refused('distress'),
    'a child is being hurt': refused('safeguarding'),
    'he hits me': refused('abuse'),
    'ayuda por favor': refused('language'),
    'could I lose my job over this': 'privacy',
    'is this anonymous': 'privacy'
  })
)
const at = (organisation: string) =>
  aStory(library, {}, { memory: { organisation: organisation as never } })

describe('not understood', () => {
  it('asks which is nearest, with 3 choices and none of these', () => {
    expect(at(practice.id).say('computer being weird')).toEqual([
      '**Which is nearest?** · ▢ About device_odd ▢ About ransomware_screen ▢ About remote_access_given ▢ None of these'
    ])
  })

  it('shows the number before they choose, where minutes may matter', () => {
    expect(at(practice.id).say('they have got in')[0]).toMatch(
      /^\*\*Which is nearest\?\*\* · ☎ .*01632 960/
    )
  })

  it('gives a number to ring when it was none of these', () => {
    const talk = at(practice.id)
    talk.say('computer being weird')
    expect(talk.press('None of these')).toEqual([
      "**I don't know that one** · I only know about cyber safety. If something at work seems wrong, call and say what you see. · ☎ Your IT service desk: 01632 960002 · (These are the contacts for people at Lakeside Surgery.) · ▢ Something happened ▢ How do I report something? ▢ What can I ask?"
    ])
  })

  it('never guesses at words it does not know', () => {
    expect(at(practice.id).say('what is for lunch')[0]).toContain("**I don't know that one**")
  })

  it.each(['', '   ', '@', '🙂🙂', '\u202e\u200f', '...'])(
    'gives short help to "%s"',
    (nothing) => {
      expect(at(practice.id).say(nothing)[0]).toContain(
        'Tell me in a few words what happened, or what you want to know. · ▢ Something happened ▢ How do I report something? ▢ Give me a tip ▢ What can I ask?'
      )
    }
  )

  it('takes 100 KB of text', () => {
    expect(at(practice.id).say('x y '.repeat(25_000))[0]).toContain("**I don't know that one**")
  })

  it('answers a file, a picture or a voice note with words and a number', () => {
    expect(at(practice.id).hear({ kind: 'unreadable' })[0]).toBe(
      "**I can't read files, pictures or voice notes** · Tell me in a few words what happened. If it is urgent, call. · ☎ Your IT service desk: 01632 960002 · (These are the contacts for people at Lakeside Surgery.) · ▢ Something happened ▢ What can I ask?"
    )
    expect(aStory(library, { place: 'channel' }).hear({ kind: 'unreadable' })[0]).toContain(
      '(alone)'
    )
  })
})

describe('not a cyber matter', () => {
  it('sends a medical emergency to the number inside the building, else 999, with nothing to press', () => {
    const inside = aLibrary(library.understand, [
      { ...practice, routes: { ...practice.routes, local_emergency: { phone: '2222' } } }
    ])
    expect(
      aStory(inside, {}, { memory: { organisation: practice.id as never } }).say(
        'patient in bay 3 not breathing'
      )
    ).toEqual(['Call 2222 inside this building, else 999, now. I only know about cyber safety.'])
    expect(at(practice.id).say('patient in bay 3 not breathing')).toEqual([
      'Call 999 now. I only know about cyber safety.'
    ])
  })

  it('names the contact that the organisation gave, and no IT desk', () => {
    const named = aLibrary(library.understand, [
      { ...practice, routes: { ...practice.routes, local_safeguarding: { phone: '01632 960055' } } }
    ])
    expect(
      aStory(named, {}, { memory: { organisation: practice.id as never } }).say(
        'a child is being hurt'
      )[0]
    ).toContain('☎ Your safeguarding lead: 01632 960055')
    expect(at(practice.id).say('a child is being hurt')[0]).not.toContain('☎')
    expect(at(practice.id).say('I cannot go on')[0]).toContain('999')
    expect(at(practice.id).say('he hits me')[0]).toContain('999')
  })

  it('gives a number in answer to another language', () => {
    expect(at(practice.id).say('ayuda por favor')[0]).toContain(
      'I can only read English so far. Please call, or ask a colleague to type for you. · ☎ Your IT service desk: 01632 960002'
    )
  })
})

describe('is my job at risk', () => {
  it('says what the organisation promises, who sees a report, and who else to talk to', () => {
    expect(at(trust.id).say('Is my job at risk?')[0]).toBe(
      '**What I can tell you about blame** · Riverside NHS Trust says: Nobody here is punished for an honest mistake. · NHS England asks employers to treat honest cyber mistakes fairly and to learn from them. · Who sees a report: Only the 4 people of the security team see a report. · Someone to talk to who is not the security team: · ☎ Your Freedom to Speak Up guardian: 020 7946 0003 · (No one can promise this for harm done on purpose. Telling early always helps.) · ▢ Something happened ▢ Who can see this? ▢ I need a person'
    )
  })

  it('promises nothing where the organisation did not, and never offers the IT desk as somebody outside the matter', () => {
    const [card] = at(home.id).say('could I lose my job over this')
    expect(card).toContain(
      'Your organisation has not told me what it promises, so I cannot promise for it.'
    )
    expect(card).not.toContain('NHS England')
    expect(card).not.toContain('☎')
  })

  it('is another question than who can see this', () => {
    expect(at(trust.id).say('is this anonymous')[0]).toContain('**Who can see this**')
  })
})
