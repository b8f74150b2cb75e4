import { describe, expect, it } from '@jest/globals'
import { blanksIn } from '../../bot/content/wording.ts'
import {
  linesOf,
  organisations,
  readers,
  routeById,
  routes,
  situations,
  sources,
  textOf
} from '../support/content.ts'

const now = new Date('2026-11-24T10:00:00Z')
const national = routes.flatMap((route) => (route.scope === 'national' ? [route] : []))
const local = routes.flatMap((route) => (route.scope === 'local' ? [route] : []))

describe('a person to whom something happened', () => {
  it('finds an answer for each of the 32 things that people may mean, and no other', () => {
    expect(situations.map(({ id }) => id).toSorted()).toEqual(thirtyTwo.toSorted())
  })

  it('is never sent to a route, a source or a situation that does not exist', () => {
    const ids = new Set(situations.map(({ id }) => id))
    const lost = situations.flatMap((situation) => [
      ...[...situation.tell, ...(situation.home?.tell ?? [])].filter((id) => !routeById.has(id)),
      ...situation.next.map((next) => next.situation).filter((id) => !ids.has(id)),
      ...situation.sources.filter((id) => !(id in sources)),
      ...linesOf(situation)
        .flatMap((line) => blanksIn(textOf(line)))
        .filter((id) => !routeById.has(id))
    ])
    expect(lost).toEqual([])
  })

  it('is told about no mistake of their own in public', () => {
    const shown = situations.filter((one) => !one.private && ofOnesOwn.includes(one.id))
    expect(shown.map(({ id }) => id)).toEqual([])
  })

  it('may let others learn from what was only seen', () => {
    const open = situations.filter((one) => !one.private).map(({ id }) => id)
    expect(open.toSorted()).toEqual(thirtyTwo.filter((id) => !ofOnesOwn.includes(id)).toSorted())
  })

  it.each(readers)('rings somebody first when minutes matter: %s', (_name, house) => {
    const urgent = situations.filter(({ urgency }) => urgency === 'now')
    expect(urgent.length).toBeGreaterThan(10)
    const silent = urgent.filter(({ tell: [first = ''] }) => {
      const reach = house.reach(first, now)
      const rung = reach?.contacts.some(({ phone }) => phone !== undefined)
      // With no organisation known, the service desk is a sentence of the bot's own.
      return reach === undefined || (rung !== true && reach.route !== 'local_it')
    })
    expect(silent.map(({ id }) => id)).toEqual([])
  })

  it('finds what to say in every call that has to be made now', () => {
    const urgent = situations.filter(({ urgency }) => urgency === 'now')
    expect(urgent.filter(({ say }) => say === undefined).map(({ id }) => id)).toEqual([])
  })

  it('is offered another situation than the one on show', () => {
    const same = situations.filter(({ id, next }) => next.some((one) => one.situation === id))
    expect(same.map(({ id }) => id)).toEqual([])
  })
})

