import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Turn } from '../../../bot/conversation/turn.ts'
import { aReply } from '../../support/slack/adapter.ts'
import { openTeamsStage, type TeamsStage, toHere, toThem } from '../../support/teams/adapter.ts'
import { bot } from '../../support/teams/driver.ts'

const ward = '19:ward@thread.tacv2'
const pointer = { answered: 'I have answered you in private.', unreachable: 'Open a chat with me.' }
const inPrivate = aReply({ audience: 'person', pointer })
let stage: TeamsStage

beforeEach(async () => {
  stage = await openTeamsStage()
})
afterEach(() => stage.close())

async function heard(activity: Readonly<Record<string, unknown>>): Promise<Turn> {
  expect((await stage.teams.send(activity)).status).toBe(200)
  const turn = stage.heard.at(-1)
  if (turn === undefined) throw new Error('the core heard nothing')
  return turn
}
const inWard = () => heard(stage.teams.mention('ann', ward, 'I clicked a link'))
const kinds = () => stage.connector.calls.map(({ is }) => is)
const send = (delivery: ReturnType<typeof toHere>) => stage.adapter.messenger.send(delivery)

describe('an answer', () => {
  it('goes to the private chat', async () => {
    const turn = await heard(stage.teams.dm('ann', 'tip'))
    expect(await send(toHere(turn))).toEqual({
      is: 'sent',
      messageId: expect.stringContaining('"conversation":"a:ann","activity":"m1"')
    })
    expect(stage.connector.calls[0]).toMatchObject({ is: 'post', conversation: 'a:ann' })
  })

  it('goes to the thread of a channel, as a reply', async () => {
    const asked = stage.teams.mention('ann', ward, 'tip')
    await send(toHere(await heard(asked)))
    const { conversation, body } = stage.connector.calls[0] ?? {}
    expect(conversation).toBe(`${ward};messageid=${String(asked['id'])}`)
    expect(body).toMatchObject({ replyToId: asked['id'], from: { id: bot.id } })
  })

  it('in private to something said in a channel: into their own chat, made once', async () => {
    const turn = await inWard()
    expect(await send(toThem(turn, inPrivate))).toMatchObject({ is: 'sent' })
    expect(await send(toThem(turn, inPrivate))).toMatchObject({ is: 'sent' })
    expect(kinds()).toEqual(['create', 'post', 'post'])
    expect(stage.connector.calls[1]?.conversation).toBe('a:made-1')
  })

  it('in private to somebody without the app: as a message that only they see', async () => {
    stage.connector.withoutApp.add('29:ann')
    const turn = await inWard()
    expect(await send(toThem(turn, inPrivate))).toMatchObject({ is: 'sent' })
    expect(kinds()).toEqual(['create', 'targeted'])
    expect(stage.connector.calls[1]?.body).toMatchObject({ recipient: { id: '29:ann' } })
  })

  it('in private, where nothing works: one fixed line, which says nothing of the matter', async () => {
    stage.connector.withoutApp.add('29:ann')
    stage.connector.trouble('targeted', { is: 'status', status: 403, code: 'Forbidden' })
    expect(await send(toThem(await inWard(), inPrivate))).toMatchObject({ is: 'sent' })
    expect(kinds()).toEqual(['create', 'targeted', 'post'])
    const { body } = stage.connector.calls[2] ?? {}
    expect(body).toMatchObject({ text: pointer.unreachable, summary: pointer.unreachable })
    expect(JSON.stringify(body)).not.toMatch(/password|attachments|29:ann/)
  })

  it('whose chat was blocked since: as a message that only they see', async () => {
    const turn = await inWard()
    await send(toThem(turn, inPrivate))
    stage.connector.trouble('post', { is: 'status', status: 403, code: 'MessageWritesBlocked' })
    expect(await send(toThem(turn, inPrivate))).toMatchObject({ is: 'sent' })
    expect(kinds()).toEqual(['create', 'post', 'post', 'targeted'])
  })

  it.each(['throttle', 'reset'] as const)(
    'that met a busy Teams (%s) waits: nothing is said in the channel meanwhile',
    async (is) => {
      stage.connector.trouble('create', { is })
      const outcome = await send(toThem(await inWard(), inPrivate))
      // Nothing was sent yet, so nothing can come twice: tried until it works.
      expect(['throttled', 'away']).toContain(outcome.is)
      expect(kinds()).toEqual(['create'])
    }
  )

  it('to what was asked aside: there, for them alone; else in their chat; never a public line', async () => {
    const turn = await heard(
      stage.teams.mention('ann', ward, 'tip', { recipient: { ...bot, isTargeted: true } })
    )
    expect(await send(toHere(turn))).toMatchObject({ is: 'sent' })
    stage.connector.trouble('targeted', { is: 'status', status: 400, code: 'BadArgument' })
    expect(await send(toThem(turn, inPrivate))).toMatchObject({ is: 'sent' })
    stage.connector.withoutApp.add('29:ben')
    const ben = await heard(
      stage.teams.mention('ben', ward, 'tip', { recipient: { ...bot, isTargeted: true } })
    )
    stage.connector.trouble('targeted', { is: 'status', status: 400, code: 'BadArgument' })
    expect(await send(toThem(ben, inPrivate))).toMatchObject({ is: 'unreachable' })
    expect(kinds()).toEqual(['targeted', 'targeted', 'create', 'post', 'targeted', 'create'])
  })
})

