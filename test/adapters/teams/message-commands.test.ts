import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readAddress } from '../../../adapters/teams/address.ts'
import type { FormTurn, Quoted } from '../../../bot/conversation/form.ts'
import { aForm } from '../../support/a-form.ts'
import { hasher } from '../../support/slack/adapter.ts'
import { openTeamsStage, type TeamsStage, toThem } from '../../support/teams/adapter.ts'
import { readDialog } from '../../support/teams/dialog.ts'
import { oidOf } from '../../support/teams/driver.ts'
import { tenant } from '../../support/teams/issuer.ts'

let stage: TeamsStage
let teams: TeamsStage['teams']

beforeAll(async () => {
  stage = await openTeamsStage()
  ;({ teams } = stage)
})
afterAll(() => stage.close())

/** As Teams sends the message with the click. */
const messagePayload = {
  id: '1611060744833',
  linkToMessage: 'https://teams.microsoft.com/l/message/19:x@thread.skype/1611060744833',
  createdDateTime: '2026-11-24T12:52:24.833Z',
  from: { device: null, user: { id: 'b130c271', displayName: 'A Colleague' }, application: null },
  body: {
    contentType: 'html',
    content:
      '<div><p>Your parcel is <b>held</b> &amp; waits.</p><p><at id="0">Ann</at> pay <a href="https://evil.example/pay?x=1" title="x">here</a></p></div>'
  },
  attachments: []
}
const last = (): FormTurn | undefined => stage.formed.at(-1)
const quoted = (): Quoted | undefined => {
  const input = last()?.input
  return input?.kind === 'open' ? input.quoted : undefined
}
const inChannel = {
  conversation: {
    id: '19:ward@thread.tacv2;messageid=1611060744833',
    conversationType: 'channel',
    tenantId: tenant
  }
}

describe('"Report this message"', () => {
  it('opens the form with the message: who sent it, its words and links as text, and where it is', async () => {
    const dialog = await readDialog(await teams.send(teams.choose('ann', { messagePayload })))
    expect(dialog.title).toBe('Tell us privately')
    expect(last()?.input).toMatchObject({
      kind: 'open',
      press: { action: 'tell', about: 'message' }
    })
    expect(quoted()?.sender?.reveal()).toBe('A Colleague')
    expect(quoted()?.text?.reveal()).toBe(
      'Your parcel is held & waits.\n pay here (https://evil.example/pay?x=1)'
    )
    expect(quoted()?.link?.reveal()).toBe(messagePayload.linkToMessage)
  })

  it('is known again when somebody else reports the same message, and tells nothing of it', async () => {
    const same: (string | undefined)[] = []
    for (const user of ['ann', 'ben']) {
      await teams.send(teams.choose(user, { messagePayload }, inChannel))
      same.push(quoted()?.same)
    }
    await teams.send(
      teams.choose('ann', { messagePayload: { ...messagePayload, id: '2' } }, inChannel)
    )
    expect(same[0]).toMatch(/^[\w-]{24,}$/)
    expect(same[1]).toBe(same[0])
    expect(quoted()?.same).not.toBe(same[0])
  })

  it('between two people answers the one who chose it, in their own chat with the bot, never there', async () => {
    await teams.send(teams.choose('cat', { messagePayload }))
    const turn = last()
    expect(turn?.place.kind).toBe('private')
    const address = readAddress(turn?.from.privately.address ?? '')
    expect(address).toMatchObject({ to: 'person', user: '29:cat' })
    expect(JSON.stringify([turn?.from, turn?.place])).not.toContain('between-two')
    if (turn === undefined) throw new Error('nothing was heard')
    const outcome = await stage.adapter.messenger.send(toThem({ ...turn, input: { kind: 'home' } }))
    expect(outcome.is).toBe('sent')
    expect(stage.connector.calls.map(({ is, conversation }) => [is, conversation])).toEqual([
      ['create', 'a:made-1'],
      ['post', 'a:made-1']
    ])
  })

  it('where the person has not got the app, shows nothing to anybody', async () => {
    stage.connector.withoutApp.add('29:dan')
    await teams.send(teams.choose('dan', { messagePayload }, inChannel))
    const turn = last()
    if (turn === undefined) throw new Error('nothing was heard')
    const before = stage.connector.calls.length
    const outcome = await stage.adapter.messenger.send(toThem({ ...turn, input: { kind: 'home' } }))
    expect(outcome.is).toBe('unreachable')
    expect(stage.connector.calls.slice(before).map(({ is }) => is)).toEqual(['create'])
  })

  it('in a channel keeps to what applies there', async () => {
    await teams.send(teams.choose('ann', { messagePayload }, inChannel))
    expect(last()?.place).toMatchObject({
      kind: 'channel',
      id: hasher.place('teams', tenant, '19:ward@thread.tacv2')
    })
  })

  it('comes with nothing but an id: the form opens all the same', async () => {
    await readDialog(await teams.send(teams.choose('ann', { messagePayload: { id: '7' } })))
    expect(quoted()).toMatchObject({ sender: undefined, text: undefined, link: undefined })
  })

  it('a message made to be slow to read holds nobody up', async () => {
    for (const content of [
      '<a href="'.repeat(20_000),
      `<a ${'href="'.repeat(30_000)}`,
      '<a '.repeat(60_000)
    ]) {
      const began = performance.now()
      await teams.send(
        teams.choose('mallory', { messagePayload: { ...messagePayload, body: { content } } })
      )
      expect(performance.now() - began).toBeLessThan(1000)
    }
  })
})

describe('a command of the box or of the search bar', () => {
  it('opens the form to tell, without any place, as the search bar has none', async () => {
    const value = { commandId: 'tell', commandContext: 'commandBox', messagePayload: undefined }
    const activity = teams.choose('eve', value, { conversation: undefined })
    await readDialog(await teams.send(activity))
    expect(last()).toMatchObject({
      input: { kind: 'open', press: { action: 'tell' } },
      from: { id: hasher.person('teams', tenant, oidOf('eve')) },
      place: { kind: 'private' }
    })
    expect(quoted()).toBeUndefined()
  })

  it('that is none of ours: nothing is done, and it is answered kindly', async () => {
    await readDialog(await teams.send(teams.choose('eve', { commandId: 'wipe' })))
    expect(last()?.input).toEqual({ kind: 'stale' })
  })

  it('a message without a place is refused as before', async () => {
    const response = await teams.send(teams.dm('eve', 'tip', { conversation: undefined }))
    expect(response.status).toBe(401)
  })
})

describe('the form that a command opened', () => {
  it('is sent, and goes on, like any other', async () => {
    const dialog = await readDialog(await teams.send(teams.choose('ann', { messagePayload })))
    const data = dialog.press('Send', { 'f-more': 'it is a trap' })
    const sent = teams.choose('ann', { data }, { name: 'composeExtension/submitAction' })
    await readDialog(await teams.send(sent))
    expect(last()?.input).toMatchObject({ kind: 'submit', press: { about: 'send' } })
    const other = teams.choose('ben', { data }, { name: 'composeExtension/submitAction' })
    await readDialog(await teams.send(other))
    expect(last()?.input).toEqual({ kind: 'stale' })
  })

  it('has no button to close, as Teams would show an error for it', async () => {
    const thanks = aForm({ fields: [], submit: undefined })
    stage.onForm = () => Promise.resolve({ is: 'show', form: thanks })
    const dialog = await readDialog(await teams.send(teams.choose('ann', { messagePayload })))
    expect(dialog.buttons).toEqual([])
  })
})
