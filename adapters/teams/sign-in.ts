import { ConfigurationServiceClientCredentialFactory } from 'botbuilder'
import { hasTestIssuer, type Settings } from '../../bot/settings.ts'
import { loopbackToken } from './auth.ts'
import type { Authorise } from './connector.ts'
import { loginUrl, scope, sdkConfiguration } from './sdk-configuration.ts'

/** What the SDK's three kinds of credentials (secret, certificate, managed identity) have in common beside its own type. */
interface TokenSource {
  getToken(fresh: boolean): Promise<string>
}

/** Entra is asked for a new token before its time at most this often, however many messages Teams refuses. */
const RENEW_AFTER_MS = 60_000
const ASK_MS = 5_000

/**
 * The header for our own calls. The SDK keeps the token and gets a new one 5 minutes before it ends; `fresh` asks for a
 * new one at once, for a token that Teams refused.
 */
export function createAuthorise(settings: Settings, now: () => Date): Authorise {
  if (settings.TEAMS_AUTH === 'off' || hasTestIssuer(settings))
    return () => Promise.resolve(`Bearer ${loopbackToken}`)
  return shareToken(createSource(settings), now)
}

/** Many messages wait for one new token together. */
export function shareToken(source: TokenSource, now: () => Date): Authorise {
  let underWay: Promise<string> | undefined
  let renewedAt = -Infinity

  async function ask(fresh: boolean): Promise<string> {
    const at = now().getTime()
    const renew = fresh && at - renewedAt >= RENEW_AFTER_MS
    if (renew) renewedAt = at
    return `Bearer ${await source.getToken(renew)}`
  }

  return (fresh) => {
    underWay ??= ask(fresh).finally(() => {
      underWay = undefined
    })
    return underWay
  }
}

function createSource(settings: Settings): TokenSource {
  const factory = new ConfigurationServiceClientCredentialFactory(sdkConfiguration(settings))
  const made = factory.createCredentials(
    settings.MicrosoftAppId ?? '',
    scope,
    loginUrl(settings),
    true
  )
  return {
    async getToken(fresh) {
      const credentials = await made
      if (!isTokenSource(credentials)) throw new Error('the SDK made other credentials')
      try {
        return await credentials.getToken(fresh)
      } catch (error) {
        // A managed identity asks its own machine, not Entra.
        if (settings.MicrosoftAppType !== 'SingleTenant') throw error
        throw await behind(error, loginUrl(settings))
      }
    }
  }
}

/** The sign-in library says of every fault of the network only that there was one. Asking once ourselves tells which. */
async function behind(error: unknown, url: string): Promise<unknown> {
  if (!(error instanceof Object && 'errorCode' in error) || error.errorCode !== 'network_error')
    return error
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ASK_MS) })
    return error
  } catch (fault) {
    return fault
  }
}

function isTokenSource(credentials: object): credentials is TokenSource {
  return 'getToken' in credentials && typeof credentials.getToken === 'function'
}
