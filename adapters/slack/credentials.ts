import { HeadsUpError } from '../../bot/errors.ts'
import { isLoopback, type Settings } from '../../bot/settings.ts'

export interface Credentials {
  /** For requests over HTTP. */
  readonly signingSecret: string | undefined
  /** For Socket Mode. */
  readonly appToken: string | undefined
  /** Of the one workspace that the settings name. */
  readonly token: string | undefined
  /** For workspaces that install us by themselves. */
  readonly oauth: Oauth | undefined
  readonly apiUrl: string
}

export interface Oauth {
  readonly clientId: string
  readonly clientSecret: string
  readonly stateSecret: string
}

/**
 * The settings that Slack needs. Throws `SETTINGS_INVALID`: what cannot be served is refused by name, never half served
 * (an empty signing secret would let everybody in).
 */
export function credentialsIn(settings: Settings): Credentials {
  const said = (name: keyof Settings) => String(settings[name] ?? '').trim() || undefined
  const signingSecret = said('SLACK_SIGNING_SECRET')
  const appToken = said('SLACK_APP_TOKEN')
  const token = said('SLACK_BOT_TOKEN')
  const oauth = oauthIn(said)
  const apiUrl = settings.SLACK_API_URL
  if (signingSecret === undefined && appToken === undefined)
    throw missing('SLACK_SIGNING_SECRET', 'Basic Information')
  if (token === undefined && oauth === undefined)
    throw missing('SLACK_BOT_TOKEN', 'OAuth & Permissions')
  const { protocol, hostname } = new URL(apiUrl)
  if (protocol === 'https:' || isLoopback(hostname))
    return { signingSecret, appToken, token, oauth, apiUrl }
  throw new HeadsUpError(
    'SETTINGS_INVALID',
    'SLACK_API_URL is not https, so the token would travel in clear text.',
    'Remove SLACK_API_URL, or give an https address.'
  )
}

function oauthIn(said: (name: keyof Settings) => string | undefined): Oauth | undefined {
  const clientId = said('SLACK_CLIENT_ID')
  if (clientId === undefined) return undefined
  const clientSecret = said('SLACK_CLIENT_SECRET')
  const stateSecret = said('SLACK_STATE_SECRET')
  if (clientSecret === undefined) throw missing('SLACK_CLIENT_SECRET', 'Basic Information')
  if (stateSecret !== undefined) return { clientId, clientSecret, stateSecret }
  throw new HeadsUpError(
    'SETTINGS_INVALID',
    'SLACK_STATE_SECRET is missing.',
    'Set it to a random text of your own, such as `openssl rand -base64 32` gives.'
  )
}

function missing(name: string, where: string): HeadsUpError {
  return new HeadsUpError(
    'SETTINGS_INVALID',
    `${name} is missing.`,
    `Copy it from "${where}" of the Slack app.`
  )
}
