import { createServer, type Server } from 'node:http'

/** Starts it on a free port of loopback and gives its base address. */
export async function listen(server: Pick<Server, 'listen' | 'address'>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}

/** The base address of a port of loopback where nobody listens (any more). */
export async function deadAddress(): Promise<string> {
  const server = createServer()
  const base = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return base
}
