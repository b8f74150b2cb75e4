import type { Duplex } from 'node:stream'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { listen } from './listen.ts'

export interface Proxy {
  readonly url: string
  /** `host:port` of every tunnel that was asked for. */
  readonly tunnels: readonly string[]
  close(): Promise<void>
}

/**
 * A proxy as hospitals have them: it opens tunnels (`CONNECT`), and here every tunnel ends at `port` of this machine.
 * `login` (`name:password`): it opens none to anybody else, and answers 407; those in `free` it opens to all.
 */
export async function startProxy(
  port: number,
  login?: string,
  free: readonly string[] = []
): Promise<Proxy> {
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`
  const tunnels: string[] = []
  /** A tunnel is no connection of the server's any more: it would wait for its end for ever. */
  const open = new Set<Duplex>()
  const server = createServer((_request, response) => {
    response.writeHead(405)
    response.end()
  })
  server.on('connect', (request, socket, head) => {
    const isFree = wanted === undefined || free.includes(request.url ?? '')
    if (!isFree && request.headers['proxy-authorization'] !== wanted)
      return void socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="hospital"\r\n\r\n'
      )
    open.add(socket)
    tunnels.push(request.url ?? '')
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  const url = await listen(server)
  return {
    url,
    tunnels,
    async close() {
      for (const socket of open) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
