import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Form, FormInput } from '../../bot/conversation/form.ts'
import { OrganisationId, PersonId, PlaceId, TenantId } from '../../bot/identity.ts'
import { home, practice } from '../conversation/employers.ts'
import { change, type Ground, sqliteGround, start } from '../support/store-ground.ts'
import { aDesk, type Desk, trust } from './a-desk.ts'
import { filled, said } from './window.ts'

jest.setTimeout(60_000)

const bea = PersonId.parse('bea')
const hillview = OrganisationId.parse(home.id)
const place = PlaceId.parse('responders-channel')

/** Bea, in a channel linked to Riverside, in a workspace that Hillview and Lakeside share. */
describe('whose team a report goes to', () => {
  let ground: Ground
  let desk: Desk
  beforeEach(async () => {
    ground = await sqliteGround()
    desk = await aDesk(ground)
    await desk.openUp()
  })
  afterEach(() => ground.remove())

  async function worksAt(organisation: string): Promise<void> {
    const memory = await desk.parts.sealer.seal('memory', bea, JSON.stringify({ organisation }))
    await desk.store.memories.commit(change({ person: bea, place, memory }), start)
  }
  async function hears(organisation: OrganisationId): Promise<void> {
    const { practice: cases } = desk.store
    await cases.send(organisation, [], start)
    await cases.take({ organisation, who: 'operator', did: 'case-taken' }, start)
  }
  async function window(input: FormInput): Promise<Form> {
    const tenant = TenantId.parse('TSHARED')
    const to = { platform: 'slack', tenant, scope: 'person', owner: bea, address: '' } as const
    const here = { ...to, scope: 'channel', owner: place } as const
    const { form } = await desk.forms({
      keys: ['1'],
      at: start,
      platform: 'slack',
      tenant,
      language: 'en-GB',
      from: { id: bea, standing: 'staff', privately: to },
      place: { kind: 'channel', id: place, conversation: 'c', here },
      input
    })
    return form
  }
  const open = (about: string) => window({ kind: 'open', press: { action: 'tell', about } })
  const send = (form: Form) => {
    if (form.submit === undefined) throw new Error(`nothing to send: ${said(form)}`)
    const { press } = form.submit
    return window({ kind: 'submit', press, carries: form.carries, fields: filled(form, {}) })
  }
  const kept = async () =>
    (await desk.store.cases.list(undefined, undefined)).map(({ organisation }) => organisation)

  it("is her own, whatever channel she presses in and whoever's button it is", async () => {
    await worksAt(hillview)
    await hears(hillview)
    const form = await open(`password_entered/${trust}`)
    expect(said(form)).toContain('This goes to the security team of Hillview Care Home.')
    const look = await send(form)
    expect(said(look)).toContain('This goes to the security team of Hillview Care Home.')
    expect(said(await send(look))).toContain('The security team of Hillview Care Home has it.')
    expect(await kept()).toEqual([hillview])
  })

  it("is nobody where her own do not read reports: she gets their number, and not the channel's", async () => {
    await worksAt(practice.id)
    const form = await open(`password_entered/${trust}`)
    expect(form.submit).toBeUndefined()
    expect(said(form)).toContain('01632 960002')
    expect(said(form)).not.toContain('Riverside')
    await worksAt('elsewhere')
    const away = await open(`password_entered/${trust}`)
    expect(away.submit).toBeUndefined()
    expect(said(away)).not.toContain('020 7946')
  })

  it("is the channel's where she never said where she works: by name, with what to do if it is wrong", async () => {
    const form = await open(`password_entered/${trust}`)
    expect(said(form)).toContain('This goes to the security team of Riverside NHS Trust.')
    expect(said(form)).toContain('Do you work somewhere else? Close this')
    // What she reads is what is done, whatever she says elsewhere meanwhile.
    await worksAt(hillview)
    const look = await send(form)
    expect(said(look)).toContain('This goes to the security team of Riverside NHS Trust.')
    expect(said(await send(look))).toContain('The security team of Riverside NHS Trust has it.')
    expect(await kept()).toEqual([trust])
  })
})
