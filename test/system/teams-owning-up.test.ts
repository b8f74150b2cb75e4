import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import { type OpenDialog, readDialog } from '../support/teams/dialog.ts'
import { chatOf } from '../support/teams/driver.ts'
import { until } from '../support/until.ts'
import { desks, inDesks, openStage, shown, type Stage } from './teams-stage.ts'

// The bot looks for what is due once a second and once a minute.
jest.setTimeout(150_000)

const words = 'my password is Summer2024! for patient 999 123 4567, **really** {{DATE(x)}}'
const secrets = /Summer2024|999 123|Nurse Ann|Which link|second one|blocked it|evil|A Colleague/
const receiptIn = ({ says }: OpenDialog) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(says)?.[0] ?? ''
const receipts: string[] = []
let stage: Stage

beforeAll(async () => {
  stage = await openStage({ REPORT_IDENTITY: (await newAgeKey()).identity })
})
afterAll(async () => {
  // No message of any chat or channel holds what was told, asked, answered, or a way to it.
  const chats = JSON.stringify(stage.connector.calls)
  const told = await stage.close()
  const found = [
    secrets.exec(chats + told)?.[0],
    receipts.find((one) => (chats + told).includes(one))
  ]
  if (found.some((one) => one !== undefined)) throw new Error(`it stands there: ${found.join()}`)
})

/** Somebody at a hospital tells of a mistake; gives the form behind the answer's button. */
async function opensForm(user: string): Promise<OpenDialog> {
  const { teams } = stage
  await teams.send(teams.dm(user, 'I work at Riverside Hospital'))
  await teams.send(teams.dm(user, 'I put my password into a fake site'))
  return stage.opens(user, await stage.button(chatOf(user), 'Tell the security team'))
}

/** Fills the form in, looks, and sends it by a double tap: both windows say the same. */
async function tells(
  user: string,
  form: OpenDialog,
  given: Record<string, string>
): Promise<string> {
  const look = await stage.sends(user, form.press('Next: check it', given))
  expect(look.says).toContain('The team will see this, and nothing more')
  const send = look.press('Send')
  const both = await Promise.all([stage.sends(user, send), stage.sends(user, send)])
  for (const thanks of both)
    expect(thanks.says).toMatch(/We have it. Thank you.[^]*Someone looks at it by \d+:\d\d[ap]m/)
  const [one = '', two] = both.map(receiptIn)
  expect(one).toMatch(/-/)
  expect(two).toBe(one)
  receipts.push(one)
  return one
}

const cards = () => stage.posts(desks).filter((call) => shown(call).includes('New report'))
/** The next card that comes into the responders' channel: what its buttons send. */
async function nextCard(before: number): Promise<(title: string) => Promise<OpenDialog>> {
  const card = await until('a card in the channel', () => cards()[before])
  expect(shown(card)).not.toMatch(/taken out|Without a name|By name/)
  const { actions } = (
    card.body['attachments'] as [
      { content: { actions: { title: string; data: Record<string, unknown> }[] } }
    ]
  )[0].content
  return (title) =>
    stage.opens('rita', actions.find((one) => one.title === title)?.data ?? {}, inDesks)
}

/** What a responder writes: filled in, previewed, and sent twice as a retry would. */
async function writes(form: OpenDialog, given: Record<string, string>): Promise<OpenDialog> {
  const look = await stage.sends('rita', form.press('Next: check it', given), inDesks)
  expect(look.says).toContain('The person will see')
  const send = look.press('Send', { ...given, 't-soon': 'yes' })
  await stage.sends('rita', send, inDesks)
  return stage.sends('rita', send, inDesks)
}

/** The lines that stand in somebody's chat, all alike. */
const linesOf = (user: string) =>
  stage.posts(chatOf(user)).filter((call) => shown(call).includes('has a message for you'))

/** Once so many lines stand there: what the newest opens. */
async function reads(user: string, lines: number): Promise<OpenDialog> {
  const line = await until(`${lines} lines in the chat`, () => linesOf(user)[lines - 1])
  expect(line.body['summary']).toBe('Heads Up has a message for you')
  return stage.opens(user, await stage.button(chatOf(user), 'Read'))
}

/** The receipt, typed into the form behind a button of help, on anybody's phone. */
async function byReceipt(user: string, receipt: string): Promise<OpenDialog> {
  const { teams } = stage
  const before = stage.posts(chatOf(user)).length
  await teams.send(teams.dm(user, 'help'))
  await until('help', () => stage.posts(chatOf(user))[before])
  const form = await stage.opens(user, await stage.button(chatOf(user), 'I have a receipt'))
  return stage.sends(user, form.press('Look', { 'f-receipt': receipt.toLowerCase() }))
}

