import { createServer, type IncomingHttpHeaders } from 'node:http'
import { inspect } from 'node:util'
import { buffer } from 'node:stream/consumers'
import type { Logger } from 'chat'

/** Complains on standard error; says nothing else. */
export const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (...words: unknown[]) =>
    void process.stderr.write(`${words.map((word) => inspect(word)).join(' ')}\n`),
  child: () => quiet
}

/** A plain web server around what the Chat SDK calls a webhook; prints where it listens. */
export function serve(webhook: (request: Request) => Promise<Response>): void {
  async function answer(headers: IncomingHttpHeaders, body: Buffer): Promise<Response> {
    const given = Object.entries(headers).filter(
      (one): one is [string, string] => typeof one[1] === 'string' && one[0] !== 'content-length'
    )
    return webhook(new Request('http://peer/', { method: 'POST', headers: given, body }))
  }
  const server = createServer((request, response) => {
    buffer(request)
      .then(async (body) => {
        const answered = await answer(request.headers, body)
        response.writeHead(answered.status).end(await answered.text())
        return undefined
      })
      .catch((error: unknown) => {
        quiet.error('failed', error)
        response.writeHead(500).end()
      })
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(
      `ready http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`
    )
  })
}
