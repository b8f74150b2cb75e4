import { describe, expect, it } from '@jest/globals'
import { aReply, workspace } from '../../support/slack/adapter.ts'
import { another, driverOf, install, openMany } from '../../support/slack/many-workspaces.ts'

const one = another('ONE')

describe('a token in the settings beside those that install it', () => {
  it('serves its own workspace, and the others serve theirs', async () => {
    const stage = await openMany([one], {
      env: { SLACK_BOT_TOKEN: workspace.token },
      workspace
    })
    await stage.api.arrived('auth.test')
    await install(stage, one)
    const other = driverOf(stage, one)
    await stage.slack.event(stage.slack.dm('U0ANN', 'hello'))
    await other.event(other.dm('U0ANNONE', 'hello'))
    expect(stage.front.heard.slice(1).map(({ tenant }) => tenant)).toEqual(['T0TRUST', 'T0ONE'])
    // Gone, its messages do not go out by the token of another: a channel that both share has one id.
    stage.installs.rows.clear()
    const to = stage.front.heard.at(-1)?.place.here
    if (to === undefined) throw new Error('nothing was heard')
    stage.api.trouble('chat.postMessage', { is: 'error', error: 'account_inactive' })
    const send = () => stage.adapter.messenger.send({ id: 'd', to, reply: aReply(), attempts: 0 })
    await send()
    expect(await send()).toMatchObject({ is: 'unreachable', why: 'not-installed' })
    await stage.close()
  })
})
