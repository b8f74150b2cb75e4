import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { HeadsUpError } from '../../bot/errors.ts'
import { filled, said } from '../reports/window.ts'
import { DAY, type Ground, MINUTE, sqliteGround } from '../support/store-ground.ts'
import { aNewsroom, fake, hillview, type Newsroom, trust } from './a-newsroom.ts'

const HOUR = 60 * MINUTE
let ground: Ground
let room: Newsroom
beforeEach(async () => {
  ground = await sqliteGround()
  room = await aNewsroom(ground)
})
afterEach(() => ground.remove())

/** Two wards and two people; one of the people sleeps by day. */
async function everybody() {
  await room.link('ward-1')
  await room.link('ward-2')
  await room.subscribe('ann')
  await room.subscribe('nia', { from: '08:00', to: '17:00' })
}

describe('an alert', () => {
  it('is filled in, seen as it will look, seen again with the numbers, and sent', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    const form = await zoe.open({ action: 'alert' })
    expect(said(form)).toContain('You see it before it goes out.')
    const look = (await zoe.send(form, fake)).form
    expect(said(look)).toBe(
      'This is what people will see: · **Fake parcel texts today** · Do not tap the link. · Delete the text. · This counts until 11:59pm on Tuesday 24 November. · Sent by the team that sends alerts at Riverside NHS Trust. · You can change anything below.'
    )
    expect(look.submit?.label).toBe('Next: who gets it')
    const twice = (await zoe.send(look)).form
    expect(said(twice)).toContain('**At Riverside NHS Trust this goes to: channels 2, people 2.**')
    expect(said(twice)).toContain('People in quiet hours get it when those are over.')
    expect(twice.submit?.label).toBe('Send it now')
    const sent = (await zoe.send(twice)).form
    expect(said(sent)).toContain('Thank you. Your alert is on its way.')
    await room.work()
    for (const owner of ['ward-1', 'ward-2', 'ann'])
      expect(room.with(owner)).toEqual([expect.stringMatching(/^\*\*Fake parcel texts today\*\*/)])
    expect(await room.ground.ask('select did, who from audit')).toEqual([
      { did: 'alert-sent', who: 'zoe' }
    ])
  })

  it('waits for the end of quiet hours, unless it is urgent', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    await zoe.alert()
    await room.work()
    // Stories begin at 9 in the morning.
    expect(room.with('nia')).toEqual([])
    expect(room.with('zoe')[0]).toMatch(
      /Sent 3 of 4\. · Waiting: 1\. · Of these, in quiet hours: 1\..*I go on when quiet hours end\./
    )
    await zoe.alert({ urgent: 'yes', headline: 'Ransomware: stop and call' })
    await room.work()
    expect(room.with('nia')).toEqual([expect.stringContaining('Ransomware: stop and call')])
    room.later(8 * HOUR)
    await room.work()
    expect(room.with('nia')).toHaveLength(2)
  })

  it('that is over before the quiet hours are does not come any more, and the sender is told', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    await zoe.alert({ until: 'hours-two' })
    await room.work()
    expect(room.with('zoe')[0]).toContain('1: their quiet hours end after it does')
    expect(room.with('zoe')[0]).toContain('These numbers are final.')
    room.later(DAY)
    await room.work()
    expect(room.with('nia')).toEqual([])
  })

  it('is one, however often the last button is pressed', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    const look = await zoe.send(await zoe.open({ action: 'alert' }), fake)
    const twice = (await zoe.send(look.form)).form
    await Promise.all([zoe.send(twice), zoe.send(twice)])
    await room.work()
    expect(said((await zoe.send(twice)).form)).toContain('Fake parcel texts today')
    await room.work()
    expect(room.with('ward-1')).toHaveLength(1)
    expect(room.with('zoe')).toHaveLength(1)
  })

  it('shows its sender how far it is: sent, could not and why, and when that is final', async () => {
    await everybody()
    room.outcomes.set('ward-1', { is: 'unreachable', why: 'is_archived', because: 'archived' })
    room.outcomes.set('ann', { is: 'unreachable', why: 'x', because: 'blocked' })
    const zoe = room.lead('zoe', ['comms'])
    await zoe.alert({ urgent: 'yes' })
    await room.work()
    const [card = ''] = room.with('zoe')
    expect(card).toMatch(/^\*\*Sent: Fake parcel texts today\*\* · █{10}░{10} Sent 2 of 4\./)
    expect(card).toContain(
      'Could not be sent: 2. · 1: the channel is archived · 1: they blocked me'
    )
    expect(card).toContain('These numbers are final.')
  })

  it('keeps its card up to date also after the database was away for a moment', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    await zoe.alert({ urgent: 'yes' })
    const counts = jest.spyOn(room.store.alerts, 'progress')
    counts.mockRejectedValue(new HeadsUpError('STORE_AWAY', 'Away.', 'Wait.'))
    await room.work()
    expect(room.with('zoe')).toEqual([])
    counts.mockRestore()
    await room.work()
    expect(room.with('zoe')[0]).toContain('These numbers are final.')
  })

  it('changed words must be looked at again before they can go out', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    const look = await zoe.send(await zoe.open({ action: 'alert' }), fake)
    const twice = (await zoe.send(look.form)).form
    const again = (await zoe.send(twice, { todo: 'Delete the text at once.' })).form
    expect(said(again)).toContain('You changed something. This is what people will see now:')
    expect(again.submit?.label).toBe('Next: who gets it')
    await room.work()
    expect(room.standing.size).toBe(0)
  })

  it('says in kind words what to mend, and keeps what was typed', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    const form = await zoe.open({ action: 'alert' })
    const bad = { headline: 'Hm', todo: 'Tell patient 943 476 5919 to ring us' }
    const answer = await zoe.send(form, bad)
    expect(answer.is === 'mend' ? Object.fromEntries(answer.problems) : {}).toEqual({
      headline: 'Please say in a few words what is going on.',
      todo: "This looks like a password or somebody's number. Please take it out. Many people will read this."
    })
    expect(JSON.stringify(answer.form)).toContain('Tell patient')
  })

  it('is for those organisations that were chosen, of those that the lead may send to', async () => {
    await room.link('ward-1')
    await room.link('lounge', hillview)
    const zoe = room.lead('zoe', ['comms'], [trust, hillview])
    const form = await zoe.open({ action: 'alert' })
    expect(form.fields.map(({ label }) => label)).toContain('Send to Hillview Care Home')
    const none = await zoe.send(form, fake)
    expect(none.is === 'mend' ? [...none.problems.values()] : []).toEqual([
      'Please choose at least one organisation.'
    ])
    // Their organisations stand in the order of their ids.
    await zoe.alert({ 'where-a': 'yes' })
    await room.work()
    expect(room.with('lounge')).toHaveLength(1)
    expect(room.with('ward-1')).toEqual([])
  })

  it('keeps every word, time and tick in its form when the database is away', async () => {
    const zoe = room.lead('zoe', ['comms'], [trust, hillview])
    const form = await zoe.open({ action: 'alert' })
    await room.store.upkeep.close()
    const given = { ...fake, until: 'tomorrow', 'where-b': 'yes', urgent: 'yes' }
    const { form: again } = await zoe.send(form, given)
    expect(said(again)).toContain('Your words are still below')
    expect(filled(again, {})).toEqual(filled(form, given))
    expect(again.fields.map(({ label }) => label)).toEqual(form.fields.map(({ label }) => label))
    expect(again.carries).toBe(form.carries)
  })

  it('reaches nobody where nobody is linked, and says so instead of sending', async () => {
    const zoe = room.lead('zoe', ['comms'])
    const look = await zoe.send(await zoe.open({ action: 'alert' }), fake)
    expect(said((await zoe.send(look.form)).form)).toContain('Nobody would get this yet')
    expect(await room.store.alerts.list(5)).toEqual([])
  })

  it('starts from a wave of reports with what was reported and what to do first', async () => {
    await everybody()
    const rita = room.lead('rita', ['responders'])
    const about = `${trust}/phishing_email_received`
    const form = await rita.open({ action: 'alert', about })
    const given = form.fields.flatMap((field) =>
      field.kind === 'words' ? (field.given ?? '') : []
    )
    expect(given[0]).toMatch(/^Many reports: /)
    expect(given[1]?.length).toBeGreaterThan(10)
  })
})

