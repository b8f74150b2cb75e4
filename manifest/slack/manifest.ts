import type { webApi } from '@slack/bolt'

/** Slack's own type: a scope or an event that does not exist does not compile. */
export type SlackManifest = Exclude<webApi.AppsManifestCreateArguments['manifest'], string>

export interface SlackManifestOptions {
  /** The https address of this bot as the internet sees it; `undefined`: it has none, and Socket Mode is used. */
  readonly publicUrl: string | undefined
  /** For an Enterprise Grid organisation that installs it for all its workspaces. */
  readonly orgWide?: boolean
}

/**
 * The app manifest to paste into https://api.slack.com/apps ("Create New App", "From a manifest").
 * Asks for the least that works:
 * to write where it was invited, to have a command, to read what is written to it, and to see where it is mentioned.
 * https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest({ publicUrl, orgWide = false }: SlackManifestOptions) {
  const base = publicUrl?.replace(/\/+$/, '')
  // Without a public address Slack reaches us by Socket Mode, and no address stands in it.
  const address = base === undefined ? {} : { url: `${base}/slack/events` }
  const requests = base === undefined ? {} : { request_url: `${base}/slack/events` }
  return {
    display_information: {
      name: 'Heads Up',
      description: 'Says what to do, and whom to ring, when something feels wrong online.',
      long_description:
        'Heads Up helps busy health and care teams stay cyber safe. Ask it in your own words: what to do about a strange email, a lost phone or a link you tapped. ' +
        'It answers at once with the first steps and the number to ring. What you did, lost or fear is answered to you alone. It looks nobody up: no names, no email addresses.',
      background_color: '#004b8d'
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false
      },
      bot_user: { display_name: 'headsup', always_online: true },
      shortcuts: [
        {
          name: 'Report this message',
          type: 'message',
          callback_id: 'report-message',
          description: 'Send it to the security team, in private'
        },
        {
          name: 'Ask Heads Up',
          type: 'global',
          callback_id: 'ask',
          description: 'Only you see question and answer'
        },
        {
          name: 'Tell the security team',
          type: 'global',
          callback_id: 'tell',
          description: 'In private, without blame'
        }
      ],
      slash_commands: [
        {
          command: '/headsup',
          ...address,
          description: 'Ask what to do, privately',
          usage_hint: 'I tapped a link in an email',
          // Names of people come as ids then, which we drop.
          should_escape: true
        }
      ]
    },
    oauth_config: {
      ...(base === undefined ? {} : { redirect_urls: [`${base}/slack/oauth_redirect`] }),
      scopes: { bot: ['app_mentions:read', 'chat:write', 'commands', 'im:history'] }
    },
    settings: {
      event_subscriptions: {
        ...requests,
        bot_events: [
          'app_home_opened',
          'app_mention',
          'app_uninstalled',
          'message.im',
          'tokens_revoked'
        ]
      },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: orgWide,
      socket_mode_enabled: base === undefined,
      token_rotation_enabled: false
    }
  } satisfies SlackManifest
}
