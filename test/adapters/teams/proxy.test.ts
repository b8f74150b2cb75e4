import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { type Child, startChild } from '../../support/child.ts'
import { listen } from '../../support/slack/listen.ts'
import { type Proxy, startProxy } from '../../support/slack/proxy.ts'
import { createDriver } from '../../support/teams/driver.ts'
import { appId, tenant } from '../../support/teams/issuer.ts'
import { certificate, type Microsoft, startMicrosoft } from '../../support/teams/microsoft.ts'
import { until } from '../../support/until.ts'

const script = join(import.meta.dirname, '../../support/teams/behind-proxy.ts')
const serviceUrl = 'https://smba.trafficmanager.net/uk/'

describe('behind a hospital’s proxy and certificate authority', () => {
  let microsoft: Microsoft
  let proxy: Proxy
  let bot: Child | undefined
  beforeEach(async () => {
    microsoft = await startMicrosoft()
    proxy = await startProxy(microsoft.port)
  })
  afterEach(async () => {
    await bot?.stop()
    bot = undefined
    await proxy.close()
    await microsoft.close()
  })

  /** Says something to the bot as Teams does; gives the status. */
  async function ask(env: Record<string, string> = {}): Promise<number> {
    bot = await startChild([script], {
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenant,
      MicrosoftAppPassword: 'a-secret',
      HTTPS_PROXY: proxy.url,
      ...env
    })
    const token = await microsoft.token(serviceUrl)
    const issuer = { token: () => Promise.resolve(token) } as never
    const teams = createDriver({ base: bot.url, serviceUrl, issuer })
    return (await teams.send(teams.dm('ann', 'tip'))).status
  }
  const said = (part: string) => until(part, () => bot?.printed.find((line) => line.includes(part)))

  it('keys, token and answer go through the proxy, to servers whose certificate that authority signed', async () => {
    expect(await ask({ NODE_EXTRA_CA_CERTS: certificate })).toBe(200)
    expect(JSON.parse(await said('outcome'))).toEqual({
      outcome: { is: 'sent', messageId: expect.stringContaining('"m1"') }
    })
    expect(new Set(proxy.tunnels)).toEqual(
      new Set([
        'login.botframework.com:443',
        'login.microsoftonline.com:443',
        'smba.trafficmanager.net:443'
      ])
    )
    expect(microsoft.authorised).toEqual(['Bearer entra-token'])
  })

  it('an authority that is not named: Teams is told to come again, and the log says so', async () => {
    expect(await ask()).toBe(503)
    expect(await said('NODE_EXTRA_CA_CERTS')).toContain('teams.refused')
    expect(microsoft.calls).toEqual([])
  })

  it('a proxy that is away: likewise', async () => {
    expect(await ask({ HTTPS_PROXY: 'http://127.0.0.1:1', NODE_EXTRA_CA_CERTS: certificate })).toBe(
      503
    )
  })

  it('a proxy that wants another password: the log says that it is the proxy, and what to mend', async () => {
    const guarded = await startProxy(microsoft.port, 'bot:right')
    const by = (login: string) => ({
      HTTPS_PROXY: guarded.url.replace('//', `//${login}@`),
      NODE_EXTRA_CA_CERTS: certificate
    })
    try {
      expect(await ask(by('bot:wrong'))).toBe(503)
      const line = await said('teams.refused')
      expect(line).toMatch(/The proxy refused our name and password.*HTTPS_PROXY/)
      expect(line).not.toContain('wrong')
      await bot?.stop()
      expect(await ask(by('bot:right'))).toBe(200)
    } finally {
      await guarded.close()
    }
  })

  it('a proxy that wants another password on the way to Entra: nothing is sent, and the problem names it', async () => {
    const guarded = await startProxy(microsoft.port, 'bot:right', ['login.botframework.com:443'])
    try {
      const HTTPS_PROXY = guarded.url.replace('//', '//bot:wrong@')
      expect(await ask({ NODE_EXTRA_CA_CERTS: certificate, HTTPS_PROXY })).toBe(200)
      expect(JSON.parse(await said('outcome'))).toEqual({
        outcome: { is: 'away', why: 'PROXY_REFUSES_PASSWORD' },
        problem: expect.stringContaining('The proxy refused our name and password')
      })
      expect(microsoft.authorised).toEqual([])
    } finally {
      await guarded.close()
    }
  })

  it('a certificate instead of a secret: we sign who we are with its key, and name it by its thumbprint', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const thumbprint = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334'
    const status = await ask({
      NODE_EXTRA_CA_CERTS: certificate,
      MicrosoftAppPassword: '',
      MicrosoftAppCertificateThumbprint: thumbprint,
      MicrosoftAppCertificatePrivateKey: privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString()
    })
    expect(status).toBe(200)
    expect(JSON.parse(await said('outcome'))).toMatchObject({ outcome: { is: 'sent' } })
    const [sent] = microsoft.asked
    expect(sent?.get('client_secret')).toBeNull()
    const assertion = sent?.get('client_assertion') ?? ''
    const { payload } = await jwtVerify(assertion, publicKey, {
      issuer: appId,
      subject: appId,
      clockTolerance: 5
    })
    expect(payload.aud).toContain(`login.microsoftonline.com/${tenant}`)
    expect(decodeProtectedHeader(assertion).x5t).toBe(
      Buffer.from(thumbprint, 'hex').toString('base64url')
    )
  })

  it('a managed identity: the token comes from the machine itself, and no secret is anywhere', async () => {
    const asked: { readonly url: URL; readonly proof: unknown }[] = []
    const machine = createServer((request, response) => {
      asked.push({
        url: new URL(request.url ?? '', 'http://machine'),
        proof: request.headers['x-identity-header']
      })
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600)
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({ access_token: 'machine-token', expires_on, token_type: 'Bearer' })
      )
    })
    const endpoint = await listen(machine)
    try {
      const status = await ask({
        NODE_EXTRA_CA_CERTS: certificate,
        NO_PROXY: '127.0.0.1',
        MicrosoftAppType: 'UserAssignedMSI',
        MicrosoftAppPassword: '',
        IDENTITY_ENDPOINT: `${endpoint}/msi/token`,
        IDENTITY_HEADER: 'proof'
      })
      expect(status).toBe(200)
      expect(JSON.parse(await said('outcome'))).toMatchObject({ outcome: { is: 'sent' } })
      expect(microsoft.authorised).toEqual(['Bearer machine-token'])
      expect(microsoft.asked).toEqual([])
      expect(asked[0]?.proof).toBe('proof')
      expect(asked[0]?.url.searchParams.get('client_id')).toBe(appId)
      expect(asked[0]?.url.searchParams.get('resource')).toBe('https://api.botframework.com')
    } finally {
      machine.closeAllConnections()
      machine.close()
    }
  })

  it('a secret that has expired is named, with the mend, and nothing is sent', async () => {
    microsoft.refuse({
      error: 'invalid_client',
      error_description: `AADSTS7000222: The provided client secret keys for app '${appId}' are expired.`
    })
    expect(await ask({ NODE_EXTRA_CA_CERTS: certificate })).toBe(200)
    expect(JSON.parse(await said('outcome'))).toEqual({
      outcome: { is: 'away', why: 'AADSTS7000222' },
      problem: expect.stringContaining('The client secret has expired')
    })
    expect(microsoft.authorised).toEqual([])
  })
})
