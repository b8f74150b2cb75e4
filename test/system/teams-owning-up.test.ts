import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Button } from '../../bot/conversation/reply.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import { aDesk, type Desk } from '../reports/a-desk.ts'
import { aReply } from '../support/slack/adapter.ts'
import { type Ground, MINUTE, sqliteGround } from '../support/store-ground.ts'
import { openTeamsStage, type TeamsStage, toHere } from '../support/teams/adapter.ts'
import { type OpenDialog, readDialog } from '../support/teams/dialog.ts'
import { tenant } from '../support/teams/issuer.ts'

const desks = '19:responders@thread.tacv2'
const inDesks = {
  conversation: { id: desks, conversationType: 'channel', isGroup: true, tenantId: tenant },
  channelData: { tenant: { id: tenant }, channel: { id: desks, type: 'private' } }
}
const tell: Button = {
  kind: 'press',
  label: 'Tell the security team',
  press: { action: 'tell', about: 'password_entered' },
  opens: 'form'
}
const words = 'my password is Summer2024! for patient 999 123 4567, **really** {{DATE(x)}}'
let ground: Ground
let desk: Desk
let stage: TeamsStage
let teams: TeamsStage['teams']

beforeEach(async () => {
  ground = await sqliteGround()
  desk = await aDesk(ground)
  stage = await openTeamsStage()
  ;({ teams } = stage)
  stage.onForm = desk.forms
})
afterEach(async () => {
  await stage.close()
  await ground.remove()
})

/** Somebody speaks, so that we know where they are. */
async function heardOf(activity: Readonly<Record<string, unknown>>): Promise<Turn> {
  await teams.send(activity)
  const turn = stage.heard.at(-1)
  if (turn === undefined) throw new Error('nothing was heard')
  return turn
}

/** A card with these buttons as it stands in Teams; gives what a button of it sends. */
async function carded(turn: Turn, buttons: readonly Button[]) {
  const card = { blocks: [{ kind: 'text' as const, text: 'A card' }], buttons: [...buttons] }
  await stage.adapter.messenger.send(toHere(turn, aReply({ card })))
  const body = stage.connector.calls.at(-1)?.body as {
    attachments: [{ content: { actions: { type: string; title: string; data: object }[] } }]
  }
  const { actions } = body.attachments[0].content
  return (title: string): Record<string, unknown> => {
    const action = actions.find((one) => one.title === title)
    expect(action?.type).toBe('Action.Submit')
    return { ...action?.data }
  }
}

const opens = async (user: string, data: Record<string, unknown>, more = {}): Promise<OpenDialog> =>
  readDialog(await teams.send(teams.openDialog(user, data, more)))
const sends = async (user: string, data: Record<string, unknown>, more = {}): Promise<OpenDialog> =>
  readDialog(await teams.send(teams.sendDialog(user, data, more)))

async function annTells(given: Record<string, string> = {}): Promise<OpenDialog> {
  const button = await carded(await heardOf(teams.dm('ann', 'I clicked')), [tell])
  const form = await opens('ann', button('Tell the security team'))
  expect(form.says).toContain('Without my name. They are not told who you are.')
  const [next = ''] = form.buttons
  const look = await sends('ann', form.press(next, { 'f-words': words, ...given }))
  expect(look.says).toContain('[password taken out] for patient [NHS number taken out]')
  expect(look.says).toContain('**really** {\u200b{DATE')
  expect(JSON.stringify(look.card)).not.toMatch(/Summer2024|999 123/)
  const [send = ''] = look.buttons
  return sends('ann', look.press(send))
}

