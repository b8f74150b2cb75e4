import { afterEach, describe, expect, it } from '@jest/globals'
import { hasher, openStage, signer, type Stage, workspace } from '../../support/slack/adapter.ts'
import { deadAddress } from '../../support/slack/listen.ts'

const now = () => Math.floor(Date.now() / 1000)

describe('the workspace', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const gone = (event: object, eventTime: number) =>
    stage.slack.event(stage.slack.envelope(event, { event_time: eventTime }))

  it('is asked once, at the start, who we are', async () => {
    stage = await openStage()
    await stage.api.arrived('auth.test')
    await stage.slack.event(stage.slack.dm('U0ANN', 'hello'))
    await stage.slack.event(stage.slack.dm('U0ANN', 'again'))
    expect(stage.api.calls.map((call) => call.method)).toEqual(['auth.test'])
    expect(stage.adapter.problem()).toBeUndefined()
    expect(await stage.adapter.check()).toEqual([])
  })

  it('that refuses our token shows with the mend, and the bot starts all the same', async () => {
    stage = await openStage({ env: { SLACK_BOT_TOKEN: 'xoxb-of-yesterday' } })
    await stage.api.arrived('auth.test')
    expect(await stage.adapter.check()).toEqual([
      expect.stringMatching(/invalid_auth.*SLACK_BOT_TOKEN/)
    ])
    expect(stage.adapter.problem()).toMatch(/invalid_auth/)
    await stage.slack.event(stage.slack.dm('U0ANN', 'hello'))
    expect(stage.front.heard[0]?.tenant).toBe('T0TRUST')
  })

  it('that cannot be reached shows too, and commands are answered all the same', async () => {
    stage = await openStage({ env: { SLACK_API_URL: `${await deadAddress()}/api/` } })
    expect(await stage.adapter.check()).toEqual([expect.stringMatching(/cannot be reached/)])
    const response = await stage.slack.command({
      user_id: 'U0ANN',
      text: 'help',
      response_url: 'https://hooks.slack.com/x'
    })
    expect(await response.json()).toMatchObject({ response_type: 'ephemeral' })
  })

  it('gives the same person the same name before and after it could be asked', async () => {
    stage = await openStage({
      env: { SLACK_API_URL: `${await deadAddress()}/api/` },
      workspace: { ...workspace, enterprise: 'E0NHS' }
    })
    await stage.slack.event(stage.slack.dm('U0ANN', 'hello'))
    await stage.slack.press(
      'U0ANN',
      signer.sign({ action: 'more' }, hasher.person('slack', 'E0NHS', 'U0ANN'))
    )
    await stage.slack.command({
      user_id: 'U0ANN',
      text: 'help',
      response_url: 'https://hooks.slack.com/x'
    })
    const everybody = [...stage.front.heard, ...stage.front.asked].map((turn) => turn.from.id)
    expect(new Set(everybody)).toEqual(new Set([hasher.person('slack', 'E0NHS', 'U0ANN')]))
  })

  it('is asked again where Slack was away at the start; till then a press in a channel could be anybody’s', async () => {
    stage = await openStage({ firstCalls: [{ is: 'status', status: 503 }] })
    await stage.adapter.check()
    const inChannel = { channel: { id: 'C0GENERAL', name: 'general' } }
    await stage.slack.press('U0ANN', 'x', inChannel)
    stage.clock.aheadMs = 31_000
    await stage.slack.press('U0ANN', 'x')
    await stage.api.arrived('auth.test', 2)
    await stage.adapter.check()
    stage.clock.aheadMs = 0
    await stage.slack.press('U0ANN', 'x', inChannel)
    expect(stage.front.heard.map((turn) => turn.from.standing)).toEqual([
      'outsider',
      'staff',
      'staff'
    ])
  })

  describe('from which the app was removed', () => {
    it.each([
      { type: 'app_uninstalled' },
      { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOT'] } }
    ])('shows with the mend: %j', async (event) => {
      stage = await openStage()
      await stage.api.arrived('auth.test')
      stage.api.trouble('auth.test', { is: 'error', error: 'token_revoked' })
      expect((await gone(event, now() + 60)).status).toBe(200)
      await stage.adapter.stop()
      expect(stage.adapter.problem()).toMatch(
        /token_revoked.*Install the app to the workspace again/
      )
    })

    it.each([
      [{ is: 'error', error: 'account_inactive' }, 200, ['T0TRUST']],
      [{ is: 'error', error: 'invalid_auth' }, 200, ['T0TRUST']],
      [{ is: 'error', error: 'internal_error' }, 503, []],
      [{ is: 'throttle', retryAfter: '1' }, 503, []],
      [{ is: 'reset' }, 503, []]
    ] as const)(
      'ends what is planned on Slack’s own word alone: %j',
      async (trouble, status, ended) => {
        stage = await openStage()
        await stage.api.arrived('auth.test')
        stage.api.trouble('auth.test', trouble)
        expect((await gone({ type: 'app_uninstalled' }, now() + 60)).status).toBe(status)
        expect(stage.gone).toEqual(ended)
      }
    )

    it('changes nothing when told late, after it was installed again', async () => {
      stage = await openStage()
      await stage.api.arrived('auth.test')
      await stage.adapter.check()
      stage.api.trouble('auth.test', { is: 'error', error: 'token_revoked' })
      await gone({ type: 'app_uninstalled' }, now() - 3600)
      await stage.adapter.stop()
      expect(stage.adapter.problem()).toBeUndefined()
    })

    it('changes nothing when a person took back a token of their own', async () => {
      stage = await openStage()
      await stage.api.arrived('auth.test')
      stage.api.trouble('auth.test', { is: 'error', error: 'token_revoked' })
      await gone({ type: 'tokens_revoked', tokens: { oauth: ['U0ANN'] } }, now() + 60)
      await stage.adapter.stop()
      expect(stage.adapter.problem()).toBeUndefined()
    })
  })
})
