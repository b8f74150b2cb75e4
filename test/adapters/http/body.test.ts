import { once } from 'node:events'
import http from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readBody } from '../../../adapters/http/body.ts'

const most = 1000
let read: (body: Buffer | 'too-large' | 'broken') => void = () => undefined
const server = http.createServer((request, response) => {
  void answerTo(request, response)
})
async function answerTo(request: http.IncomingMessage, response: http.ServerResponse) {
  const body = await readBody(request, most)
  read(body)
  response.statusCode = typeof body === 'string' ? 413 : 200
  response.setHeader('connection', 'close')
  response.end()
}
let port = 0
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ;({ port } = server.address() as AddressInfo)
})
afterAll(() => void server.close())

const nextRead = () =>
  new Promise<Buffer | 'too-large' | 'broken'>((resolve) => {
    read = resolve
  })
const head = 'POST / HTTP/1.1\r\nhost: x\r\n'
const chunked = `${head}transfer-encoding: chunked\r\n\r\n`
const chunk = (words: string) => `${words.length.toString(16)}\r\n${words}\r\n`

describe('the body of a request', () => {
  it('is given byte for byte, in however many pieces it comes', async () => {
    const body = nextRead()
    const socket = connect(port, '127.0.0.1')
    socket.write(chunked + chunk('{"text":'))
    socket.write(chunk('"hé 😱"}').replace(/^\w+/, Buffer.byteLength('"hé 😱"}').toString(16)))
    socket.write('0\r\n\r\n')
    expect(String(await body)).toBe('{"text":"hé 😱"}')
    socket.destroy()
  })

  it.each([
    ['says so itself', `${head}content-length: ${most + 1}\r\n\r\n`],
    ['says nothing of it', chunked + chunk('x'.repeat(most + 1))]
  ])('is refused, and the refusal arrives, where it is too large and %s', async (_, sent) => {
    const body = nextRead()
    const socket = connect(port, '127.0.0.1')
    socket.write(sent)
    expect(await body).toBe('too-large')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  it('is broken where the sender goes away in the middle', async () => {
    const body = nextRead()
    const socket = connect(port, '127.0.0.1')
    socket.write(`${head}content-length: 20\r\n\r\nhalf`)
    await once(server, 'request')
    socket.destroy()
    expect(await body).toBe('broken')
  })
})
