import { HeadsUpError } from '../../bot/errors.ts'
import { isLoopback, type Settings } from '../../bot/settings.ts'

export interface Credentials {
  readonly signingSecret: string
  readonly token: string
  readonly apiUrl: string
}

/**
 * The settings of one workspace by HTTP. Throws `SETTINGS_INVALID`: what cannot be served is refused by name, never half served
 * (an empty signing secret would let everybody in).
 */
export function credentialsIn(settings: Settings): Credentials {
  const signingSecret = settings.SLACK_SIGNING_SECRET?.trim() ?? ''
  const token = settings.SLACK_BOT_TOKEN?.trim() ?? ''
  const apiUrl = settings.SLACK_API_URL
  if (signingSecret === '') throw missing('SLACK_SIGNING_SECRET', 'Basic Information')
  if (token === '') throw missing('SLACK_BOT_TOKEN', 'OAuth & Permissions')
  const { protocol, hostname } = new URL(apiUrl)
  if (protocol === 'https:' || isLoopback(hostname)) return { signingSecret, token, apiUrl }
  throw new HeadsUpError(
    'SETTINGS_INVALID',
    'SLACK_API_URL is not https, so the token would travel in clear text.',
    'Remove SLACK_API_URL, or give an https address.'
  )
}

function missing(name: string, where: string): HeadsUpError {
  return new HeadsUpError(
    'SETTINGS_INVALID',
    `${name} is missing.`,
    `Copy it from "${where}" of the Slack app.`
  )
}
