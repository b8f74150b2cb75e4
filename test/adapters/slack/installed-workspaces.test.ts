import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Turn } from '../../../bot/conversation/turn.ts'
import { aReply, hasher, type Stage } from '../../support/slack/adapter.ts'
import { another, driverOf, install, openMany } from '../../support/slack/many-workspaces.ts'
import type { Slack } from '../../support/slack/driver.ts'

const one = another('ONE')
const two = another('TWO')

describe('several workspaces', () => {
  let stage: Stage
  let fromOne: Slack
  let fromTwo: Slack
  beforeEach(async () => {
    stage = await openMany([one, two])
    fromOne = driverOf(stage, one)
    fromTwo = driverOf(stage, two)
  })
  afterEach(() => stage.close())

  /** Answers as the outbox would. */
  const answer = (turn: Turn | undefined, to = turn?.place.here) => {
    if (to === undefined) throw new Error('nothing was heard')
    return stage.adapter.messenger.send({ id: 'd1', to, reply: aReply(), attempts: 0 })
  }
  const tokens = (method: string) =>
    stage.api.calls.filter((call) => call.method === method).map((call) => call.token)

  it('are each answered with their own token, and no other', async () => {
    await install(stage, one)
    await install(stage, two)
    await fromOne.event(fromOne.dm('U0ANNONE', 'hello'))
    await fromTwo.event(fromTwo.dm('U0ANNTWO', 'hello'))
    const [, , first, second] = stage.front.heard
    expect([first?.tenant, second?.tenant]).toEqual(['T0ONE', 'T0TWO'])
    expect(await answer(first)).toMatchObject({ is: 'sent' })
    expect(await answer(second)).toMatchObject({ is: 'sent' })
    expect(tokens('chat.postMessage')).toEqual([one.token, two.token])
  })

  it('one that did not install it is not heard, and its event is not sent again', async () => {
    await install(stage, one)
    stage.front.heard.length = 0
    expect((await fromTwo.event(fromTwo.dm('U0ANNTWO', 'hello'))).status).toBe(200)
    expect((await fromTwo.press('U0ANNTWO', 'x')).status).toBe(200)
    expect(stage.front.heard).toEqual([])
  })

  it('a command is answered even where no installation is known: its answer needs no token', async () => {
    const response = await fromTwo.command({
      user_id: 'U0ANNTWO',
      text: 'help',
      response_url: stage.api.responseUrl()
    })
    expect(await response.json()).toMatchObject({ response_type: 'ephemeral' })
  })

  it('are found again after a restart, and by another process', async () => {
    await install(stage, one)
    const later = await openMany([one, two])
    try {
      for (const row of stage.installs.rows.values()) await later.installs.put(row)
      const slack = driverOf(later, one)
      await slack.event(slack.dm('U0ANNONE', 'hello'))
      expect(later.front.heard[0]?.tenant).toBe('T0ONE')
    } finally {
      await later.close()
    }
  })

  it('a window opens by the token of the workspace it was clicked in', async () => {
    await install(stage, two)
    await fromTwo.shortcut('U0ANNTWO', 'tell')
    await stage.api.arrived('views.open')
    expect(tokens('views.open')).toEqual([two.token])
  })

  it('"Report this message" is told where it was chosen, whoever of another workspace wrote that message', async () => {
    await install(stage, one)
    await install(stage, two)
    await fromOne.shortcut('U0ANNONE', 'report-message', {
      type: 'message_action',
      channel: { id: 'C0ONE', name: 'shared' },
      message: { ts: '1764000000.000100', user: 'U0BAD', team: 'T0TWO', text: 'please pay' }
    })
    await stage.api.arrived('views.open')
    expect(tokens('views.open')).toEqual([one.token])
    expect(stage.front.formed.at(-1)).toMatchObject({
      tenant: 'T0ONE',
      from: { standing: 'staff' }
    })
  })

  it('in a channel shared by two of them, a press goes to the one whose bot wrote the message', async () => {
    await install(stage, one)
    await install(stage, two)
    stage.front.heard.length = 0
    // Ben of workspace two presses; Slack names his own team.
    await fromTwo.press('U0ANNTWO', 'x', {
      channel: { id: 'C0ONE', name: 'shared' },
      message: { ts: '1764000000.000100', team: 'T0ONE' }
    })
    expect(stage.front.heard).toMatchObject([
      { tenant: 'T0ONE', from: { standing: 'outsider' }, place: { kind: 'channel' } }
    ])
  })

  it('a token that Slack no longer takes is asked for again: it may have been renewed meanwhile', async () => {
    await install(stage, one)
    await fromOne.event(fromOne.dm('U0ANNONE', 'hello'))
    const turn = stage.front.heard.at(-1)
    // Another process took in a new one.
    const renewed = await openMany([{ ...one, token: 'xoxb-new' }])
    await install(renewed, one)
    for (const row of renewed.installs.rows.values()) await stage.installs.put(row)
    await renewed.close()
    stage.api.trouble('chat.postMessage', { is: 'error', error: 'account_inactive' })
    expect(await answer(turn)).toMatchObject({ is: 'away' })
    await answer(turn)
    expect(tokens('chat.postMessage')).toEqual([one.token, 'xoxb-new'])
  })

  it('to one that is gone nothing is sent any more', async () => {
    await install(stage, one)
    const hello = stage.front.heard[0]
    stage.installs.rows.clear()
    stage.api.trouble('chat.postMessage', { is: 'error', error: 'account_inactive' })
    await answer(hello)
    expect(await answer(hello)).toMatchObject({ is: 'unreachable', why: 'not-installed' })
  })

  it('are checked one by one, by their own id', async () => {
    await install(stage, one)
    await install(stage, two)
    expect(await stage.adapter.check()).toEqual([])
    stage.api.trouble('auth.test', { is: 'error', error: 'account_inactive' })
    const lines = await stage.adapter.check()
    expect(lines).toEqual([
      expect.stringMatching(/^T0(ONE|TWO): .*account_inactive.*\/slack\/install/)
    ])
    expect(stage.adapter.problem()).toBeUndefined()
  })
})

