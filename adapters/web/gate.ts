import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from '../../bot/settings.ts'

/** Names that proxies give the headers in which they say for whom they speak. */
function isForwarded(name: string): boolean {
  return name === 'forwarded' || name.startsWith('x-forwarded-') || name === 'x-real-ip'
}

/**
 * Why a request is turned away; undefined: come in. Any web page in any browser can reach this machine's own address,
 * so the page answers only to its own name (`Host`) and to itself (`Origin`).
 * `publicHost` is the one other name it goes by, where somebody opened it to others on purpose (`isOpen`). Else it answers
 * to no proxy: many ask by this machine's own name, whoever is behind them.
 */
export function turnedAway(
  headers: IncomingHttpHeaders,
  publicHost: string | undefined,
  isOpen: boolean
): 'host' | 'origin' | 'proxy' | undefined {
  const { host, origin } = headers
  if (!isOpen && Object.keys(headers).some(isForwarded)) return 'proxy'
  const name = host === undefined ? undefined : URL.parse(`http://${host}`)
  if (name === null || name === undefined) return 'host'
  if (!isLoopback(name.hostname) && name.hostname !== publicHost) return 'host'
  if (origin === undefined) return undefined
  // A proxy may speak https to the outside, so the scheme is not compared.
  return URL.parse(origin)?.host === host ? undefined : 'origin'
}
