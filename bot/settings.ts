import { z } from 'zod'
import { HeadsUpError } from './errors.ts'

const guid = z.guid('must be an id such as 0a1b2c3d-1111-2222-3333-444455556666')
const flag = oneOf(['on', 'off'])
const text = z.string().min(1)
const range = 'must be a number from 0 to 65535'
const port = z.coerce.number(range).int(range).min(0, range).max(65535, range)
/** SHA-1, by which the SDK names a certificate to Entra. */
const thumbprint = z
  .string()
  .regex(/^[0-9a-f]{40}$/i, 'must be the 40 letters and digits that Entra shows as Thumbprint')
const pem = z
  .string()
  .regex(
    /^-----BEGIN (RSA )?PRIVATE KEY-----\r?\n[^]+\n-----END/,
    'must be a private key as PEM without a passphrase, with its lines: give it as a file (see docs/connect-teams.md)'
  )
const appToken = z
  .string()
  .regex(
    /^xapp-/,
    'must be an app-level token, which begins with xapp-: make it under "Basic Information" of the Slack app'
  )
/** `xoxp-` is a person's, `xapp-` the app's, `xoxe.` ends after 12 hours. */
const botToken = z
  .string()
  .regex(
    /^xoxb-/,
    'must be the "Bot User OAuth Token", which begins with xoxb-: copy it from "OAuth & Permissions" of the Slack app'
  )
/** An empty variable counts as not set, as most process managers write it. */
const url = z.url({ protocol: /^https?$/, error: 'must be an address: it begins with https://' })

const Settings = z
  .object({
    PORT: port.default(3978),
    HOST: text.default('127.0.0.1'),
    NODE_ENV: text.default('production'),
    LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    DATABASE_URL: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'must be an address of PostgreSQL: it begins with postgres:// or postgresql://'
      })
      .optional(),
    DATA_DIR: text.default('./data'),
    CONTENT_DIR: text.optional(),
    ORGANISATIONS_DIR: text.optional(),
    PUBLIC_URL: z
      .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
      .optional(),
    HEADS_UP_KEY: text.optional(),
    HEADS_UP_KEY_PREVIOUS: text.optional(),
    TRY_IT: flag.optional(),

    SMTP_URL: z
      .url({
        protocol: /^smtps?$/,
        error: 'must be an address of a mail server: it begins with smtp:// or smtps://'
      })
      .optional(),
    SMTP_FROM: z.email('must be an e-mail address').optional(),
    REPORT_RECIPIENTS: text.optional(),
    REPORT_IDENTITY: text.optional(),
    WEBHOOK_SECRET: z.string().min(32, 'must have at least 32 letters').optional(),

    MicrosoftAppType: oneOf(['SingleTenant', 'UserAssignedMSI']).default('SingleTenant'),
    MicrosoftAppId: guid.optional(),
    MicrosoftAppPassword: text.optional(),
    MicrosoftAppTenantId: guid.optional(),
    MicrosoftAppCertificateThumbprint: thumbprint.optional(),
    MicrosoftAppCertificatePrivateKey: pem.optional(),
    TEAMS_AUTH: flag.default('on'),
    ToChannelFromBotLoginUrl: url.optional(),
    ToChannelFromBotOAuthScope: text.optional(),
    ToBotFromChannelTokenIssuer: text.optional(),
    OAuthUrl: url.optional(),
    ToBotFromChannelOpenIdMetadataUrl: url.optional(),
    ToBotFromEmulatorOpenIdMetadataUrl: url.optional(),

    SLACK_SIGNING_SECRET: text.optional(),
    SLACK_BOT_TOKEN: botToken.optional(),
    SLACK_APP_TOKEN: appToken.optional(),
    SLACK_CLIENT_ID: text.optional(),
    SLACK_CLIENT_SECRET: text.optional(),
    SLACK_STATE_SECRET: text.optional(),
    SLACK_API_URL: url.default('https://slack.com/api/')
  })
  .superRefine((all, context) => {
    const problem = (name: string, message: string) => {
      context.addIssue({ code: 'custom', path: [name], message })
    }
    if (all.DATABASE_URL !== undefined && all.HEADS_UP_KEY === undefined)
      problem(
        'HEADS_UP_KEY',
        'is required with DATABASE_URL: run `heads-up keys new` and keep the line it prints'
      )
    for (const part of [
      'MicrosoftAppPassword',
      'MicrosoftAppTenantId',
      'MicrosoftAppCertificateThumbprint'
    ] as const)
      if (all[part] !== undefined && all.MicrosoftAppId === undefined)
        problem('MicrosoftAppId', `is missing, and ${part} is set: set both or neither`)
    if (all.MicrosoftAppId !== undefined) {
      if (all.MicrosoftAppTenantId === undefined)
        problem('MicrosoftAppTenantId', 'is missing: the tenant whose people may use the bot')
      const secret = all.MicrosoftAppPassword !== undefined
      const certificate = all.MicrosoftAppCertificateThumbprint !== undefined
      if (certificate !== (all.MicrosoftAppCertificatePrivateKey !== undefined))
        problem(
          'MicrosoftAppCertificatePrivateKey',
          'and MicrosoftAppCertificateThumbprint go together: set both or neither'
        )
      if (all.MicrosoftAppType === 'SingleTenant' && !secret && !certificate)
        problem('MicrosoftAppPassword', 'is missing: the client secret, or a certificate instead')
    }
    if ((all.SMTP_URL === undefined) !== (all.SMTP_FROM === undefined))
      problem(
        all.SMTP_URL === undefined ? 'SMTP_URL' : 'SMTP_FROM',
        'is missing: SMTP_URL and SMTP_FROM are set together or not at all'
      )
    if (all.TEAMS_AUTH === 'off' && !isLoopback(all.HOST))
      problem(
        'TEAMS_AUTH',
        'is off, so anybody could speak to the bot: allowed only where HOST is 127.0.0.1 or ::1'
      )
    if (
      all.SLACK_BOT_TOKEN !== undefined &&
      all.SLACK_SIGNING_SECRET === undefined &&
      all.SLACK_APP_TOKEN === undefined
    )
      problem(
        'SLACK_SIGNING_SECRET',
        'is missing, and SLACK_BOT_TOKEN is set: copy it from "Basic Information" of the Slack app'
      )
    if (
      all.SLACK_SIGNING_SECRET !== undefined &&
      all.SLACK_BOT_TOKEN === undefined &&
      all.SLACK_CLIENT_ID === undefined
    )
      problem(
        'SLACK_BOT_TOKEN',
        'is missing, and SLACK_SIGNING_SECRET is set: copy it from "OAuth & Permissions" of the Slack app'
      )
    for (const [one, other] of pairs(slackOauth))
      if (all[one] === undefined && all[other] !== undefined)
        problem(one, `is missing, and ${other} is set: the three for OAuth go together`)
    if (
      all.SLACK_APP_TOKEN !== undefined &&
      all.SLACK_BOT_TOKEN === undefined &&
      all.SLACK_CLIENT_ID === undefined
    )
      problem(
        'SLACK_BOT_TOKEN',
        'is missing, and SLACK_APP_TOKEN is set: copy it from "OAuth & Permissions" of the Slack app'
      )
    if (
      all.SLACK_CLIENT_ID !== undefined &&
      all.SLACK_SIGNING_SECRET === undefined &&
      all.SLACK_APP_TOKEN === undefined
    )
      problem(
        'SLACK_SIGNING_SECRET',
        'is missing, and SLACK_CLIENT_ID is set: copy it from "Basic Information" of the Slack app'
      )
    checkTestIssuer(all, problem)
  })

