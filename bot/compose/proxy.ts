import http from 'node:http'

/** Hospital networks: all calls to the platforms go through the proxy that the environment names, or `.env` does. */
export function followProxy(): void {
  if (hasProxy()) http.setGlobalProxyFromEnv()
}

/** True where the environment names one. */
export function hasProxy(): boolean {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env
  return Boolean(HTTPS_PROXY ?? https_proxy ?? HTTP_PROXY ?? http_proxy)
}
