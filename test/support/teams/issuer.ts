import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import { exportJWK, SignJWT } from 'jose'
import { listen } from '../slack/listen.ts'

export const appId = '11111111-2222-4333-8444-555555555555'
export const tenant = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
export const issuerName = 'https://api.botframework.com'

/** Plays the service that signs Teams' requests: an OpenID document and its keys, on loopback. */
export interface Issuer {
  /** The settings that make the bot trust this issuer, and no other. */
  readonly env: Readonly<Record<string, string>>
  /** A token as Teams sends it; `claims` and `header` override, `undefined` leaves out. */
  token(
    serviceUrl: string,
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>
  ): Promise<string>
  /** Signed by somebody else's key. */
  forged(serviceUrl: string, header?: Readonly<Record<string, unknown>>): Promise<string>
  /** `alg: none`. */
  unsigned(serviceUrl: string): string
  /** HS256 with our public key as the secret. */
  confused(serviceUrl: string): string
  close(): Promise<void>
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function startIssuer(): Promise<Issuer> {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = {
    ...(await exportJWK(ours.publicKey)),
    kid: 'k1',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams']
  }
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    const metadata = {
      issuer: issuerName,
      jwks_uri: `${base}/keys`,
      id_token_signing_alg_values_supported: ['RS256']
    }
    response.end(JSON.stringify(request.url?.includes('openid') ? metadata : { keys: [jwk] }))
  })
  const base = await listen(server)

  function payload(
    serviceUrl: string,
    claims: Readonly<Record<string, unknown>>
  ): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000)
    const all: Record<string, unknown> = {
      iss: issuerName,
      aud: appId,
      serviceurl: serviceUrl,
      nbf: now - 10,
      exp: now + 3600,
      ...claims
    }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  }
  const sign = (
    key: KeyObject,
    serviceUrl: string,
    claims: Readonly<Record<string, unknown>>,
    header: Readonly<Record<string, unknown>>
  ) =>
    new SignJWT(payload(serviceUrl, claims))
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
      .sign(key)

  const usualTokens = new Map<string, Promise<string>>()
  const metadata = `${base}/v1/.well-known/openidconfiguration`
  return {
    env: {
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenant,
      MicrosoftAppPassword: 'not-a-real-secret',
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenant}`,
      ToChannelFromBotOAuthScope: issuerName,
      ToBotFromChannelTokenIssuer: issuerName,
      OAuthUrl: issuerName,
      ToBotFromChannelOpenIdMetadataUrl: metadata,
      ToBotFromEmulatorOpenIdMetadataUrl: metadata
    },
    token(serviceUrl, claims, header = {}) {
      if (claims !== undefined) return sign(ours.privateKey, serviceUrl, claims, header)
      // Teams uses one token for many messages.
      const usual = usualTokens.get(serviceUrl) ?? sign(ours.privateKey, serviceUrl, {}, header)
      usualTokens.set(serviceUrl, usual)
      return usual
    },
    forged: (serviceUrl, header = {}) => sign(theirs.privateKey, serviceUrl, {}, header),
    unsigned: (serviceUrl) =>
      `${part({ alg: 'none', kid: 'k1' })}.${part(payload(serviceUrl, {}))}.`,
    confused(serviceUrl) {
      const signed = `${part({ alg: 'HS256', kid: 'k1' })}.${part(payload(serviceUrl, {}))}`
      const pem = ours.publicKey.export({ type: 'spki', format: 'pem' })
      return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
  }
}
