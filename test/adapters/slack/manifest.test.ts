import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { webApi } from '@slack/bolt'
import { readFailure } from '../../../adapters/slack/outcomes.ts'
import { slackManifest } from '../../../manifest/slack/manifest.ts'

describe('the manifest for Slack', () => {
  const manifest = slackManifest({ publicUrl: 'https://headsup.trust.nhs.uk/' })
  const { display_information: display, features, oauth_config: oauth, settings } = manifest

  it('asks for the least that works', () => {
    expect(oauth.scopes).toEqual({
      bot: ['app_mentions:read', 'chat:write', 'commands', 'im:history']
    })
  })

  it('sends everything to the one address that the bot serves', () => {
    const address = 'https://headsup.trust.nhs.uk/slack/events'
    expect(settings.event_subscriptions.request_url).toBe(address)
    expect(settings.interactivity.request_url).toBe(address)
    expect(features.slash_commands.map((command) => command.url)).toEqual([address])
  })

  it('subscribes to what the bot acts on, all of it had with those scopes', () => {
    expect(settings.event_subscriptions.bot_events).toEqual([
      'app_home_opened',
      'app_mention',
      'app_uninstalled',
      'message.im',
      'tokens_revoked'
    ])
  })

  it('lets people write to the bot, and shows its Home', () => {
    expect(features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false
    })
  })

  it('keeps to the lengths that Slack allows', () => {
    expect(display.name.length).toBeLessThanOrEqual(35)
    expect(display.description.length).toBeLessThanOrEqual(140)
    expect(display.long_description.length).toBeGreaterThanOrEqual(175)
    expect(display.long_description.length).toBeLessThanOrEqual(4000)
    expect(display.background_color).toMatch(/^#[0-9a-f]{6}$/)
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/)
    for (const command of features.slash_commands) {
      expect(command.command).toMatch(/^\/[a-z]{1,31}$/)
      expect(command.description.length).toBeLessThanOrEqual(2000)
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000)
    }
  })

  it('names where an install comes back to, and is for one workspace unless it is asked to be for all', () => {
    expect(oauth.redirect_urls).toEqual(['https://headsup.trust.nhs.uk/slack/oauth_redirect'])
    expect(settings.org_deploy_enabled).toBe(false)
    const all = slackManifest({ publicUrl: 'https://a.uk', orgWide: true })
    expect(all.settings.org_deploy_enabled).toBe(true)
  })

  it('for Socket Mode holds no address at all', () => {
    const socket = slackManifest({ publicUrl: undefined })
    expect(socket.settings.socket_mode_enabled).toBe(true)
    expect(JSON.stringify(socket)).not.toMatch(/https?:/)
    expect(socket.oauth_config.scopes).toEqual(oauth.scopes)
  })

  it('has a handler for each of its shortcuts, with a name that fits', () => {
    expect(features.shortcuts.map(({ callback_id }) => callback_id)).toEqual([
      'report-message',
      'ask',
      'tell'
    ])
    for (const { name } of features.shortcuts) expect(name.length).toBeLessThanOrEqual(24)
  })

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest)
  })
})

describe('the guide to connecting Slack', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/connect-slack.md'), 'utf8')

  it('gives the reason for every permission that the manifest asks for, and for no other', () => {
    const { bot } = slackManifest({ publicUrl: 'https://a.uk' }).oauth_config.scopes
    const named = [...guide.matchAll(/^\| `([a-z_]+:?[a-z]*)`\s*\|/gm)].map((row) => row[1])
    expect(new Set(named)).toEqual(new Set(bot))
  })

  it('explains only refusals that the bot tells of', () => {
    const codes = [...guide.matchAll(/\(([a-z_]+)\)/g)].map((found) => found[1] ?? '')
    expect(codes).toContain('invalid_auth')
    for (const error of codes)
      expect(readFailure(new webApi.WebAPIPlatformError({ ok: false, error })).mend).toBeDefined()
  })
})
