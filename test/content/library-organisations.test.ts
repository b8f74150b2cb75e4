import { describe, expect, it } from '@jest/globals'
import { practice } from '../conversation/employers.ts'
import { told } from '../conversation/told.ts'

const withOrganisation = (change: object) => told({}, [{ ...practice, ...change }])

describe('numbers that may be right', () => {
  it.each([
    '2222',
    '111',
    '020 7123 4567',
    '01234 56789',
    '+44 20 7123 4567',
    '0800 1111',
    '00353 1 234 5678',
    '33445'
  ])('%s', (phone) => {
    expect(withOrganisation({ routes: { local_it: { phone, outOfHours: 'same' } } })).toBe('')
  })
})

describe("what is told about an organisation's file", () => {
  it.each([
    [
      'a number no phone can dial',
      { routes: { local_it: { phone: '0800 HELP', outOfHours: 'same' } } },
      '"phone" is "0800 HELP". Mend: write digits and spaces that a phone can dial'
    ],
    [
      'a number with a digit too few',
      { routes: { local_it: { phone: '0163 296 02', outOfHours: 'same' } } },
      'the number "0163 296 02" has 9 digits, where a UK number has 10 or 11. Mend: call it once'
    ],
    [
      'a number with a digit too many, at night',
      {
        routes: { local_it: { phone: '01632 960002', outOfHours: { phone: '+44 1632 9600020' } } }
      },
      'the number "+44 1632 9600020" has 11 digits, where a UK number has 9 or 10 after +44'
    ],
    [
      'a number without quotes',
      { routes: { local_it: { phone: 1632960001, outOfHours: 'same' } } },
      '"phone" has no quotes around it, so a 0 at its beginning is lost. Mend: put it in quotes with all its digits'
    ],
    [
      'a number without quotes, at night',
      {
        routes: { local_it: { phone: '01632 960002', outOfHours: { phone: 1632960002 } } }
      },
      '"phone" has no quotes around it, so a 0 at its beginning is lost. Mend: put it in quotes with all its digits'
    ],
    [
      'a desk without out-of-hours',
      { routes: { local_it: { phone: '01632 960002' } } },
      'the service desk has no number for outside its hours'
    ],
    ['no desk at all', { routes: {} }, 'local_it is required'],
    [
      'an unknown route',
      { routes: { ...practice.routes, local_itt: { phone: '01632 960002' } } },
      'there is no route "local_itt"'
    ],
    [
      'an address that is none',
      { routes: { ...practice.routes, sers: { email: 'not an address' } } },
      '"email" is "not an address". Mend: write an e-mail address'
    ],
    ['a time zone that is none', { timeZone: 'Europe/Londn' }, '"Europe/Londn" is not a time zone'],
    [
      'an unknown nation',
      { nation: 'England' },
      '"nation" is "England". Mend: write one of: ENG, WLS, SCT, NIR'
    ],
    [
      'a route with nothing in it',
      { routes: { ...practice.routes, sers: {} } },
      '"sers" has no way to reach it'
    ]
  ])('%s', (_, change, expected) => {
    expect(withOrganisation(change)).toContain(expected)
  })
})
