import http from 'node:http'

/** Hospital networks: all calls to the platforms go through the proxy that the environment names, or `.env` does. */
export function followProxy(): void {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env
  if (HTTPS_PROXY ?? https_proxy ?? HTTP_PROXY ?? http_proxy) http.setGlobalProxyFromEnv()
}
