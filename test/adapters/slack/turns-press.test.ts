import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Turn } from '../../../bot/conversation/turn.ts'
import { addressOf } from '../../support/heard.ts'
import { hasher, openStage, signer, type Stage } from '../../support/slack/adapter.ts'
import { freshTs } from '../../support/slack/driver.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const ben = hasher.person('slack', 'T0TRUST', 'U0BEN')
const general = hasher.place('slack', 'T0TRUST', 'C0GENERAL')

describe('a press of a button', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  const press = { action: 'more', about: 'phishing' }

  async function heardAfterPress(
    user: string,
    value: string,
    more: object = {}
  ): Promise<Turn | undefined> {
    expect((await stage.slack.press(user, value, more)).status).toBe(200)
    return stage.front.heard.at(-1)
  }

  it('drawn for that person is obeyed, and answered where it stands', async () => {
    const turn = await heardAfterPress('U0ANN', signer.sign(press, ann))
    expect(turn?.input).toEqual({ kind: 'press', press })
    expect(turn?.place.kind).toBe('private')
    expect(addressOf(turn?.place.here)).toEqual({ to: 'channel', channel: 'D0U0ANN' })
  })

  it('in the private chat is in the same conversation as a message there', async () => {
    const pressed = await heardAfterPress('U0ANN', signer.sign(press, ann))
    const said = await stage.heardAfter(stage.slack.dm('U0ANN', 'hello'))
    expect(pressed?.place.conversation).toBe(said?.place.conversation)
    expect(pressed?.place.id).toBe(said?.place.id)
  })

  const inChannel = {
    channel: { id: 'C0GENERAL', name: 'general' },
    container: {
      type: 'message',
      message_ts: '1764000001.000000',
      channel_id: 'C0GENERAL',
      thread_ts: '1764000000.000000',
      is_ephemeral: false
    }
  }

  it('on a channel’s card is obeyed for anybody there, and answered in the thread', async () => {
    const turn = await heardAfterPress('U0BEN', signer.sign(press, general), inChannel)
    expect(turn?.input).toEqual({ kind: 'press', press })
    expect(turn?.from.id).toBe(ben)
    expect(addressOf(turn?.place.here)).toEqual({
      to: 'channel',
      channel: 'C0GENERAL',
      thread: '1764000000.000000'
    })
  })

  it.each<[string, string, object]>([
    ['of another person', signer.sign(press, ben), {}],
    [
      'of another channel',
      signer.sign(press, hasher.place('slack', 'T0TRUST', 'C0OTHER')),
      inChannel
    ],
    ['that somebody made up', 'eyJhY3Rpb24iOiJtb3JlIn0.AAAA', {}],
    ['that is no token at all', 'more', {}]
  ])('%s is never obeyed', async (_what, value, more) => {
    expect((await heardAfterPress('U0ANN', value, more))?.input).toEqual({ kind: 'stale-press' })
  })

  it('of an outsider in a shared channel is an outsider’s', async () => {
    const turn = await heardAfterPress('U0CAT', signer.sign(press, general), {
      ...inChannel,
      user: { id: 'U0CAT', team_id: 'T0OTHER' },
      team: { id: 'T0OTHER', domain: 'other' }
    })
    expect(turn?.from.standing).toBe('outsider')
  })

  it.each([
    ['our own', { team: { id: 'T0TRUST', domain: 'trust' } }, 'staff'],
    ['another', { team: { id: 'T0OTHER', domain: 'other' } }, 'outsider'],
    ['none', { team: null }, 'outsider']
  ] as const)(
    'whose person has no workspace, from %s, is judged by that',
    async (_what, more, standing) => {
      const turn = await heardAfterPress('U0CAT', signer.sign(press, general), {
        ...inChannel,
        user: { id: 'U0CAT' },
        ...more
      })
      expect(turn?.from.standing).toBe(standing)
    }
  )

  it('in an answer that only they see stays private, whatever channel it stands in', async () => {
    const turn = await heardAfterPress('U0ANN', signer.sign(press, ann), {
      ...inChannel,
      container: { ...inChannel.container, is_ephemeral: true },
      response_url: 'https://hooks.slack.com/actions/T0TRUST/1/abc'
    })
    expect(turn?.place.kind).toBe('private')
    expect(addressOf(turn?.place.here)).toEqual({
      to: 'glance',
      user: 'U0ANN',
      responseUrl: 'https://hooks.slack.com/actions/T0TRUST/1/abc'
    })
    expect(turn?.place.here).toEqual(turn?.from.privately)
  })

  it('of a link does nothing', async () => {
    const actions = [
      { type: 'button', action_id: 'link-0', url: 'https://a.uk', action_ts: freshTs() }
    ]
    expect(await heardAfterPress('U0ANN', '', { actions })).toBeUndefined()
  })

  it('twice is two turns, and each has keys of its own', async () => {
    const first = await heardAfterPress('U0ANN', signer.sign(press, ann))
    const second = await heardAfterPress('U0ANN', signer.sign(press, ann))
    expect(second?.keys).not.toEqual(first?.keys)
  })
})
