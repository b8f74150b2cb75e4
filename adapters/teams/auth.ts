import {
  type Activity as SdkActivity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory
} from 'botbuilder'
import { MicrosoftAppCredentials, type ServiceClientCredentials } from 'botframework-connector'
import { hasTestIssuer, type Settings } from '../../bot/settings.ts'
import type { Authorise } from './connector.ts'

const scope = 'https://api.botframework.com'
/** Nobody real takes it: sent only to a connector on this machine, where a test issuer vouches for who speaks to us. */
const loopbackToken = 'loopback'

/** What the SDK is told, by hand: given `process.env` it would take a stray variable for a new trusted issuer, and blank the rest. */
export function sdkConfiguration(settings: Settings): Record<string, string> {
  const { MicrosoftAppTenantId = '' } = settings
  const given = {
    MicrosoftAppType: settings.MicrosoftAppType,
    MicrosoftAppId: settings.MicrosoftAppId,
    MicrosoftAppPassword: settings.MicrosoftAppPassword,
    MicrosoftAppTenantId: settings.MicrosoftAppTenantId,
    CertificateThumbprint: settings.MicrosoftAppCertificateThumbprint,
    CertificatePrivateKey: settings.MicrosoftAppCertificatePrivateKey
  }
  const issuer = hasTestIssuer(settings)
    ? {
        ToChannelFromBotLoginUrl:
          settings.ToChannelFromBotLoginUrl ??
          `https://login.microsoftonline.com/${MicrosoftAppTenantId}`,
        ToChannelFromBotOAuthScope: settings.ToChannelFromBotOAuthScope ?? scope,
        ToBotFromChannelTokenIssuer: settings.ToBotFromChannelTokenIssuer,
        OAuthUrl: settings.OAuthUrl,
        ToBotFromChannelOpenIdMetadataUrl: settings.ToBotFromChannelOpenIdMetadataUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: settings.ToBotFromEmulatorOpenIdMetadataUrl,
        CallerId: 'urn:botframework:azure'
      }
    : {}
  const all: [string, string | undefined][] =
    settings.TEAMS_AUTH === 'off' ? [] : Object.entries({ ...given, ...issuer })
  return Object.fromEntries(all.filter((pair): pair is [string, string] => pair[1] !== undefined))
}

/** Microsoft's own checks of who speaks to us; what they hand on to is ours. */
export class TeamsGate extends CloudAdapter {
  readonly #authentication: ConfigurationBotFrameworkAuthentication

  constructor(settings: Settings) {
    const configuration = sdkConfiguration(settings)
    const credentials = hasTestIssuer(settings)
      ? new LoopbackCredentials(configuration)
      : new ConfigurationServiceClientCredentialFactory(configuration)
    const authentication = new ConfigurationBotFrameworkAuthentication(configuration, credentials)
    super(authentication)
    this.#authentication = authentication
  }

  /**
   * Checks the token, then runs `work` as the SDK's turn. False: the token does not hold, for whatever reason; the caller
   * says 401 and no more. An error of `work` comes through.
   */
  async pass(
    activity: Partial<SdkActivity>,
    authorization: string,
    work: () => Promise<void>
  ): Promise<boolean> {
    // The SDK's type asks for fields that Teams may leave out; it looks at channelId and serviceUrl, which were checked.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const sdkActivity = activity as SdkActivity
    let result
    try {
      result = await this.#authentication.authenticateRequest(sdkActivity, authorization)
    } catch {
      // The SDK has a dozen ways to refuse, some as plain errors with the reason in them: to the caller all are one.
      return false
    }
    await this.processActivity(result, sdkActivity, work)
    return true
  }
}

class LoopbackCredentials extends ConfigurationServiceClientCredentialFactory {
  override createCredentials(appId: string): Promise<ServiceClientCredentials> {
    const credentials = new MicrosoftAppCredentials(appId, 'none')
    credentials.getToken = () => Promise.resolve(loopbackToken)
    return Promise.resolve(credentials)
  }
}

/** The header for our own calls. The SDK keeps the token and gets a new one 5 minutes before it ends. */
export function createAuthorise(settings: Settings): Authorise {
  if (settings.TEAMS_AUTH === 'off' || hasTestIssuer(settings))
    return () => Promise.resolve(`Bearer ${loopbackToken}`)
  const factory = new ConfigurationServiceClientCredentialFactory(sdkConfiguration(settings))
  const login = `https://login.microsoftonline.com/${settings.MicrosoftAppTenantId ?? ''}`
  const made = factory.createCredentials(settings.MicrosoftAppId ?? '', scope, login, true)
  return async () => {
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
}