export type Settings = z.infer<typeof Settings>

/** One of these words, all named where it is another. */
function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, `must be one of: ${words.join(', ')}`)
}

const slackOauth = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const

/** Each with the one after it, round and round. */
function pairs<T>(names: readonly T[]): readonly (readonly [T, T])[] {
  return names.map((name, at) => [name, names[(at + 1) % names.length] ?? name])
}

const issuer = [
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'OAuthUrl',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl'
] as const

/** The SDK blanks all of these as soon as one is set, so it is all or none; a stray one must never move who is trusted. */
function checkTestIssuer(
  all: Partial<Record<string, unknown>>,
  problem: (name: string, message: string) => void
): void {
  const missing = issuer.filter((name) => all[name] === undefined)
  if (missing.length === issuer.length) return
  for (const name of missing)
    problem(name, 'is missing: the settings of a test issuer are set all together or not at all')
  const metadata = all['ToBotFromChannelOpenIdMetadataUrl']
  if (typeof metadata === 'string' && !isLoopback(new URL(metadata).hostname))
    problem('ToBotFromChannelOpenIdMetadataUrl', 'is a test issuer: allowed only on 127.0.0.1')
}

export function isLoopback(host: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/.test(host)
}

/** True where the settings name a test issuer on loopback instead of Microsoft's. */
export function hasTestIssuer(settings: Settings): boolean {
  return settings.ToBotFromChannelOpenIdMetadataUrl !== undefined
}

/**
 * Reads and checks every setting once, at start. A secret may come from a file named by `NAME_FILE`
 * (`readFile` is given by the caller, as the core reads no files). Throws `SETTINGS_INVALID`, naming every bad variable and never its value.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string
): Settings {
  const problems: string[] = []
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && value !== '') given[name] = value
  for (const name of Object.keys(Settings.shape)) {
    const path = given[`${name}_FILE`]
    if (path === undefined) continue
    if (given[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set: keep one`)
    try {
      given[name] = readFile(path).trim()
    } catch {
      problems.push(`${name}_FILE names a file that cannot be read: ${path}`)
    }
  }
  const parsed = Settings.safeParse(given)
  if (!parsed.success)
    for (const issue of parsed.error.issues)
      problems.push(`${issue.path.join('.')} ${issue.message}`)
  if (parsed.success && problems.length === 0) return parsed.data
  throw new HeadsUpError(
    'SETTINGS_INVALID',
    `Some settings cannot be used:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    'Mend them in the environment or in the .env file, then start again. `heads-up check` lists them all.'
  )
}
