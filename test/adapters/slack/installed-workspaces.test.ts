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

const soon = () => Math.floor(Date.now() / 1000) + 60

describe('a workspace that takes the app away', () => {
  let stage: Stage
  let slack: Slack
  beforeEach(async () => {
    stage = await openMany([one, two])
    await install(stage, one)
    await install(stage, two)
    slack = driverOf(stage, one)
  })
  afterEach(() => stage.close())
  const removed = async (event: object, at: number) => {
    const { status } = await slack.event(slack.envelope(event, { event_time: at }))
    return status
  }

  it.each([
    { type: 'app_uninstalled' },
    { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOTONE'] } }
  ])('loses its token and all that is planned, and no other does: %j', async (event) => {
    stage.api.trouble('auth.test', { is: 'error', error: 'account_inactive' })
    expect(await removed(event, soon())).toBe(200)
    expect(stage.gone).toEqual(['T0ONE'])
    expect(stage.installs.rows.size).toBe(1)
    // Told again, as Slack does, and by its second name.
    expect(await removed(event, soon())).toBe(200)
    expect(stage.gone).toEqual(['T0ONE'])
    expect((await install(stage, one)).status).toBe(200)
    await slack.event(slack.dm('U0ANNONE', 'hello again'))
    expect(stage.front.heard.at(-1)?.tenant).toBe('T0ONE')
  })

  it('and installed it again is not ended by the news of the old removal, however late or early', async () => {
    expect(await removed({ type: 'app_uninstalled' }, soon() - 3600)).toBe(200)
    // By the clock it is newer than the installation; by Slack's word the token lives.
    expect(await removed({ type: 'app_uninstalled' }, soon())).toBe(200)
    expect(stage.gone).toEqual([])
    expect(stage.installs.rows.size).toBe(2)
  })

  it('and installed it again by another process keeps what it has planned since', async () => {
    const anew = { ...one, token: 'xoxb-new' }
    const here = await openMany([anew])
    const put = async (by: typeof one) => {
      const other = await openMany([by])
      await install(other, by)
      for (const row of other.installs.rows.values()) await here.installs.put(row)
      await other.close()
    }
    await put(one)
    const slackHere = driverOf(here, one)
    // From now on this process has the old token, which Slack takes no more.
    await slackHere.event(slackHere.dm('U0ANNONE', 'hello'))
    await put(anew)
    const event = slackHere.envelope({ type: 'app_uninstalled' }, { event_time: soon() })
    expect((await slackHere.event(event)).status).toBe(200)
    expect(here.gone).toEqual([])
    expect(here.installs.rows.size).toBe(1)
    await here.close()
  })

  it('while the store is away is told again', async () => {
    stage.api.trouble('auth.test', { is: 'error', error: 'account_inactive' })
    let away = true
    const inner = stage.installs.drop.bind(stage.installs)
    stage.installs.drop = (row) => (away ? Promise.reject(new Error('no disk')) : inner(row))
    expect(await removed({ type: 'app_uninstalled' }, soon())).toBeGreaterThanOrEqual(500)
    away = false
    stage.api.trouble('auth.test', { is: 'error', error: 'account_inactive' })
    expect(await removed({ type: 'app_uninstalled' }, soon())).toBe(200)
    expect(stage.installs.rows.size).toBe(1)
  })
})
