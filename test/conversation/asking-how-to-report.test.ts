import { describe, expect, it } from '@jest/globals'
import { home, practice, trust } from './employers.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { understandOnly } from './meanings.ts'

const library = aLibrary(
  understandOnly({
    'dodgy email from payroll': 'phishing_email_received',
    'clicked it': 'phishing_link_clicked',
    'put my password in': 'password_entered',
    'sent it to the wrong person': 'misdirected_email',
    'my money is gone': 'payment_fraud',
    'a supplier was attacked': 'supplier_incident',
    'all systems are down': 'systems_down'
  })
)
const at = (organisation: string) =>
  aStory(library, {}, { memory: { organisation: organisation as never } })

describe('asking how to report, in a private chat', () => {
  it('shows a trust with its own report button that button first', () => {
    expect(at(trust.id).say('dodgy email from payroll')).toEqual([
      '**Suspicious email: tap nothing in it** · 1. Press the button. 2. Attach it to a new email to NHS mail spam reports (spamreports@nhs.net). 3. Leave it there. · ✗ Do not reply to it. · ☎ Report phishing button: Report button in Outlook, top right · (These are the contacts for people at Riverside NHS Trust.) · ▢ I already tapped or replied ▢ How? ▢ Not this?'
    ])
  })

  it('shows a care home the national address, and its own choice', () => {
    const [card] = at(home.id).say('dodgy email from payroll')
    expect(card).toContain('☎ Suspicious Email Reporting Service: report@phishing.gov.uk')
    expect(card).toContain('1. Press it, then delete the message.')
    expect(card).not.toContain('spamreports')
  })

  it('puts the number first when minutes matter, and the thanks last', () => {
    expect(at(practice.id).say('clicked it')).toEqual([
      '**Stop typing and close the page** · ☎ Your IT service desk: 01632 960002 "I clicked a link" · 1. Close the page. 2. Ring your IT service desk (01632 960002). 3. Keep the message. · ✗ Do not delete the message. · (Thank you for saying so quickly. That is what keeps patients safe.) · (These are the contacts for people at Lakeside Surgery.) · ▢ I typed my password too ▢ Not this?'
    ])
  })

  it('thanks before the steps when there is time, and says why last', () => {
    expect(at(practice.id).say('sent it to the wrong person')[0]).toBe(
      '**Ask them to delete it unread** · Thank you for telling me. · 1. Ask them to delete it. 2. Tell your IT service desk (01632 960002). · ☎ Your IT service desk: 01632 960002 · (Most of these end well when told early.) · (These are the contacts for people at Lakeside Surgery.) · ▢ Not this?'
    )
  })

  it('keeps everything else behind How? and More', () => {
    const story = at(trust.id)
    story.say('dodgy email from payroll')
    story.press('How?')
    expect(story.press('More')).toEqual([
      '**More on: I got a suspicious email** · 1. Tell the others. · ✗ Do not forward it to colleagues. · ☎ NHS mail spam reports: spamreports@nhs.net ☎ Suspicious Email Reporting Service: report@phishing.gov.uk ☎ Your IT service desk: 020 7946 0001 Monday to Friday, 8am to 6pm ☎ Your IT service desk, outside those hours: 020 7946 0002 ☎ National cyber centre (for managers): 0300 303 5222 · Have ready, if you can: Time it came. · (These are the contacts for people at Riverside NHS Trust.) · ▢ I already tapped or replied ▢ How? ▢ My own phone or account ▢ Not this?'
    ])
  })

  it('explains how to use the route that is shown', () => {
    const story = at(trust.id)
    story.say('dodgy email from payroll')
    expect(story.press('How?')[0]).toContain(
      '**How to use it: Report phishing button** · 1. Open the message. 2. Press the button.'
    )
  })

  it("has steps for one's own phone or account", () => {
    const story = at(trust.id)
    story.say('dodgy email from payroll')
    story.press('How?')
    story.press('More')
    expect(story.press('My own phone or account')[0]).toContain(
      '1. Forward it. · ☎ Suspicious Email Reporting Service'
    )
  })

  it('leads on to what is graver', () => {
    const story = at(practice.id)
    story.say('dodgy email from payroll')
    expect(story.press('I already tapped or replied')[0]).toContain(
      '**Stop typing and close the page**'
    )
    expect(story.press('I typed my password too')[0]).toContain('**Change that password now**')
  })

  it('shows the routes of all nations while the nation is not known', () => {
    const [card] = aStory(library, {}, { memory: { organisation: 'elsewhere' } }).say(
      'my money is gone'
    )
    expect(card).toContain('☎ Report Fraud (England, Wales and Northern Ireland): 0300 123 2040')
    expect(card).toContain('☎ Police Scotland: 101')
    expect(card).not.toContain('☎ Your bank')
  })

  it('never sends staff to a route for managers first', () => {
    const [card] = at(trust.id).say('a supplier was attacked')
    expect(card).toContain('☎ Your IT service desk')
    expect(card).not.toContain('National cyber centre')
  })

  it('sends staff to the desk where everything else is for managers', () => {
    const [card] = at(trust.id).say('all systems are down')
    expect(card).toContain('☎ Your IT service desk')
    expect(card).not.toContain('National cyber centre')
  })
})