describe('a route', () => {
  it('has a name of its own', () => {
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length)
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length)
  })

  it('of the nation was read somewhere, not remembered', () => {
    const weak = national.filter(
      (route) =>
        !route.sources.every((id) => ['R', 'E', 'S'].includes(sources[id]?.confidence ?? ''))
    )
    expect(weak.map(({ id }) => id)).toEqual([])
  })

  it('of the nation is looked at again within 6 months', () => {
    const late = national.filter(
      ({ checkedOn, reviewBy }) => reviewBy <= checkedOn || reviewBy > sixMonthsAfter(checkedOn)
    )
    expect(late.map(({ id }) => id)).toEqual([])
  })

  it('of the nation has a way to reach it', () => {
    const mute = national.filter(({ ways: { phone, text, email, url, inWords } }) =>
      [phone, text, email, url, inWords].every((way) => way === undefined)
    )
    expect(mute.map(({ id }) => id)).toEqual([])
  })

  it('that nobody could confirm stays a blank', () => {
    const confirmed = unconfirmed.filter((id) => routeById.get(id)?.scope !== 'local')
    expect(confirmed).toEqual([])
    const numbers = JSON.stringify(routes)
    expect(numbers).not.toMatch(
      /0333 ?200 ?1133|helpdesk@nhs\.net|0208 ?133 ?3430|report-scam-website/
    )
  })

  it('left empty always ends at somebody: the service desk or a national route', () => {
    for (const { id, standIn } of local) {
      const seen = [id]
      for (let next = standIn; next !== undefined;) {
        expect(seen).not.toContain(next)
        seen.push(next)
        const route = routeById.get(next)
        expect(route).toBeDefined()
        next = route?.scope === 'local' ? route.standIn : undefined
      }
      const last = routeById.get(seen.at(-1) ?? '')
      expect([seen, last?.scope === 'national' || last?.id === 'local_it']).toEqual([seen, true])
    }
  })

  it('of one nation does not answer in another', () => {
    expect(routeById.get('report_fraud')?.nations.toSorted()).toEqual(['ENG', 'NIR', 'WLS'])
    expect(routeById.get('police_scotland')?.nations).toEqual(['SCT'])
    expect(routeById.get('csoc')?.nations).toEqual(['ENG'])
    expect(routeById.get('sers')?.nations).toEqual([])
    expect(routeById.get('spamreports')).toMatchObject({ nhsMailOnly: true, nations: ['ENG'] })
  })

  it('for managers is never the first that staff see', () => {
    const wrong = situations.filter(({ tell: [first = ''], home }) =>
      [first, home?.tell[0] ?? ''].some((id) => routeById.get(id)?.for === 'managers')
    )
    expect(wrong.map(({ id }) => id)).toEqual([])
  })
})

describe('an example to copy', () => {
  it('says plainly that it is one, claims nobody and has nobody in a role', () => {
    expect(organisations.map(({ id }) => id).toSorted()).toEqual([
      'example-care-home',
      'example-practice',
      'example-trust'
    ])
    for (const { example, name, claims, roles } of organisations) {
      expect(example).toBe(true)
      expect(name).toMatch(/^Example /)
      expect([...claims.teams, ...claims.slack]).toEqual([])
      expect([...roles.responders, ...roles.comms, ...roles.admin]).toEqual([])
    }
  })

  it('fills in only routes that exist', () => {
    const unknown = organisations.flatMap((one) =>
      Object.keys(one.routes).filter((id) => !routeById.has(id))
    )
    expect(unknown).toEqual([])
  })

  it('holds only numbers and addresses that belong to nobody', () => {
    const all = organisations.map(({ routes: own }) => JSON.stringify(own)).join(' ')
    const phones = [...all.matchAll(/"phone":"([^"]*)"/g)].map(([, phone]) => phone)
    expect(phones.length).toBeGreaterThan(15)
    const reserved = /^(020 7946 0\d{3}|01632 960\d{3}|07700 900\d{3}|2222)$/
    expect(phones.filter((phone) => !reserved.test(phone ?? ''))).toEqual([])
    const hosts = [...all.matchAll(/(?:@|https:\/\/)([a-z.]+)/g)].map(([, host]) => host)
    expect(hosts.filter((host) => !/(^|\.)example\.org$/.test(host ?? ''))).toEqual([])
  })
})

function sixMonthsAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + 6)
  return date.toISOString().slice(0, 10)
}

const unconfirmed = [
  'nhsnet_helpdesk',
  'wales_cyber',
  'ncsc_website',
  'digital_care_hub_helpline',
  'local_security',
  'local_caldicott',
  'supplier_contact'
]

/** Things a person did, lost or fears; or tells in the same words as what they only found. */
const ofOnesOwn = [
  'qr_code',
  'usb_found',
  'phishing_link_clicked',
  'password_entered',
  'attachment_opened',
  'mfa_prompts',
  'account_taken_over',
  'password_shared',
  'device_odd',
  'remote_access_given',
  'lost_stolen_device',
  'smartcard_lost',
  'badge_lost',
  'misdirected_email',
  'paper_lost',
  'patient_data_in_chat',
  'patient_data_in_ai',
  'insider_concern',
  'payment_fraud',
  'home_scam',
  'mistake_unsure'
]

const thirtyTwo = [
  ...ofOnesOwn,
  'phishing_email_received',
  'suspicious_text',
  'suspicious_call',
  'chat_impersonation',
  'suspicious_website',
  'ransomware_screen',
  'tailgating',
  'medical_device_odd',
  'supplier_incident',
  'systems_down',
  'report_unsure'
]
