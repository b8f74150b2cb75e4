import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { FormTurn } from '../../../bot/conversation/form.ts'
import { aForm } from '../../support/a-form.ts'
import { hasher, signer } from '../../support/slack/adapter.ts'
import { formWords, openTeamsStage, type TeamsStage } from '../../support/teams/adapter.ts'
import { type OpenDialog, readDialog } from '../../support/teams/dialog.ts'
import { oidOf } from '../../support/teams/driver.ts'
import { tenant } from '../../support/teams/issuer.ts'

const ward = '19:ward@thread.tacv2'
const tell = { action: 'tell', about: 'phishing_link_clicked' }
const words = 'I typed **my** password {{DATE(2026-11-24T10:00:00Z)}} [here](https://evil.example)'
let stage: TeamsStage
let teams: TeamsStage['teams']

beforeAll(async () => {
  stage = await openTeamsStage()
  ;({ teams } = stage)
})
afterAll(() => stage.close())
beforeEach(() => {
  stage.onForm = () => Promise.resolve({ is: 'show', form: aForm() })
})

const person = (user: string) => hasher.person('teams', tenant, oidOf(user))
const buttonOf = (user: string) => ({
  msteams: { type: 'task/fetch' },
  headsUp: signer.sign(tell, person(user))
})
const inWard = {
  conversation: { id: `${ward};messageid=1`, conversationType: 'channel', tenantId: tenant }
}
const last = (): FormTurn | undefined => stage.formed.at(-1)
const open = async (user: string): Promise<OpenDialog> =>
  readDialog(await teams.send(teams.openDialog(user, buttonOf(user))))
const send = async (
  user: string,
  data: Record<string, unknown>,
  more?: Record<string, unknown>
): Promise<OpenDialog> => readDialog(await teams.send(teams.sendDialog(user, data, more)))

describe('a button that opens a form', () => {
  it('shows the form, with what it asks and what must be read first', async () => {
    const dialog = await open('ann')
    expect(last()?.input).toEqual({ kind: 'open', press: tell })
    expect(dialog.title).toBe('Tell us privately')
    expect(dialog.says.split('\n')).toEqual([
      'Three taps are enough.',
      'When was it?',
      'Just now',
      'Earlier today (since midnight)',
      'Anything else?',
      'Please leave out patients.',
      'Send the message with it',
      'The security team sees what is above.'
    ])
    expect(dialog.buttons).toEqual(['Send'])
    expect(dialog.inputs.get('f-when')).toMatchObject({ style: 'expanded', value: 'now' })
    expect(dialog.inputs.get('f-more')).toMatchObject({ isMultiline: true, maxLength: 2000 })
    expect(dialog.inputs.get('t-quote')).toMatchObject({ value: 'no' })
  })

  it('says who opened it by the name that Teams sent, which is written nowhere', async () => {
    await open('ann')
    expect(last()?.called?.reveal()).toBe('A Person')
    expect(JSON.stringify(last())).not.toContain('A Person')
  })

  it('opens in a channel, a group and a meeting for whoever presses it there', async () => {
    const ofWard = { headsUp: signer.sign(tell, hasher.place('teams', tenant, ward)) }
    await readDialog(await teams.send(teams.openDialog('ben', ofWard, inWard)))
    expect(last()).toMatchObject({
      input: { kind: 'open', press: tell },
      place: { kind: 'channel', id: hasher.place('teams', tenant, ward) },
      from: { id: person('ben') }
    })
    const meeting = '19:meeting_x@thread.v2'
    const ofMeeting = { headsUp: signer.sign(tell, hasher.place('teams', tenant, meeting)) }
    const there = { conversation: { id: meeting, isGroup: true, tenantId: tenant } }
    await readDialog(await teams.send(teams.openDialog('ben', ofMeeting, there)))
    expect(last()).toMatchObject({ input: { kind: 'open' }, place: { kind: 'group' } })
  })

  it.each<[string, () => Record<string, unknown>]>([
    ['of somebody else', () => buttonOf('ben')],
    ['forged', () => ({ headsUp: `${buttonOf('ann').headsUp.slice(0, -3)}abc` })],
    [
      'of a channel, pressed elsewhere',
      () => ({ headsUp: signer.sign(tell, hasher.place('teams', tenant, ward)) })
    ],
    ['without anything of ours', () => ({ wipe: true })]
  ])('%s: opens nothing, and is answered kindly', async (_, data) => {
    await readDialog(await teams.send(teams.openDialog('ann', data())))
    expect(last()?.input).toEqual({ kind: 'stale' })
  })

  it('pressed in a client that opens no dialogs: the number to call', async () => {
    const before = stage.heard.length
    await teams.send(teams.submit('ann', buttonOf('ann')))
    expect(stage.heard[before]?.input).toEqual({ kind: 'press', press: { action: 'person' } })
  })
})

