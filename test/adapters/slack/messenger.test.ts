import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createExchange } from '../../../adapters/http/exchange.ts'
import { createClients } from '../../../adapters/slack/clients.ts'
import { createMessenger } from '../../../adapters/slack/messenger.ts'
import { createOwnWorkspace } from '../../../adapters/slack/own-workspace.ts'
import { createRespond } from '../../../adapters/slack/respond.ts'
import {
  aReply,
  movableClock,
  recordingLog,
  signer,
  workspace
} from '../../support/slack/adapter.ts'
import { aDelivery } from '../../support/slack/deliveries.ts'
import { deadAddress } from '../../support/slack/listen.ts'
import { type FakeSlack, startFakeSlack, type Trouble } from '../../support/slack/fake-slack.ts'

const pointer = {
  answered: 'I have answered you in private.',
  unreachable: 'I answer some things only in private.'
}
const fromChannel = {
  to: 'person',
  user: 'U0ANN',
  spokeIn: { channel: 'C0GENERAL', thread: '1764000000.000100' }
} as const

const glance = (responseUrl: string) => ({ to: 'glance', user: 'U0ANN', responseUrl }) as const

function messengerTo(apiUrl: string) {
  const log = recordingLog()
  const clients = createClients(workspace.token, apiUrl, log, createExchange(false), 300)
  const workspaces = createOwnWorkspace({
    clients,
    clock: movableClock(),
    log,
    gone: async () => undefined
  })
  const respond = createRespond(apiUrl)
  const messenger = createMessenger({ workspaces, signer, log, respond, cutLine: '…' })
  return { messenger, workspaces, log }
}

