import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { hasher, openStage, type Stage, workspace } from '../../support/slack/adapter.ts'

describe('in an Enterprise Grid organisation', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({ workspace: { ...workspace, enterprise: 'E0NHS' } })
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  it('people are the organisation’s, whatever workspace they write from', async () => {
    const event = {
      ...stage.slack.dm('U0ANN', 'hello', { user_team: 'T0SECOND', team: 'T0SECOND' }),
      team_id: 'T0SECOND'
    }
    await stage.slack.event(event)
    const turn = stage.front.heard[0]
    expect(turn?.tenant).toBe('E0NHS')
    expect(turn?.from.standing).toBe('staff')
    expect(turn?.from.id).toBe(hasher.person('slack', 'E0NHS', 'U0ANN'))
  })

  it('a press from a second workspace of it is a colleague’s', async () => {
    await stage.slack.press('U0ANN', 'x', {
      user: { id: 'U0ANN', team_id: 'T0SECOND' },
      team: { id: 'T0SECOND', domain: 's', enterprise_id: 'E0NHS' }
    })
    expect(stage.front.heard[0]?.from.standing).toBe('staff')
  })

  it('a user known by the organisation only is a colleague', async () => {
    await stage.slack.press('U0ANN', 'x', { user: { id: 'U0ANN', team_id: 'E0NHS' } })
    expect(stage.front.heard[0]?.from.standing).toBe('staff')
  })

  it('somebody of another organisation is an outsider', async () => {
    const around = { is_ext_shared_channel: true, team_id: 'T0OTHER', enterprise_id: 'E0OTHER' }
    await stage.slack.event(
      stage.slack.mention(
        'U0CAT',
        'C0SHARED',
        'hi',
        { user_team: 'T0OTHER', team: 'T0OTHER' },
        around
      )
    )
    expect(stage.front.heard[0]?.from.standing).toBe('outsider')
  })
})