describe('owning up in Teams, in dialogs alone', () => {
  it('before anybody hears: the number to call, and no form', async () => {
    const button = await carded(await heardOf(teams.dm('ann', 'I clicked')), [tell])
    const dialog = await opens('ann', button('Tell the security team'))
    expect(dialog.inputs.size).toBe(0)
    expect(dialog.says).toMatch(/Call \[?\d/)
  })

  it('a form, a look at what will be seen, and a receipt that stands in the window and in no chat', async () => {
    await desk.openUp()
    const thanks = await annTells()
    expect(thanks.says).toContain('We have it. Thank you.')
    const receipt = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(thanks.says)?.[0] ?? ''
    expect(receipt).toMatch(/-/)
    const inChats = JSON.stringify(stage.connector.calls)
    expect(inChats).toContain('Tell the security team')
    expect(inChats).not.toContain('Thank you')
    expect(inChats).not.toContain(receipt)
  })

  it('a responder opens the case from the channel’s card; somebody else who presses there learns nothing', async () => {
    await desk.openUp()
    await annTells()
    const [notice] = await desk.sent()
    const channel = await heardOf({ ...teams.mention('rita', desks, 'hello'), ...inDesks })
    desk.person(channel.from.id, ['responders'])
    const button = await carded(channel, notice?.buttons ?? [])
    const opened = await opens('rita', button('Open'), inDesks)
    expect(opened.says).toContain('[password taken out]')
    const mallory = await opens('mallory', button('Open'), inDesks)
    expect(mallory.says).not.toContain('password taken out')
    const taken = await opens('rita', button('Take it'), inDesks)
    expect(taken.says).toContain('You have it')
    // The next step stands in the same window, and only she can take it.
    const ask = await sends('rita', taken.press('Ask'), inDesks)
    const [preview = ''] = ask.buttons
    const stolen = await sends('mallory', ask.press(preview, { 'f-words': 'Which?' }), inDesks)
    expect(stolen.says).toContain('That button no longer works')
    const look = await sends('rita', ask.press(preview, { 'f-words': 'Which link?' }), inDesks)
    expect(look.says).toContain('Which link?')
  })

  it('the line in the chat opens the words for the one who told, and for nobody else', async () => {
    await desk.openUp()
    await annTells()
    desk.later(20 * MINUTE)
    const ann = await heardOf(teams.dm('ann', 'hello'))
    const line = (await desk.sent()).find(({ to }) => to === ann.from.id)
    expect(line?.says).toBe('Heads Up has a message for you')
    const button = await carded(ann, line?.buttons ?? [])
    expect((await opens('ann', button('Read'))).says).toContain('Your report has arrived')
    expect((await opens('ben', button('Read'))).says).toContain('That button no longer works')
  })

  it('a question, an answer, a close and thanks; found by the line in the chat, and by the receipt on another phone', async () => {
    await desk.openUp()
    const receipt = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec((await annTells()).says)?.[0] ?? ''
    const [notice] = await desk.sent()
    const channel = await heardOf({ ...teams.mention('rita', desks, 'hello'), ...inDesks })
    desk.person(channel.from.id, ['responders'])
    const card = await carded(channel, notice?.buttons ?? [])
    const forRita = (form: OpenDialog, title: string, given: Record<string, string> = {}) =>
      sends('rita', form.press(title, given), inDesks)
    const write = async (title: string, given: Record<string, string>) => {
      const form = await forRita(await opens('rita', card('Open'), inDesks), title)
      const look = await forRita(form, form.buttons[0] ?? '', given)
      return forRita(look, look.buttons[0] ?? '', { 't-soon': 'yes' })
    }
    expect((await write('Ask', { 'f-words': 'Which link was it?' })).says).toContain('is kept')

    const ann = await heardOf(teams.dm('ann', 'hello'))
    const line = (await desk.sent()).find(({ to }) => to === ann.from.id)
    const read = await opens('ann', (await carded(ann, line?.buttons ?? []))('Read'))
    expect(read.says).toContain('The security team asks: Which link was it?')
    const answer = await sends('ann', read.press('Answer'))
    const told = await sends(
      'ann',
      answer.press(answer.buttons[0] ?? '', { 'f-words': 'the second one' })
    )
    expect(told.says).toContain('Passed on')
    const opened = await opens('rita', card('Open'), inDesks)
    expect(opened.says).toContain('The reporter answered: the second one')
    const closed = await write('Close', { 'f-outcome': 'real', 'f-line': 'blocked' })
    expect(closed.says).toContain('The case is closed')

    const closing = (await desk.sent()).find(({ to }) => to === ann.from.id)
    expect(closing?.says).toBe('Heads Up has a message for you')
    const thanks = await opens('ann', (await carded(ann, closing?.buttons ?? []))('Read'))
    expect(thanks.says).toMatch(/closed. Thank you[^]*We have blocked it/)

    const ben = await heardOf(teams.dm('ben', 'hello'))
    const press = { action: 'receipt' }
    const help = await carded(ben, [{ kind: 'press', label: 'Receipt', press, opens: 'form' }])
    const form = await opens('ben', help('Receipt'))
    const found = await sends('ben', form.press(form.buttons[0] ?? '', { 'f-receipt': receipt }))
    expect(found.says).toMatch(/closed. Thank you[^]*We have blocked it/)
    expect(found.says).not.toMatch(/taken out|second one/)
    const chats = JSON.stringify(stage.connector.calls)
    expect(chats).not.toMatch(/Which link|second one|blocked it/)
  })

  it('"Report this message": its words, its sender and its link stand in the form, to be sent or not', async () => {
    await desk.openUp()
    const messagePayload = {
      id: '1',
      linkToMessage: 'https://teams.microsoft.com/l/message/19:x/1',
      from: { user: { displayName: 'A Colleague' } },
      body: { content: '<p>Pay <a href="https://evil.example/x">here</a></p>' }
    }
    const form = await readDialog(await teams.send(teams.choose('ann', { messagePayload })))
    expect(form.inputs.get('f-message')).toMatchObject({
      value: 'Pay here (https://evil.example/x)'
    })
    expect(form.inputs.get('f-sender')).toMatchObject({ value: 'A Colleague' })
    const [next = ''] = form.buttons
    const situation = form.inputs.get('f-situation') as { choices: { value: string }[] } | undefined
    const data = form.press(next, {
      'f-situation': situation?.choices[0]?.value ?? '',
      't-quote': 'yes'
    })
    const sent = teams.choose('ann', { data }, { name: 'composeExtension/submitAction' })
    const look = await readDialog(await teams.send(sent))
    expect(look.says).toContain('hxxps[:]//evil[.]example/x')
    const [send = ''] = look.buttons
    const last = teams.choose(
      'ann',
      { data: look.press(send) },
      { name: 'composeExtension/submitAction' }
    )
    expect((await readDialog(await teams.send(last))).says).toContain('We have it. Thank you.')
    expect(stage.connector.calls).toEqual([])
  })
})
