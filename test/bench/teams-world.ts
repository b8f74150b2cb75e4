import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { createWaiting } from './load.ts'

const appId = '11111111-2222-4333-8444-555555555555'
const tenant = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
const issuerName = 'https://api.botframework.com'

/** An OpenID issuer and a connector on loopback, as plain as they can be: they must not be what is measured. */
export interface TeamsWorld {
  readonly env: Readonly<Record<string, string>>
  post(url: string, n: number, text: string): Promise<void>
  answered(n: number): Promise<void>
  /** Opens a window by a command, which is answered at once. */
  choose(url: string, n: number): Promise<void>
  stop(): void
}

export async function createTeamsWorld(): Promise<TeamsWorld> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = {
    ...(await exportJWK(publicKey)),
    kid: 'k1',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams']
  }
  const waiting = createWaiting()

  const issuer = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    const metadata = {
      issuer: issuerName,
      jwks_uri: `${urlOf(issuer)}/keys`,
      id_token_signing_alg_values_supported: ['RS256']
    }
    response.end(JSON.stringify(request.url?.includes('openid') ? metadata : { keys: [jwk] }))
  })
  const connector = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json')
      response.end('{"id":"1"}')
      const conversation = /conversations\/([^/?]+)/.exec(request.url ?? '')?.[1]
      if (conversation !== undefined) waiting.came(decodeURIComponent(conversation))
    })
  })
  await Promise.all([issuer, connector].map(listen))
  const serviceUrl = `${urlOf(connector)}/`
  const token = await new SignJWT({ serviceurl: serviceUrl })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(issuerName)
    .setAudience(appId)
    .setNotBefore('0s')
    .setExpirationTime('2h')
    .sign(privateKey)
  const metadata = `${urlOf(issuer)}/v1/.well-known/openidconfiguration`

  async function send(url: string, n: number, more: object): Promise<string> {
    const person = n % 1000
    const activity = {
      type: 'message',
      id: `${Date.now()}-${n}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl,
      from: {
        id: `29:${person}`,
        name: 'A person',
        aadObjectId: `00000000-0000-4000-8000-${String(person).padStart(12, '0')}`
      },
      recipient: { id: `28:${appId}`, name: 'Heads Up' },
      conversation: { id: `a:${n}`, conversationType: 'personal', tenantId: tenant },
      channelData: { tenant: { id: tenant } },
      locale: 'en-GB',
      ...more
    }
    const answer = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity)
    })
    const said = await answer.text()
    if (answer.status !== 200) throw new Error(`the bot answered ${answer.status}`)
    return said
  }

  return {
    env: {
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenant,
      MicrosoftAppPassword: 'not-a-real-secret',
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenant}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: issuerName,
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: metadata,
      ToBotFromEmulatorOpenIdMetadataUrl: metadata
    },
    async post(url, n, text) {
      await send(url, n, { text })
    },
    async choose(url, n) {
      const value = { commandId: 'tell', commandContext: 'compose' }
      const said = await send(url, n, { type: 'invoke', name: 'composeExtension/fetchTask', value })
      if (!said.includes('"continue"')) throw new Error('no window came')
    },
    answered: (n) => waiting.wait(`a:${n}`),
    stop() {
      for (const server of [issuer, connector]) {
        server.close()
        server.closeAllConnections()
      }
    }
  }
}

async function listen(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
}

function urlOf(server: Server): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}
