import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { type WebSocket, WebSocketServer } from 'ws'
import { until } from '../until.ts'
import { listen } from './listen.ts'

/** One thing that Slack has to tell. */
interface Letter {
  readonly id: string
  readonly type: 'events_api' | 'interactive' | 'slash_commands'
  readonly payload: object
  attempts: number
}

export interface SlackSockets {
  /** For a driver: what it posts goes over the connection instead, and is answered with what was acknowledged. */
  readonly base: string
  /** Address of the Web API: it opens connections, and passes all other calls on to `behind`. */
  readonly apiUrl: string
  /** How many connections were opened, all told. */
  readonly opened: () => number
  /** Whether one is open now. */
  readonly connected: () => boolean
  /** What was acknowledged, by envelope: how often, and with what. */
  readonly acks: ReadonlyMap<string, readonly unknown[]>
  /** Sends it, and again on another connection or after `againMs`, until it is acknowledged; events only, as Slack does. */
  send(type: Letter['type'], payload: object): string
  acked(id: string): Promise<unknown>
  /** "refresh_requested": Slack wants another connection. */
  refresh(): void
  /** Cuts the line, without a goodbye. */
  cut(): void
  /** The next `count` requests for a connection meet this code. */
  refuse(error: string, count?: number): void
  close(): Promise<void>
}

/** Slack's side of Socket Mode on loopback: one connection at a time, and redelivery of what was not acknowledged. */
export async function startSlackSockets(behind: string, againMs = 300): Promise<SlackSockets> {
  const acks = new Map<string, unknown[]>()
  const letters: Letter[] = []
  const refusals: string[] = []
  const all = new Set<WebSocket>()
  let opened = 0
  let address = ''

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      if (request.url === '/slack/events') {
        const { type, payload } = letterIn(request.headers['content-type'] ?? '', body)
        const said = await acked(send(type, payload))
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(said))
        return
      }
      if (request.url !== '/api/apps.connections.open') {
        const answer = await fetch(behind + String(request.url).slice('/api/'.length), {
          method: 'POST',
          body,
          headers: {
            'content-type': request.headers['content-type'] ?? '',
            authorization: request.headers.authorization ?? ''
          }
        })
        response.writeHead(answer.status, { 'content-type': 'application/json' })
        response.end(await answer.text())
        return
      }
      const refused =
        request.headers.authorization === 'Bearer xapp-test' ? refusals.shift() : 'invalid_auth'
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify(
          refused === undefined
            ? { ok: true, url: `${address.replace('http', 'ws')}/link` }
            : { ok: false, error: refused }
        )
      )
    })()
  })
  const sockets = new WebSocketServer({ server, path: '/link' })
  sockets.on('connection', (socket) => {
    opened += 1
    all.add(socket)
    socket.on('close', () => all.delete(socket))
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString()) as {
        envelope_id: string
        payload: unknown
      }
      acks.set(id, [...(acks.get(id) ?? []), payload])
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
    for (const letter of letters) if (!acks.has(letter.id)) post(letter)
  })

  function post(letter: Letter): void {
    const [socket] = [...all].filter(({ readyState }) => readyState === 1)
    if (socket === undefined || (letter.attempts > 0 && letter.type !== 'events_api')) return
    const { id, type, payload, attempts } = letter
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type,
        payload,
        accepts_response_payload: type !== 'events_api',
        ...(type === 'events_api'
          ? { retry_attempt: attempts, retry_reason: attempts > 0 ? 'timeout' : '' }
          : {})
      })
    )
    letter.attempts += 1
  }
  function send(type: Letter['type'], payload: object): string {
    const letter: Letter = { id: randomUUID(), type, payload, attempts: 0 }
    letters.push(letter)
    post(letter)
    return letter.id
  }
  const acked = (id: string) => until('an acknowledgement', () => acks.get(id)?.[0])
  const again = setInterval(() => {
    for (const letter of letters) if (!acks.has(letter.id)) post(letter)
  }, againMs)

  address = await listen(server)
  return {
    base: address,
    apiUrl: `${address}/api/`,
    opened: () => opened,
    connected: () => all.size > 0,
    acks,
    send,
    acked,
    refresh() {
      for (const socket of all) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
      }
    },
    cut() {
      for (const socket of all) socket.terminate()
    },
    refuse(error, count = 1) {
      refusals.push(...Array<string>(count).fill(error))
    },
    async close() {
      clearInterval(again)
      for (const socket of all) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

/** The same payload as HTTP brings, and what Socket Mode calls it. */
function letterIn(kind: string, body: string): Pick<Letter, 'type' | 'payload'> {
  if (kind.startsWith('application/json'))
    return { type: 'events_api', payload: JSON.parse(body) as object }
  const form = new URLSearchParams(body)
  const inner = form.get('payload')
  return inner === null
    ? { type: 'slash_commands', payload: Object.fromEntries(form) }
    : { type: 'interactive', payload: JSON.parse(inner) as object }
}
