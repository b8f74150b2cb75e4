import { describe, expect, it } from '@jest/globals'
import { pocketSheet } from '../../bot/content/pocket-sheet.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { home, practice, trust } from '../conversation/employers.ts'

const night = new Date('2026-11-24T23:00:00Z')
const library = aLibrary()
const sheet = (id: string | undefined, from = library) =>
  pocketSheet(from, from.house(id === undefined ? undefined : OrganisationId.parse(id)), night)

describe('the pocket sheet', () => {
  it('says whom to call first, what else helps, what to say, and how old it is', () => {
    expect(sheet(trust.id).text.split('\n')).toEqual([
      'Cyber trouble? Who to call',
      'For the day when the screens are down.',
      '',
      'Call first',
      '  020 7946 0001  Your IT service desk  Monday to Friday, 8am to 6pm',
      '  020 7946 0002  Your IT service desk, outside those hours',
      '',
      'Also useful',
      '  020 7946 0003  Your Freedom to Speak Up guardian',
      '  999  Emergency services',
      '  159  Your bank',
      '  0300 123 2040  Report Fraud  Monday to Friday, 8am to 8pm',
      '',
      'Say: who you are, where you are, what you see, and since when.',
      '',
      'Riverside NHS Trust · printed 24 November 2026 · throw away older sheets'
    ])
  })

  it('is read at any hour, so it does not depend on the hour it was printed at', () => {
    expect(sheet(trust.id).text).not.toContain('at this hour')
  })

  it('names who is on call where there is no desk, and the numbers of the right nation', () => {
    const { text } = sheet(home.id)
    expect(text).toContain('  01632 960001  The manager on call')
    expect(text).toContain('  101  Police Scotland')
    expect(text).not.toContain('Report Fraud')
  })

  it('leaves out what cannot be called, what is for managers, and the desk standing in for somebody else', () => {
    const { text } = sheet(practice.id)
    expect(text).not.toMatch(/@|National cyber centre|Your manager/)
    expect(text.match(/01632 960002/g)).toHaveLength(1)
  })

  it('holds at most 9 numbers', () => {
    const phones = [
      'local_manager',
      'local_ftsu',
      'report_button',
      'spamreports',
      'sers',
      'local_emergency',
      'local_safeguarding',
      'local_wellbeing',
      'local_language'
    ]
    const routes = Object.fromEntries(phones.map((id, at) => [id, { phone: `01632 96010${at}` }]))
    const many = aLibrary(undefined, [{ ...practice, routes: { ...practice.routes, ...routes } }])
    expect(sheet(practice.id, many).text.match(/^ {2}\d/gm)).toHaveLength(9)
  })

  it('is one page with nothing from elsewhere, and no way in for markup', () => {
    const odd = aLibrary(undefined, [{ ...practice, name: '<script>alert(1)</script> & "Sons"' }])
    const { html } = sheet(practice.id, odd)
    expect(html).toContain('@page{size:A4')
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import/)
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;Sons&#34;')
  })
})