describe('owning up in Teams, in dialogs alone, with the bot as it runs', () => {
  it('offers no form before anybody hears: the number to call; a practice case opens the way', async () => {
    const { teams } = stage
    await teams.send(teams.dm('ann', 'I work at Riverside Hospital'))
    await until('an answer', () => stage.posts(chatOf('ann'))[0])
    const command = { commandId: 'tell', commandContext: 'compose' }
    const shut = await readDialog(await teams.send(teams.choose('ann', command)))
    expect(shut.inputs.size).toBe(0)
    expect(shut.says).toMatch(/Call \[?\d/)
    await stage.openUp('rita')
  })

  it.each([
    ['by name', 'name', 'Name: Nurse Ann'],
    ['without a name', 'unnamed', 'Without a name.'],
    ['by receipt only', 'receipt', 'Without a name.']
  ])('%s: told, taken, asked, answered, closed with thanks', async (_, known, seen) => {
    const user = `teller-${known}`
    const before = cards().length
    const form = await opensForm(user)
    expect(form.says).toContain('Without my name. They are not told who you are.')
    expect(form.says).toContain('Only the 4 people of the cyber team see what you send.')
    const given = { 'f-words': words, 'f-known': known, 'f-name': 'Nurse Ann' }
    const receipt = await tells(user, form, given)
    const card = await nextCard(before)
    const opened = await card('Open')
    expect(opened.says).toContain('[password taken out] for patient [NHS number taken out]')
    expect(opened.says).toContain('**really** {\u200b{DATE')
    expect(opened.says).toContain(seen)
    expect(opened.says).not.toContain(receipt)
    expect(opened.says).not.toContain('A Person')
    expect(opened.says.includes('Nurse Ann')).toBe(known === 'name')

    const taken = await card('Take it')
    expect(taken.says).toContain('You have it')
    const ask = await stage.sends('rita', taken.press('Ask'), inDesks)
    const asked = await writes(ask, { 'f-words': 'Which link was it?' })
    expect(asked.says).toContain('Your question is kept')

    // By name the lines come at once; without, this one was sent at once and the others wait for chance.
    const isReceipt = known === 'receipt'
    const lines = known === 'name' ? 3 : 1
    const reader = isReceipt ? 'other-phone' : user
    const read = isReceipt ? await byReceipt(reader, receipt) : await reads(user, lines)
    expect(read.says.match(/The security team asks: Which link was it\?/g)).toHaveLength(1)
    const answer = await stage.sends(reader, read.press('Answer'))
    const reply = answer.press('Send', { 'f-words': 'the second one' })
    await stage.sends(reader, reply)
    expect((await stage.sends(reader, reply)).says).toContain('Passed on')
    await until('the note of it', () =>
      stage.posts(desks).find((call) => shown(call).includes('the reporter answered'))
    )

    const again = await card('Open')
    expect(again.says.match(/The reporter answered: the second one/g)).toHaveLength(1)
    const close = await stage.sends('rita', again.press('Close'), inDesks)
    const closed = await writes(close, { 'f-outcome': 'real', 'f-line': 'blocked' })
    expect(closed.says).toContain('The case is closed')
    const thanks = isReceipt ? await byReceipt('ben', receipt) : await reads(user, lines + 1)
    expect(thanks.says).toMatch(/closed. Thank you[^]*We have blocked it/)
    expect(linesOf(user)).toHaveLength(isReceipt ? 0 : lines + 1)
    // Whoever else holds the receipt reads the same, and never what was told.
    const found = await byReceipt('ben', receipt)
    expect(found.says).toMatch(/closed. Thank you[^]*Which link was it\?[^]*We have blocked it/)
    expect(found.says).not.toMatch(/taken out|second one|Nurse Ann/)
  })

  it('"Report this message": its words, its sender and its link stand in the form, to be sent or not', async () => {
    const { teams } = stage
    const before = stage.connector.calls.length
    const messagePayload = {
      id: '1',
      linkToMessage: 'https://teams.microsoft.com/l/message/19:x/1',
      from: { user: { displayName: 'A Colleague' } },
      body: { content: '<p>Pay <a href="https://evil.example/x">here</a></p>' }
    }
    const user = 'teller-name'
    const form = await readDialog(await teams.send(teams.choose(user, { messagePayload })))
    expect(form.says).toContain('Stop replying')
    expect(form.inputs.get('f-message')).toMatchObject({
      value: 'Pay here (https://evil.example/x)'
    })
    expect(form.inputs.get('f-sender')).toMatchObject({ value: 'A Colleague' })
    const sends = async (data: Record<string, unknown>) =>
      readDialog(
        await teams.send(teams.choose(user, { data }, { name: 'composeExtension/submitAction' }))
      )
    const given = { 'f-situation': 'chat-impersonation', 'f-known': 'unnamed', 't-quote': 'yes' }
    const look = await sends(form.press('Next: check it', given))
    expect(look.says).toContain('hxxps[:]//evil[.]example/x')
    expect(look.says).not.toMatch(/A Colleague|teams.microsoft/)
    const thanks = await sends(look.press('Send'))
    expect(thanks.says).toContain('We have it. Thank you.')
    receipts.push(receiptIn(thanks))
    await until('the card', () =>
      cards().find((call) => shown(call).includes('A chat message may be fake'))
    )
    // Nothing was written where the message stood, nor to whoever reported it.
    const written = stage.connector.calls.slice(before)
    expect(written.filter(({ conversation }) => conversation !== desks)).toEqual([])
  })

  it('buttons and windows of others, changed ones and those of another tenant open nothing, and are counted', async () => {
    const form = await opensForm('zoe')
    const look = await stage.sends('zoe', form.press('Next: check it', { 'f-words': 'mine' }))
    const open = await stage.button(desks, 'Open')
    expect((await stage.opens('mallory', open, inDesks)).says).toContain('Only for people')
    // A card is signed for the channel that it stands in.
    expect((await stage.opens('rita', open)).says).toContain('That button no longer works')
    const send = look.press('Send')
    const stolen = [
      await stage.sends('mallory', send),
      await stage.sends('zoe', { ...send, carries: `${String(send['carries'])}x` }),
      await stage.sends('zoe', { ...send, step: 'open' }),
      await stage.sends('zoe', { ...send, headsUp: String(open['headsUp']) })
    ]
    for (const { says } of stolen) expect(says).toContain('That button no longer works')
    const read = await stage.button(chatOf('teller-name'), 'Read')
    expect((await stage.opens('zoe', read)).says).toContain('That button no longer works')
    const elsewhere = { channelData: { tenant: { id: '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee' } } }
    const { teams } = stage
    const outside = await teams.send(teams.openDialog('rita', open, { ...inDesks, ...elsewhere }))
    expect(await outside.text()).not.toMatch(/Case "|Without a name/)
    expect(await stage.headsUp('reports', 'list')).not.toContain('mine')
    expect(await stage.headsUp('audit', 'verify')).toMatch(
      /as they were written[^]*forged\s+\d[^]*no-right\s+\d/
    )
  })

  it('a responder who is removed while a case is open, and a form that is sent when nobody hears any more', async () => {
    const form = await opensForm('zoe')
    const look = await stage.sends('zoe', form.press('Next: check it', { 'f-words': 'my words' }))
    const open = await stage.button(desks, 'Open')
    const ask = await stage.sends(
      'rita',
      (await stage.opens('rita', open, inDesks)).press('Ask'),
      inDesks
    )
    const links = await stage.headsUp('links')
    const idOf = (what: string) =>
      links
        .split('\n')
        .find((line) => line.includes(what))
        ?.split(' ')[0] ?? ''
    await stage.headsUp('links', 'remove', idOf('a person'))
    const asked = ask.press('Next: check it', { 'f-words': 'Which link was it?' })
    expect((await stage.sends('rita', asked, inDesks)).says).toContain('Only for people')
    expect((await stage.opens('rita', open, inDesks)).says).toContain('Only for people')

    const shut = await stage.sends('zoe', look.press('Send'))
    expect(shut.says).toMatch(/can't pass reports on here yet[^]*Call/)
    expect(shut.inputs.get('f-words')).toMatchObject({ value: 'my words' })
    // Whoever told before can still come back.
    expect((await byReceipt('new-phone', receipts[0] ?? '')).says).toContain(
      'Your report is closed'
    )
    await stage.linkPerson('rosa')
    receipts.push(receiptIn(await stage.sends('zoe', look.press('Send'))))
    expect(receipts.at(-1)).toMatch(/-/)
    expect((await stage.opens('rosa', open, inDesks)).says).toContain('Case "')

    await stage.headsUp('links', 'remove', idOf('a channel'))
    const late = await opensForm('zed')
    expect(late.inputs.size).toBe(0)
    expect(late.says).toMatch(/can't pass reports on here yet[^]*Call/)
  })
})