const toAnn = async () => toHere(await heard(stage.teams.dm('ann', 'tip')))

describe('what can go wrong', () => {
  it.each([
    [
      { is: 'throttle', retryAfter: '3' },
      { is: 'throttled', retryAfterMs: 3000 }
    ],
    [{ is: 'throttle' }, { is: 'throttled', retryAfterMs: 1000 }],
    [{ is: 'status', status: 500, code: 'ServiceError' }, { is: 'unknown' }],
    [{ is: 'status', status: 403, code: 'BotDisabledByAdmin' }, { is: 'unreachable' }],
    [{ is: 'reset' }, { is: 'unknown' }],
    [{ is: 'hang' }, { is: 'unknown', why: 'timeout' }]
  ] as const)('%j: tried once, and said as it is', async (trouble, outcome) => {
    stage.connector.trouble('post', trouble)
    const start = performance.now()
    expect(await send(await toAnn())).toMatchObject(outcome)
    expect(performance.now() - start).toBeLessThan(2000)
    expect(kinds()).toEqual(['post'])
  })

  it('follows no redirect', async () => {
    stage.connector.trouble('post', { is: 'redirect', to: `${stage.connector.serviceUrl}v3/x` })
    expect(await send(await toAnn())).toEqual({ is: 'failed', why: 'Moved' })
    expect(stage.connector.faults).toEqual([])
  })

  it('sends nothing to an address that is not Teams’, though it was kept', async () => {
    const delivery = await toAnn()
    const address = delivery.to.address.replace(/http:[^"]*/, 'https://evil.example/')
    expect(await send({ ...delivery, to: { ...delivery.to, address } })).toEqual({
      is: 'failed',
      why: 'service-url'
    })
    expect(await send({ ...delivery, to: { ...delivery.to, address: 'C0GENERAL' } })).toEqual({
      is: 'failed',
      why: 'address'
    })
    expect(kinds()).toEqual([])
  })

  it('a refused token shows as a problem, said once, and goes away when Teams takes one', async () => {
    const refused = { is: 'status', status: 401 } as const
    stage.connector.trouble('post', refused, refused)
    const delivery = await toAnn()
    expect(stage.adapter.problem()).toBeUndefined()
    expect(await send(delivery)).toMatchObject({ is: 'away' })
    expect(await send(delivery)).toMatchObject({ is: 'away' })
    expect(stage.adapter.problem()).toContain('MicrosoftAppPassword')
    expect(stage.log.written.filter(({ event }) => event === 'teams.refused')).toHaveLength(1)
    expect(await send(delivery)).toMatchObject({ is: 'sent' })
    expect(stage.adapter.problem()).toBeUndefined()
  })
})
