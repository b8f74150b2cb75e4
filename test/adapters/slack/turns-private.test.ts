import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addressOf, wordsOf } from '../../support/heard.ts'
import { hasher, openStage, type Stage } from '../../support/slack/adapter.ts'
import { freshTs } from '../../support/slack/driver.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')

describe('a message in the private chat', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
    await stage.api.arrived('auth.test')
  })
  afterEach(() => stage.close())

  it('is a private turn, answered there', async () => {
    const event = stage.slack.dm('U0ANN', 'dodgy email from payroll')
    const turn = await stage.heardAfter(event)
    expect(wordsOf(turn)).toBe('dodgy email from payroll')
    expect(turn).toMatchObject({
      platform: 'slack',
      tenant: 'T0TRUST',
      language: 'en-GB',
      from: { id: ann, standing: 'staff' },
      place: { kind: 'private', here: { scope: 'person', owner: ann } }
    })
    expect(addressOf(turn?.place.here)).toEqual({ to: 'channel', channel: 'D0U0ANN' })
    expect(turn?.place.here).toEqual(turn?.from.privately)
  })

  it('has keys of conversation and message, of the gesture, and of the event', async () => {
    const ts = freshTs()
    const event = stage.slack.dm('U0ANN', 'hello', { ts, client_msg_id: 'm-1' })
    const turn = await stage.heardAfter(event)
    expect(turn?.keys).toEqual([`D0U0ANN:${ts}`, 'D0U0ANN:c:m-1'])
  })

  it('says when it was written, not when it came', async () => {
    const turn = await stage.heardAfter(
      stage.slack.dm('U0ANN', 'hello', { ts: '1764000000.000100' })
    )
    expect(turn?.at.toISOString()).toBe('2025-11-24T16:00:00.000Z')
  })

  it('is answered in its thread, where it stands in one', async () => {
    const turn = await stage.heardAfter(
      stage.slack.dm('U0ANN', 'and?', { thread_ts: '1764000000.000100' })
    )
    expect(addressOf(turn?.place.here)).toEqual({
      to: 'channel',
      channel: 'D0U0ANN',
      thread: '1764000000.000100'
    })
  })

  it.each([
    ['tags &amp; &lt;b&gt;', 'tags & <b>'],
    ['&amp;lt;!channel&amp;gt;', '&lt;!channel&gt;'],
    ['see <https://evil.example/a?b=1&amp;c=2|evil.example>', 'see evil.example'],
    ['see <https://evil.example/a?b=1&amp;c=2>', 'see https://evil.example/a?b=1&c=2'],
    ['mail <mailto:a@b.uk|a@b.uk> or <mailto:c@d.uk>', 'mail a@b.uk or c@d.uk'],
    ['<@U0BEN> and <@U0CAT|cat> said', 'and said'],
    ['in <#C0GENERAL|general>', 'in #general'],
    ['<!here> <!subteam^S1|@it> look', 'look'],
    ['   ', ''],
    ['😱', '😱'],
    ['a < b', 'a < b']
  ])('reads %j as %j', async (typed, read) => {
    expect(wordsOf(await stage.heardAfter(stage.slack.dm('U0ANN', typed)))).toBe(read)
  })

  it('may be 100 KB long', async () => {
    expect(
      wordsOf(await stage.heardAfter(stage.slack.dm('U0ANN', 'x'.repeat(100_000))))
    ).toHaveLength(100_000)
  })

  it('with a file only is something we do not read', async () => {
    const turn = await stage.heardAfter(
      stage.slack.dm('U0ANN', '', { subtype: 'file_share', files: [{ id: 'F1' }] })
    )
    expect(turn?.input).toEqual({ kind: 'unreadable' })
  })

  it('with a file and words is read', async () => {
    const turn = await stage.heardAfter(
      stage.slack.dm('U0ANN', 'is this real?', { subtype: 'file_share', files: [{ id: 'F1' }] })
    )
    expect(wordsOf(turn)).toBe('is this real?')
  })

  it('that was forwarded without words is something we do not read', async () => {
    const turn = await stage.heardAfter(
      stage.slack.dm('U0ANN', '', { attachments: [{ is_share: true }] })
    )
    expect(turn?.input).toEqual({ kind: 'unreadable' })
  })

  it('that was edited is a turn of its own, marked as edited', async () => {
    const ts = freshTs()
    const event = stage.slack.envelope({
      type: 'message',
      subtype: 'message_changed',
      channel: 'D0U0ANN',
      channel_type: 'im',
      hidden: true,
      ts: freshTs(),
      message: {
        type: 'message',
        user: 'U0ANN',
        team: 'T0TRUST',
        ts,
        text: 'new words',
        client_msg_id: 'm-1',
        edited: { user: 'U0ANN', ts: '1764000009.000000' }
      },
      previous_message: { type: 'message', user: 'U0ANN', ts, text: 'old words' }
    })
    const turn = await stage.heardAfter(event)
    expect(wordsOf(turn)).toBe('new words')
    expect(turn?.input).toMatchObject({ edited: true })
    expect(turn?.keys).toEqual([`D0U0ANN:${ts}:1764000009.000000`])
  })

  it.each<[string, object]>([
    ['of a bot', { bot_id: 'B0OTHER' }],
    ['of Slackbot', { user: 'USLACKBOT' }],
    ['of nobody', { user: undefined }],
    ['that tells of a deletion', { subtype: 'message_deleted' }],
    ['that tells of a join', { subtype: 'channel_join' }],
    ['in a channel without a mention', { channel: 'C0GENERAL', channel_type: 'channel' }],
    ['in a group chat without a mention', { channel: 'C0GROUP', channel_type: 'mpim' }]
  ])('%s is no turn', async (_what, more) => {
    expect(await stage.heardAfter(stage.slack.dm('U0ANN', 'hello', more))).toBeUndefined()
  })

  it.each([
    ['a link preview was added to it', { edited: undefined }, 'words'],
    [
      'only its formatting changed',
      { edited: { user: 'U0ANN', ts: '1764000009.000000' } },
      'words'
    ],
    [
      'it is our own',
      { edited: { user: 'U0BOT', ts: '1764000009.000000' }, bot_id: 'B0BOT' },
      'old'
    ]
  ])('is no turn when %s', async (_what, more, before) => {
    const message = { type: 'message', user: 'U0ANN', ts: freshTs(), text: 'words', ...more }
    const event = {
      type: 'message',
      subtype: 'message_changed',
      channel: 'D0U0ANN',
      channel_type: 'im',
      message
    }
    const envelope = stage.slack.envelope({
      ...event,
      previous_message: { ...message, text: before }
    })
    expect(await stage.heardAfter(envelope)).toBeUndefined()
  })
})