describe('a message to Slack', () => {
  let api: FakeSlack
  beforeEach(async () => {
    api = await startFakeSlack(workspace)
  })
  afterEach(() => api.close())

  const send = (...delivery: Parameters<typeof aDelivery>) =>
    messengerTo(api.apiUrl).messenger.send(aDelivery(...delivery))

  it('goes to the private chat with a neutral notice for the lock screen', async () => {
    const outcome = await send({ to: 'channel', channel: 'D0U0ANN' })
    expect(outcome).toMatchObject({
      is: 'sent',
      messageId: expect.stringMatching(/^D0U0ANN\/\d{10}\.\d{6}$/)
    })
    expect(api.calls).toHaveLength(1)
    expect(api.calls[0]).toMatchObject({
      method: 'chat.postMessage',
      args: {
        channel: 'D0U0ANN',
        text: 'Heads Up has answered you',
        unfurl_links: false,
        unfurl_media: false,
        metadata: {
          event_type: 'heads_up_delivery',
          event_payload: { id: '0123456789abcdef0123456789abcdef' }
        }
      }
    })
  })

  it('goes to a person by their id alone, without opening or looking up anything', async () => {
    expect(await send({ to: 'person', user: 'U0ANN' })).toMatchObject({ is: 'sent' })
    expect(api.calls.map((call) => [call.method, call.args['channel']])).toEqual([
      ['chat.postMessage', 'U0ANN']
    ])
  })

  it('goes into the thread of the question in a channel, with everything in its text', async () => {
    await send({ to: 'channel', channel: 'C0GENERAL', thread: '1764000000.000100' })
    expect(api.calls[0]?.args).toMatchObject({
      channel: 'C0GENERAL',
      thread_ts: '1764000000.000100',
      text: 'Change that password now\n1. Use another device.\n2. Ring the service desk.'
    })
  })

  describe('in private about something said in a channel', () => {
    it('is pointed to there, for that person alone', async () => {
      const { messenger } = messengerTo(api.apiUrl)
      expect(
        await messenger.send(aDelivery(fromChannel, { reply: aReply({ pointer }) }))
      ).toMatchObject({ is: 'sent' })
      await messenger.settle()
      expect(api.calls.map((call) => call.method)).toEqual([
        'chat.postMessage',
        'chat.postEphemeral'
      ])
      expect(api.calls[1]?.args).toEqual({
        channel: 'C0GENERAL',
        thread_ts: '1764000000.000100',
        user: 'U0ANN',
        text: pointer.answered
      })
    })

    it('is sent whatever becomes of the pointer', async () => {
      const { messenger } = messengerTo(api.apiUrl)
      api.trouble('chat.postEphemeral', { is: 'error', error: 'user_not_in_channel' })
      expect(
        await messenger.send(aDelivery(fromChannel, { reply: aReply({ pointer }) }))
      ).toMatchObject({ is: 'sent' })
      await messenger.settle()
      expect(api.calls).toHaveLength(2)
    })

    it('is shown to them alone where they asked, if their private chat is closed to us', async () => {
      const address = { ...fromChannel, user: 'U0SHUT' }
      expect(await send(address, { reply: aReply({ pointer }) })).toMatchObject({ is: 'sent' })
      expect(api.calls[1]).toMatchObject({
        method: 'chat.postEphemeral',
        args: {
          user: 'U0SHUT',
          channel: 'C0GENERAL',
          blocks: [{ type: 'header' }, { type: 'section' }]
        }
      })
    })

    it('is undeliverable where both are closed', async () => {
      api.trouble('chat.postEphemeral', { is: 'error', error: 'user_not_in_channel' })
      expect(await send({ ...fromChannel, user: 'U0SHUT' })).toEqual({
        is: 'unreachable',
        why: 'messages_tab_disabled',
        because: 'blocked'
      })
    })
  })

  describe('that only one person sees', () => {
    it('goes to the address of the command', async () => {
      expect(await send(glance(api.responseUrl()))).toEqual({ is: 'sent' })
      expect(api.calls).toMatchObject([
        {
          method: 'response',
          args: {
            response_type: 'ephemeral',
            replace_original: false,
            blocks: [{ type: 'header' }, { type: 'section' }]
          }
        }
      ])
    })

    it('goes to the private chat once that address is used up', async () => {
      const url = api.responseUrl()
      for (let times = 0; times < 5; times++) await send(glance(url))
      expect(await send(glance(url))).toMatchObject({ is: 'sent' })
      expect(api.calls.at(-1)).toMatchObject({
        method: 'chat.postMessage',
        args: { channel: 'U0ANN' }
      })
    })

    it.each([
      'https://hooks.slack.com/commands/1',
      'https://evil.example/commands/1',
      'http://127.0.0.1:1/commands/1',
      'file:///etc/passwd',
      'nonsense'
    ])('never goes to an address that is not the one we talk to: %s', async (url) => {
      expect(await send(glance(url))).toMatchObject({ is: 'sent' })
      expect(api.calls.map((call) => call.method)).toEqual(['chat.postMessage'])
    })

    it('may have arrived when the address says nothing in time', async () => {
      api.trouble('response', { is: 'status', status: 502 })
      expect(await send(glance(api.responseUrl()))).toEqual({ is: 'unknown', why: 'http-502' })
      expect(api.calls).toHaveLength(1)
    })
  })

  it.each<[string, Trouble, object]>([
    ['says to wait', { is: 'throttle', retryAfter: '7' }, { is: 'throttled', retryAfterMs: 7000 }],
    ['says to wait, not how long', { is: 'throttle' }, { is: 'throttled', retryAfterMs: 1000 }],
    ['fails', { is: 'status', status: 500 }, { is: 'unknown', why: 'http-500' }],
    ['hangs up', { is: 'reset' }, { is: 'unknown' }],
    ['says nothing', { is: 'hang' }, { is: 'unknown', why: 'timeout' }],
    [
      'archived the channel',
      { is: 'error', error: 'is_archived' },
      { is: 'unreachable', why: 'is_archived' }
    ],
    [
      'does not like the blocks',
      { is: 'error', error: 'invalid_blocks' },
      { is: 'failed', why: 'invalid_blocks' }
    ]
  ])(
    'is tried once, and says what became of it, when Slack %s',
    async (_what, trouble, outcome) => {
      api.trouble('chat.postMessage', trouble)
      expect(await send({ to: 'channel', channel: 'D0U0ANN' })).toMatchObject(outcome)
      expect(api.calls).toHaveLength(1)
    }
  )

  it('makes nobody else wait when one channel has to', async () => {
    const { messenger } = messengerTo(api.apiUrl)
    api.trouble('chat.postMessage', { is: 'throttle', retryAfter: '30' })
    expect(await messenger.send(aDelivery({ to: 'channel', channel: 'C0GENERAL' }))).toMatchObject({
      is: 'throttled'
    })
    expect(await messenger.send(aDelivery({ to: 'channel', channel: 'D0U0ANN' }))).toMatchObject({
      is: 'sent'
    })
  })

  it('is safe to try again when Slack could not be reached', async () => {
    const { messenger, workspaces } = messengerTo(`${await deadAddress()}/api/`)
    expect(await messenger.send(aDelivery({ to: 'channel', channel: 'D0U0ANN' }))).toEqual({
      is: 'away',
      why: 'ECONNREFUSED'
    })
    expect(workspaces.problem()).toMatch(/cannot be reached.*HTTPS_PROXY/)
  })

  it('tells the operator what to mend when the token is refused, until it is taken again', async () => {
    const { messenger, workspaces, log } = messengerTo(api.apiUrl)
    const delivery = aDelivery({ to: 'channel', channel: 'D0U0ANN' })
    api.trouble(
      'chat.postMessage',
      { is: 'error', error: 'invalid_auth' },
      { is: 'error', error: 'invalid_auth' }
    )
    expect(await messenger.send(delivery)).toEqual({ is: 'away', why: 'invalid_auth' })
    await messenger.send(delivery)
    expect(workspaces.problem()).toMatch(/invalid_auth.*SLACK_BOT_TOKEN/)
    expect(log.written.filter((line) => line.event === 'slack.problem')).toHaveLength(1)
    await messenger.send(delivery)
    expect(workspaces.problem()).toBeUndefined()
  })

  it('is refused with an address of another adapter', async () => {
    const delivery = aDelivery({ to: 'person', user: 'U0ANN' })
    const foreign = { ...delivery, to: { ...delivery.to, address: '{"conversation":"19:x"}' } }
    expect(await messengerTo(api.apiUrl).messenger.send(foreign)).toEqual({
      is: 'failed',
      why: 'address'
    })
  })

  it('leaves nothing of itself and no token in the log', async () => {
    const { messenger, log } = messengerTo(api.apiUrl)
    api.trouble(
      'chat.postMessage',
      { is: 'reset' },
      { is: 'error', error: 'token_revoked' },
      { is: 'status', status: 500 }
    )
    for (let times = 0; times < 3; times++)
      await messenger.send(aDelivery({ to: 'channel', channel: 'D0U0ANN' }))
    const written = JSON.stringify(log.written)
    for (const secret of ['password', 'xoxb', 'D0U0ANN', 'answered'])
      expect(written).not.toContain(secret)
  })
})