describe('a form that was filled in', () => {
  it('comes with every field, and what it carries', async () => {
    const dialog = await open('ann')
    await send(
      'ann',
      dialog.press('Send', { 'f-when': 'today', 'f-more': words, 't-quote': 'yes' })
    )
    const input = last()?.input
    expect(input).toMatchObject({
      kind: 'submit',
      press: { action: 'tell', about: 'send' },
      carries: 'sealed'
    })
    const fields = input?.kind === 'submit' ? [...input.fields] : []
    expect(fields.map(([id, given]) => [id, given.reveal()])).toEqual([
      ['when', 'today'],
      ['more', words],
      ['quote', 'yes']
    ])
  })

  it('leaves out what was left empty and not ticked', async () => {
    const dialog = await open('ann')
    await send('ann', dialog.press('Send', { 'f-more': '  ' }))
    const input = last()?.input
    expect(input?.kind === 'submit' ? [...input.fields.keys()] : []).toEqual(['when'])
  })

  it('does not go out while a required field is empty, and says so', async () => {
    const [, more] = aForm().fields
    if (more?.kind !== 'words') throw new Error('no such field')
    stage.onForm = () =>
      Promise.resolve({
        is: 'show',
        form: aForm({ fields: [{ ...more, optional: false }] })
      })
    const dialog = await open('ann')
    expect(() => dialog.press('Send')).toThrow(formWords.needed)
  })

  it('is answered in the same window: thanks, and a way to close it', async () => {
    const dialog = await open('ann')
    const thanks = aForm({
      title: 'Heads Up',
      blocks: [{ kind: 'heading', text: 'We have it. Thank you.' }],
      fields: [],
      below: [],
      submit: undefined,
      carries: undefined
    })
    stage.onForm = () => Promise.resolve({ is: 'show', form: thanks })
    const next = await send('ann', dialog.press('Send'))
    expect(next.says).toBe('We have it. Thank you.')
    expect(next.buttons).toEqual(['Close'])
    const closed = await teams.send(teams.sendDialog('ann', next.press('Close')))
    expect([closed.status, await closed.text()]).toEqual([200, ''])
  })

  it('is shown again with its words and what to mend, first of all and at the field', async () => {
    const dialog = await open('ann')
    stage.onForm = () =>
      Promise.resolve({
        is: 'mend',
        form: aForm({
          fields: [
            {
              kind: 'words',
              id: 'more',
              label: 'Anything else?',
              given: words,
              lines: 'many',
              most: 50
            }
          ]
        }),
        problems: new Map([['more', 'Please use fewer words.']])
      })
    const again = await send('ann', dialog.press('Send', { 'f-more': words }))
    expect(again.inputs.get('f-more')).toMatchObject({ value: words })
    const lines = again.says.split('\n')
    expect(lines[0]).toBe('Anything else? Please use fewer words.')
    expect(lines[lines.indexOf('Anything else?') - 1]).toBe('Please use fewer words.')
  })

  it('leads on by its other buttons, without what stands in the fields', async () => {
    stage.onForm = () =>
      Promise.resolve({
        is: 'show',
        form: aForm({
          buttons: [
            { kind: 'press', label: 'What exactly?', press: { action: 'who-sees' }, opens: 'form' }
          ]
        })
      })
    const dialog = await open('ann')
    expect(dialog.buttons).toEqual(['Send', 'What exactly?'])
    const data = dialog.press('What exactly?', { 'f-more': words })
    expect(JSON.stringify(data)).not.toContain('password')
    await send('ann', data)
    expect(last()?.input).toEqual({
      kind: 'open',
      press: { action: 'who-sees' },
      carries: 'sealed'
    })
  })

  it.each<[string, (sent: Record<string, unknown>) => Record<string, unknown>]>([
    ['what it carries was changed', (sent) => ({ ...sent, carries: 'of another report' })],
    ['what it carries was left out', (sent) => ({ ...sent, carries: undefined })],
    [
      'the token was changed',
      (sent) => ({ ...sent, headsUp: `${String(sent['headsUp']).slice(0, -3)}abc` })
    ],
    ['the press is one of a card', (sent) => ({ ...sent, headsUp: buttonOf('ann').headsUp })],
    ['it opens what was made to be sent', (sent) => ({ ...sent, step: 'open' })],
    ['it is no form of ours', () => ({ step: 'submit' })],
    ['it is nothing', () => ({})]
  ])('%s: nothing is done, and it is answered kindly', async (_, change) => {
    const dialog = await open('ann')
    await send('ann', change(dialog.press('Send', { 'f-more': words })))
    expect(last()?.input).toEqual({ kind: 'stale' })
  })

  it('sent by another person with the same token: nothing is done', async () => {
    const dialog = await open('ann')
    await send('ben', dialog.press('Send', { 'f-more': words }))
    expect(last()).toMatchObject({ input: { kind: 'stale' }, from: { id: person('ben') } })
  })
})

describe('whatever goes wrong', () => {
  it('a fault of ours is said in our words, with nothing of what was written in answer or log', async () => {
    const dialog = await open('ann')
    const before = stage.log.written.length
    stage.onForm = () => Promise.reject(new Error(words))
    const response = await teams.send(
      teams.sendDialog('ann', dialog.press('Send', { 'f-more': words }))
    )
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ task: { type: 'message', value: formWords.failing } })
    const written = JSON.stringify(stage.log.written.slice(before))
    expect(written).toContain('teams.failed')
    expect(written).not.toMatch(/password|A Person/)
  })

  it('a person of another organisation in our channel is known as one', async () => {
    const data = { headsUp: signer.sign(tell, hasher.place('teams', tenant, ward)) }
    const from = {
      id: '29:out',
      name: 'Out',
      aadObjectId: oidOf('out'),
      tenantId: 'another-tenant'
    }
    await teams.send(teams.openDialog('out', data, { ...inWard, from }))
    expect(last()?.from.standing).toBe('outsider')
  })
})
