import { describe, expect, it } from '@jest/globals'
import { isHeadsUpError } from '../bot/errors.ts'
import { hasTestIssuer, readSettings } from '../bot/settings.ts'

const noFile = (path: string): string => {
  throw new Error(`no ${path}`)
}
const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n'
const teams = {
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppTenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  MicrosoftAppPassword: 'a-secret'
}

function refusal(env: Record<string, string>, readFile = noFile): string {
  try {
    readSettings(env, readFile)
  } catch (error) {
    if (isHeadsUpError(error, 'SETTINGS_INVALID')) return error.message
    throw error
  }
  return 'accepted'
}

describe('settings', () => {
  it('needs nothing: the defaults serve a first try on this machine alone', () => {
    const settings = readSettings({}, noFile)
    expect(settings).toMatchObject({
      PORT: 3978,
      HOST: '127.0.0.1',
      DATA_DIR: './data',
      TEAMS_AUTH: 'on'
    })
    expect(hasTestIssuer(settings)).toBe(false)
  })

  it('counts an empty variable as not set', () => {
    expect(readSettings({ PORT: '', SLACK_BOT_TOKEN: '' }, noFile).PORT).toBe(3978)
  })

  it('takes a secret from a file, without the line end', () => {
    const settings = readSettings(
      { ...teams, MicrosoftAppPassword: '', MicrosoftAppPassword_FILE: '/run/secret' },
      () => 'from-file\n'
    )
    expect(settings.MicrosoftAppPassword).toBe('from-file')
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['a port that is no number', { PORT: 'eighty' }, /PORT must be a number/],
    [
      'an app id that is none',
      { ...teams, MicrosoftAppId: 'my-app' },
      /MicrosoftAppId must be an id/
    ],
    [
      'a secret given twice',
      { SLACK_BOT_TOKEN: 'x', SLACK_BOT_TOKEN_FILE: '/f' },
      /SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE/
    ],
    [
      'a secret file that is not there',
      { SLACK_BOT_TOKEN_FILE: '/nowhere' },
      /SLACK_BOT_TOKEN_FILE names a file/
    ],
    [
      'a server without its own key',
      { DATABASE_URL: 'postgres://h/db' },
      /HEADS_UP_KEY is required/
    ],
    [
      'Teams without its tenant',
      { ...teams, MicrosoftAppTenantId: '' },
      /MicrosoftAppTenantId is missing/
    ],
    [
      'Teams without a secret',
      { ...teams, MicrosoftAppPassword: '' },
      /MicrosoftAppPassword is missing/
    ],
    ['a secret without an app id', { MicrosoftAppPassword: 'x' }, /MicrosoftAppId is missing/],
    ['a number that is no port', { PORT: '70000' }, /PORT must be a number from 0 to 65535/],
    ['an open address', { PUBLIC_URL: 'http://x' }, /PUBLIC_URL must be .* https:/],
    ['another database', { DATABASE_URL: 'mysql://x' }, /DATABASE_URL must be .* postgres:/],
    ['another mail server', { SMTP_URL: 'http://x' }, /SMTP_URL must be .* smtp:/],
    ['a sender that is none', { SMTP_FROM: 'it' }, /SMTP_FROM must be an e-mail address/],
    ['a level that is none', { LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of: debug, info,/],
    ['a switch that is none', { TRY_IT: 'maybe' }, /TRY_IT must be one of: on, off/],
    ['a misspelt app type', { ...teams, MicrosoftAppType: 'singletenant' }, /MicrosoftAppType/],
    [
      'half a certificate',
      { ...teams, MicrosoftAppCertificateThumbprint: 'ab'.repeat(20) },
      /go together/
    ],
    [
      'a thumbprint with colons',
      {
        ...teams,
        MicrosoftAppCertificateThumbprint: 'AB:CD',
        MicrosoftAppCertificatePrivateKey: key
      },
      /40 letters and digits/
    ],
    [
      'a private key on one line',
      {
        ...teams,
        MicrosoftAppCertificateThumbprint: 'ab'.repeat(20),
        MicrosoftAppCertificatePrivateKey: key.replaceAll('\n', ' ')
      },
      /with its lines/
    ],
    [
      'Slack without its signing secret',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      /SLACK_SIGNING_SECRET is missing/
    ],
    ['Slack without its token', { SLACK_SIGNING_SECRET: 's' }, /SLACK_BOT_TOKEN is missing/],
    ['open Teams on an open address', { TEAMS_AUTH: 'off', HOST: '0.0.0.0' }, /TEAMS_AUTH/],
    [
      'one stray setting of a test issuer',
      { ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/x' },
      /all together or not at all/
    ]
  ])('refuses %s, and names the variable', (_, env, named) => {
    expect(refusal(env)).toMatch(named)
  })

  it.each([
    ['SLACK_BOT_TOKEN', 'xoxp-1-of-a-person', /SLACK_BOT_TOKEN .*begins with xoxb-.*OAuth & Perm/],
    ['SLACK_BOT_TOKEN', 'xapp-1-of-the-app', /SLACK_BOT_TOKEN .*begins with xoxb-.*OAuth & Perm/],
    ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-ends', /SLACK_BOT_TOKEN .*begins with xoxb-/],
    ['SLACK_APP_TOKEN', 'xoxb-1-of-the-bot', /SLACK_APP_TOKEN .*begins with xapp-.*Basic Info/]
  ])(
    'tells %s with another kind of token (%s) by its beginning, and never shows it',
    (name, token, mend) => {
      const slack = { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb-1' }
      const said = refusal({ ...slack, [name]: token })
      expect(said).toMatch(mend)
      expect(said).not.toContain(token)
      expect(said).not.toContain(token.slice(5))
    }
  )

  it('refuses a test issuer that is not on this machine', () => {
    const issuer = {
      ToChannelFromBotLoginUrl: 'https://login.example.org/t',
      ToChannelFromBotOAuthScope: 'https://api.example.org',
      ToBotFromChannelTokenIssuer: 'https://issuer.example.org',
      OAuthUrl: 'https://api.example.org',
      ToBotFromChannelOpenIdMetadataUrl: 'https://issuer.example.org/openid',
      ToBotFromEmulatorOpenIdMetadataUrl: 'https://issuer.example.org/openid'
    }
    expect(refusal(issuer)).toMatch(/allowed only on 127\.0\.0\.1/)
  })

  it('never shows the value of a variable', () => {
    const shown = refusal({
      SLACK_API_URL: 'xoxb-very-secret',
      DATABASE_URL: 'mysql://u:hunter2@h/db'
    })
    expect(shown).toMatch(/DATABASE_URL/)
    expect(shown).not.toMatch(/very-secret|hunter2/)
  })
})
