import { ConfigurationServiceClientCredentialFactory } from 'botbuilder'
import { hasTestIssuer, type Settings } from '../../bot/settings.ts'
import { loopbackToken } from './auth.ts'
import type { Authorise } from './connector.ts'
import { loginUrl, scope, sdkConfiguration } from './sdk-configuration.ts'

/** The header for our own calls. The SDK keeps the token and gets a new one 5 minutes before it ends. */
export function createAuthorise(settings: Settings): Authorise {
  if (settings.TEAMS_AUTH === 'off' || hasTestIssuer(settings))
    return () => Promise.resolve(`Bearer ${loopbackToken}`)
  const factory = new ConfigurationServiceClientCredentialFactory(sdkConfiguration(settings))
  const made = factory.createCredentials(
    settings.MicrosoftAppId ?? '',
    scope,
    loginUrl(settings),
    true
  )
  /** Many messages wait for one new token together. */
  let underWay: Promise<string> | undefined

  async function ask(): Promise<string> {
    const headers = new Map<string, string>()
    const request = {
      headers: { set: (name: string, value: string) => headers.set(name.toLowerCase(), value) }
    }
    // A whole `WebResource` has 20 more members; signing sets one header.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    await (await made).signRequest(request as never)
    const header = headers.get('authorization')
    if (header === undefined) throw new Error('no token')
    return header
  }

  return () => {
    underWay ??= ask().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
