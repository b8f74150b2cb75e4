import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from '../../bot/settings.ts'

/**
 * Why a request is turned away; undefined: come in. Any web page in any browser can reach this machine's own address,
 * so the page answers only to its own name (`Host`) and to itself (`Origin`).
 * `publicHost` is the one other name it goes by, where somebody opened it to others on purpose.
 */
export function turnedAway(
  { host, origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
  publicHost: string | undefined
): 'host' | 'origin' | undefined {
  const name = host === undefined ? undefined : URL.parse(`http://${host}`)
  if (name === null || name === undefined) return 'host'
  if (!isLoopback(name.hostname) && name.hostname !== publicHost) return 'host'
  if (origin === undefined) return undefined
  // A proxy may speak https to the outside, so the scheme is not compared.
  return URL.parse(origin)?.host === host ? undefined : 'origin'
}
