import http from 'node:http'

/** Hospital networks: all calls to the platforms go through the proxy that the environment names, or `.env` does. */
export async function followProxy(): Promise<void> {
  if (!hasProxy()) return
  http.setGlobalProxyFromEnv()
  // Node's own `fetch` would ask a proxy that hangs up thousands of times a second, for ever.
  const { setGlobalDispatcher } = await import('undici')
  const { openWays } = await import('../../adapters/http/ways.ts')
  setGlobalDispatcher(openWays(true))
}

/** True where the environment names one. */
export function hasProxy(): boolean {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env
  return Boolean(HTTPS_PROXY ?? https_proxy ?? HTTP_PROXY ?? http_proxy)
}
