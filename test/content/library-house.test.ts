import { describe, expect, it } from '@jest/globals'
import type { House } from '../../bot/content/library.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { content } from '../conversation/a-content.ts'
import { home, practice, trust } from '../conversation/employers.ts'
import { aFile, aLibrary, contentFiles } from '../conversation/a-library.ts'
import { understandOnly } from '../conversation/meanings.ts'
import { loadLibrary } from '../../bot/content/load-library.ts'
import { now } from '../conversation/a-turn.ts'

const library = aLibrary()
const at = (id: string): House => library.house(OrganisationId.parse(id))
const nobody = library.house(undefined)

describe('whose routes: an organisation laid over the national ones', () => {
  it('gives the number that the organisation filled in', () => {
    expect(at(practice.id).contact('local_it', now)).toEqual({
      name: 'Your IT service desk',
      phone: '01632 960002'
    })
  })

  it('shows both numbers of a service desk, the day number first by day', () => {
    const contacts = at(trust.id).reach('local_it', now)?.contacts
    expect(contacts?.map(({ name, phone }) => [name, phone])).toEqual([
      ['Your IT service desk', '020 7946 0001'],
      ['Your IT service desk, outside those hours', '020 7946 0002']
    ])
  })

  it.each([
    ['Tuesday 22:00', '2026-11-24T22:00:00Z'],
    ['Saturday noon', '2026-11-28T12:00:00Z'],
    ['7:59 on a summer morning, London time', '2026-07-07T06:59:00Z']
  ])('puts the out-of-hours number first on %s', (_, when) => {
    const contacts = at(trust.id).reach('local_it', new Date(when))?.contacts
    expect(contacts?.map(({ phone }) => phone)).toEqual(['020 7946 0002', '020 7946 0001'])
    expect(contacts?.[0]?.name).toBe('Your IT service desk at this hour')
  })

  it('says 8am in London when it is 7:00 in UTC in summer', () => {
    expect(at(trust.id).contact('local_it', new Date('2026-07-07T07:00:00Z'))?.phone).toBe(
      '020 7946 0001'
    )
  })

  it('names who is on call where there is no desk', () => {
    expect(at(home.id).reach('local_it', now)?.contacts).toEqual([
      { name: 'The manager on call', phone: '01632 960001' }
    ])
  })

  it('says that the number is not known where there is no organisation', () => {
    expect(nobody.contact('local_it', now)).toEqual({
      name: 'Your IT service desk',
      inWords: 'I have no number for where you work. Ask whoever is in charge for it.'
    })
  })

  it('lets the named route stand in for an empty blank', () => {
    expect(at(practice.id).reach('local_ftsu', now)?.route).toBe('local_it')
  })

  it('lets the stand-in go first while a contact is closed, and only then', () => {
    const hours = 'Monday to Friday, 9am to 5pm'
    const ftsu = { phone: '020 7946 0003', hours }
    const withHours = { ...trust, routes: { ...trust.routes, local_ftsu: ftsu } }
    const house = aLibrary(undefined, [withHours]).house(OrganisationId.parse(trust.id))
    const phones = (when: string) =>
      house.reach('local_ftsu', new Date(when))?.contacts.map(({ phone }) => phone)
    expect(phones('2026-11-24T10:00:00Z')).toEqual(['020 7946 0003'])
    expect(phones('2026-11-24T03:10:00Z')).toEqual([
      '020 7946 0002',
      '020 7946 0001',
      '020 7946 0003'
    ])
    expect(house.reach('local_ftsu', new Date('2026-11-24T03:10:00Z'))?.route).toBe('local_ftsu')
    expect(
      house.reach('local_ftsu', new Date('2026-11-24T03:10:00Z'), 'printed')?.contacts
    ).toHaveLength(1)
    const night = new Date('2026-11-24T03:10:00Z')
    // What can wait is told to whom it belongs; a call is for somebody who answers now.
    expect(house.line('Tell {local_ftsu} too.', night)).toContain('020 7946 0003')
    expect(house.line('Call {local_ftsu} now.', night)).toContain('020 7946 0002')
  })

  it('lets no stand-in that is closed as well go first', () => {
    const hours = 'Monday to Friday, 9am to 5pm'
    const routes = {
      local_it: { phone: '020 7946 0001', hours, outOfHours: 'same' },
      local_manager: { phone: '020 7946 0004', hours },
      local_ftsu: { phone: '020 7946 0003', hours }
    }
    const house = aLibrary(undefined, [{ ...trust, routes }]).house(OrganisationId.parse(trust.id))
    const contacts = house.reach('local_ftsu', new Date('2026-11-24T03:10:00Z'))?.contacts
    expect(contacts?.map(({ phone }) => phone)).toEqual(['020 7946 0001', '020 7946 0003'])
  })

  it('sends only people of NHS mail to its address', () => {
    expect(at(trust.id).contact('spamreports', now)?.email).toBe('spamreports@nhs.net')
    expect(at(practice.id).contact('spamreports', now)).toBeUndefined()
    expect(at(home.id).contact('spamreports', now)).toBeUndefined()
    expect(nobody.contact('spamreports', now)).toBeUndefined()
  })

  it('sends nobody to a route of another nation', () => {
    expect(at(home.id).contact('report_fraud', now)).toBeUndefined()
    expect(at(home.id).contact('police_scotland', now)?.phone).toBe('101')
    expect(at(trust.id).contact('police_scotland', now)).toBeUndefined()
  })

  it('names the nations of a route while the nation is not known', () => {
    expect(nobody.contact('report_fraud', now)?.name).toBe(
      'Report Fraud (England, Wales and Northern Ireland)'
    )
    expect(nobody.contact('police_scotland', now)?.name).toBe('Police Scotland')
  })

  it('leaves out a national route that the organisation switched off, and its own value replaces it', () => {
    const off = {
      ...practice,
      routes: { ...practice.routes, sers: 'off', bank_159: { phone: '01632 960099' } }
    }
    const house = aLibrary(undefined, [off]).house(OrganisationId.parse(practice.id))
    expect(house.contact('sers', now)).toBeUndefined()
    expect(house.contact('bank_159', now)?.phone).toBe('01632 960099')
  })

  it('marks a route past its review date with the day it was checked, and not the day before', () => {
    expect(nobody.contact('sers', new Date('2027-05-24T09:00:00Z'))?.checked).toBe(
      'Checked 23 November 2026'
    )
    expect(nobody.contact('sers', new Date('2027-05-23T09:00:00Z'))?.checked).toBeUndefined()
  })

  it('fills a route into a line, and drops the line where the route does not apply', () => {
    expect(at(trust.id).line('Ring {local_it} now.', now)).toBe(
      'Ring your IT service desk (020 7946 0001) now.'
    )
    expect(at(trust.id).line('{local_it} helps.', now)).toBe(
      'Your IT service desk (020 7946 0001) helps.'
    )
    expect(nobody.line('Ring {local_it} now.', now)).toBe('Ring your IT service desk now.')
    expect(at(home.id).line('Attach it to {spamreports}.', now)).toBeUndefined()
  })

  it('shows a line only where the organisation made that choice', () => {
    const line = { text: 'Delete it once reported.', when: { afterReporting: 'delete' as const } }
    expect(at(home.id).line(line, now)).toBe('Delete it once reported.')
    expect(at(trust.id).line(line, now)).toBeUndefined()
  })

  it('asks for one choice and leaves the others open', () => {
    const files = contentFiles({
      situations: {
        situations: content.situations.situations.map((situation) =>
          situation.id === 'qr_code'
            ? {
                ...situation,
                steps: [{ text: 'Switch it off.', when: { ransomware: 'switch-off' } }]
              }
            : situation
        )
      }
    })
    const both = { ...practice, choices: { ransomware: 'switch-off', afterReporting: 'delete' } }
    const loaded = loadLibrary(files, [aFile('organisations/a.yaml', both)], understandOnly({}))
    const step = loaded.situations.get('qr_code')?.steps[0] ?? ''
    expect(loaded.house(OrganisationId.parse(practice.id)).line(step, now)).toBe('Switch it off.')
  })
})