/** As Slack tells it where an organisation installed us as a whole. */
const whole = (event: object) => ({
  ...event,
  authorizations: [
    { enterprise_id: 'E0NHS', team_id: null, user_id: 'U0BOT', is_enterprise_install: true }
  ]
})

describe('workspaces of one Grid organisation', () => {
  const grid = another('GRID', { enterprise: 'E0NHS', orgWide: true })
  const east = another('EAST', { enterprise: 'E0NHS' })
  const west = another('WEST', { enterprise: 'E0NHS' })

  it('are one tenant where it is installed for all of them, and one token answers', async () => {
    const stage = await openMany([grid])
    await install(stage, grid)
    const slack = driverOf(stage, east)
    await slack.event(whole(slack.dm('U0ANNGRID', 'hello')))
    await slack.press('U0ANNGRID', 'x', { is_enterprise_install: true })
    const [, said, pressed] = stage.front.heard
    expect(said?.from.id).toBe(hasher.person('slack', 'E0NHS', 'U0ANNGRID'))
    expect(pressed?.from.id).toBe(said?.from.id)
    const to = said?.from.privately
    if (to === undefined) throw new Error('nothing was heard')
    expect(
      await stage.adapter.messenger.send({ id: 'd', to, reply: aReply(), attempts: 0 })
    ).toMatchObject({ is: 'sent' })
    expect(stage.api.calls.find(({ method }) => method === 'chat.postMessage')?.token).toBe(
      grid.token
    )
    await stage.close()
  })

  it('that install it one by one are one tenant, each answered by its own token', async () => {
    const stage = await openMany([east, west])
    await install(stage, east)
    await install(stage, west)
    const slack = driverOf(stage, west)
    await slack.event(slack.dm('U0ANNWEST', 'hello'))
    const said = stage.front.heard.at(-1)
    expect(said?.tenant).toBe('E0NHS')
    const to = said?.place.here
    if (to === undefined) throw new Error('nothing was heard')
    expect(
      await stage.adapter.messenger.send({ id: 'd', to, reply: aReply(), attempts: 0 })
    ).toMatchObject({ is: 'sent' })
    expect(stage.api.calls.find(({ method }) => method === 'chat.postMessage')?.token).toBe(
      west.token
    )
    await stage.close()
  })

  it('end what is planned only when the last of them is gone', async () => {
    const stage = await openMany([east, west])
    await install(stage, east)
    await install(stage, west)
    for (const [team, expected] of [
      [east, []],
      [west, ['E0NHS']]
    ] as const) {
      stage.api.trouble('auth.test', { is: 'error', error: 'account_inactive' })
      const slack = driverOf(stage, team)
      const event = slack.envelope({ type: 'app_uninstalled' })
      expect((await slack.event({ ...event, event_time: Date.now() / 1000 + 60 })).status).toBe(200)
      expect(stage.gone).toEqual(expected)
    }
    await stage.close()
  })
})
