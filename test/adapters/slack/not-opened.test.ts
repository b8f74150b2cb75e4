import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { hasher, openStage, signer, type Stage } from '../../support/slack/adapter.ts'

const ann = 'U0ANN'
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await stage.api.arrived('auth.test')
})
afterEach(() => stage.close())

/** A press that opens a form, as it was drawn for this person. */
const tell = () => signer.sign({ action: 'tell' }, hasher.person('slack', 'T0TRUST', ann))
const refused = () => stage.api.trouble('views.open', { is: 'error', error: 'expired_trigger_id' })
const message = { channel: { id: 'C0WARD', name: 'general' }, message: { ts: '1.2', text: 'x' } }

describe('a window that Slack does not open', () => {
  it('leaves nobody without the number to call, for them alone, wherever they clicked', async () => {
    const url = stage.api.responseUrl()
    const clicks = [
      () => stage.slack.formPress(ann, tell(), { response_url: url }),
      () =>
        stage.slack.shortcut(ann, 'report-message', {
          type: 'message_action',
          response_url: url,
          ...message
        })
    ]
    for (const click of clicks) {
      stage.front.heard.length = 0
      refused()
      expect((await click()).status).toBe(200)
      const [turn, ...more] = stage.front.heard
      expect(more).toEqual([])
      expect(turn).toMatchObject({
        place: { kind: 'private' },
        input: { kind: 'press', press: { action: 'person' } }
      })
      expect(JSON.parse(turn?.place.here.address ?? '')).toEqual({
        to: 'glance',
        user: ann,
        responseUrl: url
      })
    }
  })

  it('says so in the answer to a command', async () => {
    refused()
    const answer = await stage.slack.command({
      user_id: ann,
      text: 'tell',
      response_url: stage.api.responseUrl()
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ response_type: 'ephemeral' })
  })

  it('is told by Slack where there is no other way to answer', async () => {
    refused()
    expect((await stage.slack.shortcut(ann, 'tell')).status).toBe(500)
  })
})
