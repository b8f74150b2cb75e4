import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStage, type Stage } from '../../support/slack/adapter.ts'

describe('words that were taken back in the private chat', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.close())

  const inChat = (event: object) =>
    stage.slack.envelope({ type: 'message', channel: 'D0U0ANN', channel_type: 'im', ...event })

  it('by deleting them are named to the core, which answers them no more', async () => {
    const said = stage.slack.dm('U0ANN', 'I clicked a link')
    await stage.slack.event(said)
    const { ts } = said.event as { ts: string }
    const deleted = inChat({ subtype: 'message_deleted', deleted_ts: ts, event_ts: '1' })
    expect((await stage.slack.event(deleted)).status).toBe(200)
    expect(stage.front.withdrawn).toEqual([`D0U0ANN:${ts}`])
    expect(stage.front.heard[0]?.keys).toContain(stage.front.withdrawn[0])
    expect(stage.front.heard).toHaveLength(1)
  })

  it('by other words: only those are answered', async () => {
    const said = stage.slack.dm('U0ANN', 'I clicked a lnk')
    await stage.slack.event(said)
    const { event } = said as { event: { ts: string } }
    const message = {
      ...event,
      text: 'I clicked a link',
      edited: { user: 'U0ANN', ts: '1764000009.000000' }
    }
    await stage.slack.event(
      inChat({ subtype: 'message_changed', message, previous_message: event })
    )
    expect(stage.front.withdrawn).toEqual([`D0U0ANN:${event.ts}`])
    expect(stage.front.heard[1]).toMatchObject({ input: { kind: 'text', edited: true } })
  })

  it('are not, when Slack only adds the preview of a link', async () => {
    const said = stage.slack.dm('U0ANN', 'see https://example.org')
    await stage.slack.event(said)
    await stage.slack.event(
      inChat({ subtype: 'message_changed', message: said.event, previous_message: said.event })
    )
    expect(stage.front.withdrawn).toEqual([])
    expect(stage.front.heard).toHaveLength(1)
  })
})
