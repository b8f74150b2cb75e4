import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { said } from '../reports/window.ts'
import { type Ground, MINUTE, sqliteGround } from '../support/store-ground.ts'
import { aNewsroom, type Lead, type Newsroom } from './a-newsroom.ts'

let ground: Ground
let room: Newsroom
let zoe: Lead
let id: string
beforeEach(async () => {
  ground = await sqliteGround()
  room = await aNewsroom(ground)
  zoe = room.lead('zoe', ['comms'])
  await room.link('ward-1')
  await room.link('ward-2')
  await room.subscribe('ann')
  await room.subscribe('nia', { from: '08:00', to: '17:00' })
  await zoe.alert()
  await room.work()
  id = (await room.store.alerts.list(1))[0]?.id ?? ''
})
afterEach(() => ground.remove())

async function edit(by: Lead, given: Readonly<Record<string, string>>) {
  const form = await by.open({ action: 'alert-edit', about: id })
  const look = await by.send(form, given)
  const twice = (await by.send(look.form)).form
  return { twice, done: (await by.send(twice)).form }
}

describe('an alert that was sent', () => {
  it('is edited everywhere: who has it sees the new words, who waits gets those', async () => {
    const { twice, done } = await edit(zoe, { headline: 'Fake parcel texts and calls' })
    expect(said(twice)).toContain('**3 have this alert. It takes about a minute.**')
    expect(said(done)).toContain('Your change is on its way.')
    await room.work()
    for (const owner of ['ward-1', 'ward-2', 'ann']) {
      expect(room.with(owner)).toHaveLength(1)
      expect(room.with(owner)[0]).toMatch(/and calls.*This was changed after it was first sent\./)
    }
    room.later(9 * 60 * MINUTE)
    await room.work()
    room.later(MINUTE)
    await room.work()
    expect(room.with('nia')[0]).toContain('and calls')
    expect(room.with('zoe')).toHaveLength(1)
    expect(room.with('zoe')[0]).toMatch(
      /Sent 4 of 4\..*Changed for 4 of 4\..*These numbers are final\./
    )
    expect(await room.ground.ask('select did from audit')).toEqual([
      { did: 'alert-sent' },
      { did: 'alert-edited' }
    ])
  })

  it('edited by two at once: the second sees what the first made of it', async () => {
    const yan = room.lead('yan', ['comms'])
    const form = await yan.open({ action: 'alert-edit', about: id })
    await edit(zoe, { headline: 'First words' })
    const late = await yan.send(form, { headline: 'Second words' })
    expect(said(late.form)).toContain('First words')
    await room.work()
    expect(room.with('ward-1')[0]).toContain('First words')
  })

  it('is recalled: it goes wherever it stands, and nobody new gets it', async () => {
    const ask = await zoe.open({ action: 'alert-recall', about: id })
    expect(said(ask)).toContain('Those who still wait do not get it: 1.')
    expect(said((await zoe.send(ask)).form)).toContain('The alert is being taken back.')
    // Pressed again by somebody in a hurry.
    await zoe.send(ask)
    await room.work()
    room.later(9 * 60 * MINUTE)
    await room.work()
    for (const owner of ['ward-1', 'ward-2', 'ann', 'nia']) expect(room.with(owner)).toEqual([])
    expect(room.with('zoe')[0]).toMatch(
      /^\*\*Taken back: .*1: taken back before it went out.*Taken back for 3 of 3\..*final/
    )
    expect(await room.ground.ask("select subject from alert_copy where sealed <> ''")).toEqual([])
    expect(
      await room.ground.ask("select did from audit where did = 'alert-recalled'")
    ).toHaveLength(1)
    expect(said(await zoe.open({ action: 'alert-edit', about: id }))).toContain('Taken back')
  })

  it('recalled while a message was deleted by somebody: nothing is wrong', async () => {
    for (const [message, { to }] of room.standing)
      if (to === 'ward-1') (room.standing as Map<string, unknown>).delete(message)
    await edit(zoe, { headline: 'Changed words' })
    await room.work()
    expect(room.with('zoe')[0]).toContain(
      'Changed for 2 of 3. · 1: the channel or the message is gone'
    )
    await zoe.send(await zoe.open({ action: 'alert-recall', about: id }))
    await room.work()
    expect(room.with('zoe')[0]).toContain('Taken back for 3 of 3.')
  })

  it('stands in the list of its senders, newest first', async () => {
    const list = await zoe.open({ action: 'alerts' })
    expect(said(list)).toContain('Fake parcel texts today. Sent at 9:00am on Tuesday 24 November')
    const shown = await zoe.press(list, 'Fake parcel texts today')
    expect(said(shown)).toContain('Sent 3 of 4.')
    expect(shown.buttons.map(({ label }) => label)).toEqual([
      'Look again',
      'Edit everywhere',
      'Recall'
    ])
  })
})
