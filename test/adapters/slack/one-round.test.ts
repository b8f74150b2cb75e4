import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { hasher, openStage, signer, type Stage } from '../../support/slack/adapter.ts'
import { pressOf, signatureOf } from '../../support/slack/driver.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')

function pressed(): string {
  const value = signer.sign({ action: 'more', about: 'phishing' }, ann)
  const payload = JSON.stringify(pressOf('U0ANN', value, 'T0TRUST', undefined, {}))
  return String(new URLSearchParams({ payload }))
}

describe('what comes in one round of the event loop, on connections of its own', () => {
  let stage: Stage
  let sockets: Socket[]
  beforeEach(async () => {
    stage = await openStage()
    await stage.api.arrived('auth.test')
    sockets = []
  })
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await stage.close()
  })

  async function sendTogether(bodies: readonly string[]): Promise<void> {
    const { port } = new URL(stage.slack.url)
    for (const _ of bodies) {
      const socket = connect(Number(port), '127.0.0.1')
      sockets.push(socket)
      await once(socket, 'connect')
    }
    // Accepted, all of them: what is written now is read in one round.
    await stage.heardAfter(stage.slack.dm('U0ANN', 'first of all'))
    const answered = sockets.map((socket) => once(socket, 'data'))
    for (const [at, body] of bodies.entries()) sockets[at]?.write(request(body))
    await Promise.all(answered)
  }

  function request(body: string): string {
    const at = Math.floor(Date.now() / 1000)
    return [
      'POST /slack/events HTTP/1.1',
      'host: bot',
      `content-type: application/${body.startsWith('{') ? 'json' : 'x-www-form-urlencoded'}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-slack-request-timestamp: ${at}`,
      `x-slack-signature: ${signatureOf(stage.slack.secret, at, body)}`,
      '',
      body
    ].join('\r\n')
  }

  const words = () => JSON.stringify(stage.slack.dm('U0ANN', 'words'))

  it.each([
    ['words right after a press', () => [pressed(), words()], ['press', 'text']],
    ['a press right after words', () => [words(), pressed()], ['text', 'press']],
    ['words and presses', () => [words(), pressed(), words()], ['text', 'press', 'text']]
  ])('is heard in its order: %s', async (_what, bodies, kinds) => {
    await sendTogether(bodies())
    expect(stage.front.heard.slice(1).map(({ input }) => input.kind)).toEqual(kinds)
  })
})
