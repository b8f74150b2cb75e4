import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { exportJWK, SignJWT } from 'jose'
import { listen } from '../slack/listen.ts'
import { appId, issuerName, tenant } from './issuer.ts'

const tls = join(import.meta.dirname, 'tls')
export const certificate = join(tls, 'certificate.pem')

/** Everything of Microsoft's that the bot calls, by its real names, on one port: keys, sign-in, connector. */
export interface Microsoft {
  readonly port: number
  /** `host path` of every call. */
  readonly calls: readonly string[]
  /** `Authorization` of every call to the connector. */
  readonly authorised: readonly string[]
  /** What was sent with every call for a token. */
  readonly asked: readonly URLSearchParams[]
  /** What the sign-in answers next instead of a token. */
  refuse(error: Readonly<Record<string, string>>): void
  token(serviceUrl: string): Promise<string>
  close(): Promise<void>
}

export async function startMicrosoft(): Promise<Microsoft> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', endorsements: ['msteams'] }
  const calls: string[] = []
  const authorised: string[] = []
  const asked: URLSearchParams[] = []
  let refusal: Readonly<Record<string, string>> | undefined
  const login = `https://login.microsoftonline.com/${tenant}`

  function answer(host: string, path: string): readonly [number, unknown] {
    if (host === 'login.botframework.com')
      return path.includes('openidconfiguration')
        ? [200, { issuer: issuerName, jwks_uri: 'https://login.botframework.com/v1/keys' }]
        : [200, { keys: [jwk] }]
    if (host === 'smba.trafficmanager.net') return [201, { id: 'm1' }]
    if (path.includes('openid-configuration'))
      return [
        200,
        {
          issuer: `${login}/v2.0`,
          authorization_endpoint: `${login}/oauth2/v2.0/authorize`,
          token_endpoint: `${login}/oauth2/v2.0/token`,
          jwks_uri: `${login}/discovery/v2.0/keys`
        }
      ]
    if (!path.endsWith('/token')) return [404, {}]
    if (refusal !== undefined) return [401, refusal]
    return [200, { token_type: 'Bearer', expires_in: 3599, access_token: 'entra-token' }]
  }

  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:443$/, '')
    const path = (request.url ?? '').replace(/\?.*$/, '')
    calls.push(`${host} ${path}`)
    if (host === 'smba.trafficmanager.net')
      authorised.push(request.headers.authorization ?? 'nothing')
    if (path.endsWith('/token')) asked.push(new URLSearchParams(await text(request)))
    else request.resume()
    const [status, body] = answer(host, path)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

  const server = createServer(
    { key: readFileSync(join(tls, 'key.pem')), cert: readFileSync(certificate) },
    (request, response) => {
      answerTo(request, response).catch(() => response.destroy())
    }
  )
  const port = Number(new URL(await listen(server)).port)
  return {
    port,
    calls,
    authorised,
    asked,
    refuse(error) {
      refusal = error
    },
    token: (serviceUrl) =>
      new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(issuerName)
        .setAudience(appId)
        .setNotBefore('0s')
        .setExpirationTime('1h')
        .sign(privateKey),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
