import http from 'node:http'
import { text } from 'node:stream/consumers'
import type { Shown } from '../../../adapters/web/shown.ts'

interface Got {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export const json = { 'content-type': 'application/json' }

/** By hand, since `fetch` decides on `Host` and `Origin` itself. */
export async function ask(
  url: string,
  {
    headers = {},
    body,
    method = body === undefined ? 'GET' : 'POST'
  }: {
    readonly headers?: http.OutgoingHttpHeaders
    readonly body?: string | undefined
    readonly method?: string
  } = {}
): Promise<Got> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const request = http.request(url, { method, headers }, resolve)
  request.on('error', reject)
  request.end(body)
  const answer = await promise
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) }
}

type Fields = Readonly<Record<string, unknown>>
let count = 0

/** A turn as the page sends it, with a message id of its own. */
export function aTurn(change: Fields = {}): Fields {
  count += 1
  return {
    session: 'a'.repeat(32),
    message: String(count).padStart(32, '0'),
    organisation: 'none',
    place: 'private',
    said: { kind: 'text', text: 'hello' },
    ...change
  }
}

export function post(
  url: string,
  turn: unknown,
  headers: http.OutgoingHttpHeaders = {}
): Promise<Got> {
  return ask(`${url}/try-it/turn`, {
    headers: { ...json, ...headers },
    body: JSON.stringify(turn)
  })
}

export async function answersTo(url: string, change: Fields): Promise<readonly Shown[]> {
  const { body } = await post(url, aTurn(change))
  return (JSON.parse(body) as { readonly answers: readonly Shown[] }).answers
}

/** A press of the button at this place of an answer. */
export function pressOf(answer: Shown | undefined, at: number): Fields {
  const button = answer?.buttons[at]
  return {
    kind: 'press',
    token: button !== undefined && 'token' in button ? button.token : undefined
  }
}
