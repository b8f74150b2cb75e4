import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addressOf, wordsOf } from '../../support/heard.ts'
import { hasher, openStage, type Stage } from '../../support/slack/adapter.ts'
import { freshTs } from '../../support/slack/driver.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const general = hasher.place('slack', 'T0TRUST', 'C0GENERAL')

describe('a mention in a channel', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  it('is answered in a thread under it, and in private where that is right', async () => {
    const ts = freshTs()
    const turn = await stage.heardAfter(
      stage.slack.mention('U0ANN', 'C0GENERAL', 'how do I report an email?', { ts })
    )
    expect(wordsOf(turn)).toBe('how do I report an email?')
    expect(turn?.place).toMatchObject({
      kind: 'channel',
      id: general,
      here: { scope: 'channel', owner: general }
    })
    expect(addressOf(turn?.place.here)).toEqual({ to: 'channel', channel: 'C0GENERAL', thread: ts })
    expect(JSON.parse(turn?.from.privately.address ?? '')).toEqual({
      to: 'person',
      user: 'U0ANN',
      spokeIn: { channel: 'C0GENERAL' }
    })
    expect(turn?.from.privately).toMatchObject({ scope: 'person', owner: ann })
  })

  it('in a thread is answered in that thread', async () => {
    const turn = await stage.heardAfter(
      stage.slack.mention('U0ANN', 'C0GENERAL', 'and?', { thread_ts: '1764000000.000100' })
    )
    expect(addressOf(turn?.place.here)).toEqual({
      to: 'channel',
      channel: 'C0GENERAL',
      thread: '1764000000.000100'
    })
  })

  it('without a word more is a turn with no words', async () => {
    expect(wordsOf(await stage.heardAfter(stage.slack.mention('U0ANN', 'C0GENERAL', '')))).toBe('')
  })

  it('in a group chat is in a group', async () => {
    const turn = await stage.heardAfter(
      stage.slack.mention('U0ANN', 'C0GROUP', 'hi', { channel_type: 'mpim' })
    )
    expect(turn?.place.kind).toBe('group')
  })

  it.each<[string, object, object, boolean | undefined]>([
    ['unknown where Slack does not say', {}, {}, undefined],
    ['public', { channel_type: 'channel' }, {}, true],
    ['private', { channel_type: 'group' }, {}, false],
    ['shared with another company', {}, { is_ext_shared_channel: true }, true]
  ])('tells how open the channel is: %s', async (_what, more, around, open) => {
    const turn = await stage.heardAfter(
      stage.slack.mention('U0ANN', 'C0SHARED', 'hi', more, around)
    )
    expect(turn?.place.open).toBe(open)
  })

  it('keeps one person in order, and makes nobody wait for another', async () => {
    const first = await stage.heardAfter(stage.slack.mention('U0ANN', 'C0GENERAL', 'one'))
    const second = await stage.heardAfter(stage.slack.mention('U0ANN', 'C0GENERAL', 'two'))
    const other = await stage.heardAfter(stage.slack.mention('U0BEN', 'C0GENERAL', 'three'))
    expect(second?.place.conversation).toBe(first?.place.conversation)
    expect(other?.place.conversation).not.toBe(first?.place.conversation)
    expect(other?.place.id).toBe(first?.place.id)
  })

  it('of somebody from another company in a shared channel is an outsider’s', async () => {
    const more = { team: 'T0OTHER', user_team: 'T0OTHER', source_team: 'T0OTHER' }
    const turn = await stage.heardAfter(
      stage.slack.mention('U0CAT', 'C0SHARED', 'hi', more, {
        is_ext_shared_channel: true,
        team_id: 'T0OTHER'
      })
    )
    expect(turn?.from.standing).toBe('outsider')
    expect(turn?.tenant).toBe('T0TRUST')
  })

  it('where Slack does not say whose it is, is staff only in a channel that nobody else is in', async () => {
    const unnamed = { team: undefined, user_team: undefined, source_team: undefined }
    const standing = async (shared: boolean) =>
      (
        await stage.heardAfter(
          stage.slack.mention('U0CAT', 'C0ANY', 'hi', unnamed, { is_ext_shared_channel: shared })
        )
      )?.from.standing
    expect(await standing(true)).toBe('outsider')
    expect(await standing(false)).toBe('staff')
  })

  it('of a colleague in a channel that another company owns is staff', async () => {
    const turn = await stage.heardAfter(
      stage.slack.mention(
        'U0ANN',
        'C0SHARED',
        'hi',
        { user_team: 'T0TRUST', team: 'T0OTHER' },
        { is_ext_shared_channel: true }
      )
    )
    expect(turn?.from.standing).toBe('staff')
  })

  it('that was edited is marked, so that it is answered in private', async () => {
    const turn = await stage.heardAfter(
      stage.slack.mention('U0ANN', 'C0GENERAL', 'hi', {
        edited: { user: 'U0ANN', ts: '1764000009.000000' }
      })
    )
    expect(turn?.input).toMatchObject({ edited: true })
  })

  it('of a bot is no turn', async () => {
    expect(
      await stage.heardAfter(stage.slack.mention('U0ANN', 'C0GENERAL', 'hi', { bot_id: 'B1' }))
    ).toBeUndefined()
  })

  it('an event of a workspace that is not ours is left alone', async () => {
    const event = {
      ...stage.slack.dm('U0ANN', 'hello'),
      authorizations: [{ team_id: 'T0ELSE', enterprise_id: null, user_id: 'U9' }]
    }
    expect(await stage.heardAfter(event)).toBeUndefined()
    expect(stage.log.written.map((line) => line.event)).toContain('slack.other-workspace')
  })
})
