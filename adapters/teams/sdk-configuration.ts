import { hasTestIssuer, type Settings } from '../../bot/settings.ts'

/** For whom our own tokens are: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const scope = 'https://api.botframework.com'

/** What the SDK is told, by hand: given `process.env` it would take a stray variable for a new trusted issuer, and blank the rest. */
export function sdkConfiguration(settings: Settings): Record<string, string> {
  // A managed identity has no secret; one that was left behind must not stop the start.
  const secrets =
    settings.MicrosoftAppType === 'UserAssignedMSI'
      ? {}
      : {
          MicrosoftAppPassword: settings.MicrosoftAppPassword,
          CertificateThumbprint: settings.MicrosoftAppCertificateThumbprint,
          CertificatePrivateKey: settings.MicrosoftAppCertificatePrivateKey
        }
  const given = {
    MicrosoftAppType: settings.MicrosoftAppType,
    MicrosoftAppId: settings.MicrosoftAppId,
    MicrosoftAppTenantId: settings.MicrosoftAppTenantId,
    ...secrets
  }
  const issuer = hasTestIssuer(settings)
    ? {
        ToChannelFromBotLoginUrl: settings.ToChannelFromBotLoginUrl ?? loginUrl(settings),
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

/** Where a single tenant's bot signs in. */
export function loginUrl({ MicrosoftAppTenantId = '' }: Settings): string {
  return `https://login.microsoftonline.com/${MicrosoftAppTenantId}`
}
