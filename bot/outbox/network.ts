/** The proxy answered 407: it does not take the name and password that the environment gives, or wants some. */
export const proxyRefuses = 'PROXY_REFUSES_PASSWORD'

/** For whoever runs the bot. */
export const proxyMend =
  'The proxy refused our name and password (407). Put the right ones into HTTPS_PROXY, as in http://NAME:PASSWORD@proxy:8080 (special characters as %40 and so on), then restart.'

/** No connection was made, so nothing can have arrived. */
const never =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|CONNECT_FAILED|CONNECT_TIMEOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_TLS|ERR_PROXY_TUNNEL|PROXY_REFUSES_PASSWORD)$/
const certificate = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/

/** Reads why a call over the network failed: a code of Node's, `timeout`, or `network`. Never passes on a message. */
export function reasonOf(error: unknown): string {
  let reason = 'network'
  let at: unknown = error
  // The reason lies at the end of the chain of causes.
  for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth += 1) {
    if ('name' in at && (at.name === 'TimeoutError' || at.name === 'AbortError')) return 'timeout'
    if (isRefusedTunnel(at)) return proxyRefuses
    if ('code' in at && typeof at.code === 'string' && /^[A-Z_]+$/.test(at.code)) reason = at.code
    at = 'original' in at ? at.original : 'cause' in at ? at.cause : undefined
  }
  return reason
}

/** Node's own way through a proxy gives one code for all refusals; the proxy's answer stands at the end of its words. */
function isRefusedTunnel(error: object): boolean {
  if (!('code' in error && 'message' in error) || error.code !== 'ERR_PROXY_TUNNEL') return false
  return /: HTTP\/1\.\d 407\b/.test(String(error.message))
}

/** True where nothing can have arrived: no connection was made. */
export function neverLeft(reason: string): boolean {
  return never.test(reason) || isBadCertificate(reason)
}

/** True where the other side's certificate is not trusted. */
export function isBadCertificate(reason: string): boolean {
  return certificate.test(reason)
}
