import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Stage } from '../../support/slack/adapter.ts'
import { another, driverOf, install, openMany } from '../../support/slack/many-workspaces.ts'
import type { Slack } from '../../support/slack/driver.ts'

const one = another('ONE')
const two = another('TWO')

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

  it.each([
    { is: 'throttle', retryAfter: '1' },
    { is: 'status', status: 503 },
    { is: 'reset' },
    { is: 'error', error: 'internal_error' }
  ] as const)(
    'loses nothing while Slack itself does not say so, and is told again: %j',
    async (trouble) => {
      stage.api.trouble('auth.test', trouble, { is: 'error', error: 'invalid_auth' })
      expect(await removed({ type: 'app_uninstalled' }, soon())).toBe(503)
      expect([stage.gone, stage.installs.rows.size]).toEqual([[], 2])
      expect(await removed({ type: 'app_uninstalled' }, soon())).toBe(200)
      expect([stage.gone, stage.installs.rows.size]).toEqual([['T0ONE'], 1])
    }
  )

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
