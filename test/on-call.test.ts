import { describe, expect, it } from '@jest/globals'
import { openOnCall } from '../bot/compose/on-call.ts'
import { readSettings } from '../bot/settings.ts'
import { organisations } from './support/content.ts'

const [example] = organisations
if (example === undefined) throw new Error('no example organisation')
const settingsOf = (env: Readonly<Record<string, string>>) => readSettings(env, () => '')
const trust = { ...example, id: example.id, example: false }
const mail = { SMTP_URL: 'smtps://mail.example.org', SMTP_FROM: 'heads-up@example.org' }

describe('people on call', () => {
  it.each([
    ['an e-mail address without a mail server', { email: 'a@example.org' }, {}, /SMTP_URL/],
    ['a webhook without a secret', { webhook: 'https://desk.example.org/' }, mail, /WEBHOOK_SECRET/]
  ])('stops the start for %s, naming the setting', async (_what, onCall, env, names) => {
    const organisation = { ...trust, onCall: { ...onCall, newReports: true, afterMinutes: 60 } }
    await expect(openOnCall(settingsOf(env), [organisation])).rejects.toThrow(names)
  })

  it('has the ways that are set up, and minds no example', async () => {
    const ways = await openOnCall(settingsOf(mail), organisations)
    expect(ways.mail).toBeDefined()
    expect(ways.webhook).toBeUndefined()
    expect((await openOnCall(settingsOf({}), organisations)).mail).toBeUndefined()
  })

  it('takes a mail server and its address together or not at all', () => {
    expect(() => settingsOf({ SMTP_URL: mail.SMTP_URL })).toThrow(/SMTP_FROM/)
  })
})