describe('people without the right', () => {
  it('are told kindly who can, and nothing happens; the press is counted, nobody is kept', async () => {
    await everybody()
    const ann = room.lead('ann', [])
    const admin = room.lead('adam', ['admin'])
    for (const person of [ann, admin])
      expect(said(await person.open({ action: 'alert' }))).toContain('You cannot send alerts')
    expect(await room.ground.ask('select kind, count from refused')).toEqual([
      { kind: 'no-right', count: 2 }
    ])
  })

  it('who lost the right meanwhile cannot send the form that lies open', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    const look = await zoe.send(await zoe.open({ action: 'alert' }), fake)
    const twice = (await zoe.send(look.form)).form
    room.lead('zoe', [])
    expect(said((await zoe.send(twice)).form)).toContain('You cannot send alerts')
    await room.work()
    expect(room.standing.size).toBe(0)
  })

  it("cannot send somebody else's form, nor one that is made up", async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    const yan = room.lead('yan', ['comms'])
    const look = await zoe.send(await zoe.open({ action: 'alert' }), fake)
    const twice = (await zoe.send(look.form)).form
    for (const form of [twice, { ...twice, carries: 'made.up' }])
      expect(said((await yan.send(form)).form)).toContain('That alert is not here any more')
    await room.work()
    expect(room.standing.size).toBe(0)
  })

  it('of another organisation can neither change nor recall it', async () => {
    await everybody()
    const zoe = room.lead('zoe', ['comms'])
    await zoe.alert()
    const [alert] = await room.store.alerts.list(1)
    const hal = room.lead('hal', ['comms'], [hillview])
    for (const action of ['alert-edit', 'alert-recall', 'alert-show'])
      expect(said(await hal.open({ action, about: alert?.id ?? '' }))).toContain(
        'You cannot send alerts'
      )
    expect(said(await hal.open({ action: 'alerts' }))).toContain('No alert was sent yet.')
  })
})
