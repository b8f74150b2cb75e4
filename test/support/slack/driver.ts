import { createHmac, randomUUID } from 'node:crypto'
import { createWindow } from './window.ts'

/** Plays Slack towards the bot: signs as Slack signs, and sends what Slack sends. */
export interface SignedPost {
  readonly url: string
  readonly secret: string
  readonly body: string
  readonly contentType?: string
  /** Seconds since 1970; now where none is given. */
  readonly timestamp?: number
  /** Instead of the right one. */
  readonly signature?: string
  readonly headers?: Readonly<Record<string, string>>
}

export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

export function signedPost(post: SignedPost): Promise<Response> {
  const timestamp = post.timestamp ?? Math.floor(Date.now() / 1000)
  return fetch(post.url, {
    method: 'POST',
    body: post.body,
    headers: {
      'content-type': post.contentType ?? 'application/json',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': post.signature ?? signatureOf(post.secret, timestamp, post.body),
      ...post.headers
    }
  })
}

export interface DriverOptions {
  /** Base address of the bot. */
  readonly base: string
  readonly secret: string
  readonly team: string
  readonly enterprise?: string | undefined
  readonly botUser: string
}

export type Slack = ReturnType<typeof createDriver>

/** Events, commands and presses of one workspace, with fresh ids, as `docs.slack.dev` shows them. */
export function createDriver({ base, secret, team, enterprise, botUser }: DriverOptions) {
  const url = `${base}/slack/events`
  const window = createWindow()
  const json = (body: object, headers: Record<string, string> = {}) =>
    signedPost({ url, secret, body: JSON.stringify(body), headers })
  const form = (fields: Record<string, string>) =>
    signedPost({
      url,
      secret,
      body: new URLSearchParams(fields).toString(),
      contentType: 'application/x-www-form-urlencoded'
    })

  function envelope(event: object, more: object = {}) {
    return {
      token: 'unused',
      team_id: team,
      context_team_id: team,
      enterprise_id: enterprise ?? null,
      api_app_id: 'A0APP',
      event,
      type: 'event_callback',
      event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        {
          enterprise_id: enterprise ?? null,
          team_id: team,
          user_id: botUser,
          is_bot: true,
          is_enterprise_install: false
        }
      ],
      is_ext_shared_channel: false,
      ...more
    }
  }

  return {
    url,
    secret,
    envelope,
    /** Sends an event as it is; the same one twice is what Slack's retry is. */
    event: (body: object, retry?: number) =>
      json(
        body,
        retry === undefined
          ? {}
          : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }
      ),
    /** A message in the private chat with the bot. */
    dm: (user: string, text: string, more: object = {}) =>
      envelope(message(user, `D0${user}`, 'im', text, team, more)),
    /** A mention in a channel. */
    mention: (
      user: string,
      channel: string,
      text: string,
      more: object = {},
      around: object = {}
    ) => {
      const said = message(user, channel, undefined, `<@${botUser}> ${text}`, team, more)
      return envelope({ ...said, type: 'app_mention' }, around)
    },
    command: (fields: Record<string, string>) =>
      form({
        token: 'unused',
        team_id: team,
        team_domain: 'trust',
        ...(enterprise === undefined
          ? {}
          : { enterprise_id: enterprise, enterprise_name: 'Trust' }),
        channel_id: 'C0GENERAL',
        channel_name: 'general',
        user_name: 'unused',
        command: '/headsup',
        text: '',
        api_app_id: 'A0APP',
        is_enterprise_install: 'false',
        trigger_id: `1.2.${randomUUID()}`,
        ...fields
      }),
    /** A press of a button that opens a form; `now` is when it was pressed. */
    formPress: (user: string, value: string, press: object = {}, now = Date.now()) =>
      form({
        payload: JSON.stringify(
          pressOf(user, value, team, enterprise, {
            trigger_id: `${now}.2.${randomUUID()}`,
            actions: [
              { type: 'button', action_id: 'form-0', block_id: 'b', value, action_ts: freshTs() }
            ],
            ...press
          })
        )
      }),
    /** A window that was sent, as it was shown and filled in. */
    submit: (user: string, view: ShownView, given: Readonly<Record<string, unknown>> = {}) =>
      form({
        payload: JSON.stringify({
          type: 'view_submission',
          team: { id: team, domain: 'trust' },
          user: { id: user, username: 'unused', name: 'ann.nurse', team_id: team },
          api_app_id: 'A0APP',
          token: 'unused',
          trigger_id: `${Date.now()}.2.${randomUUID()}`,
          view: {
            id: 'V0001',
            team_id: team,
            type: 'modal',
            callback_id: view.callback_id,
            private_metadata: view.private_metadata ?? '',
            hash: randomUUID(),
            state: { values: window.filled(user, view, given) },
            ...view.more
          },
          response_urls: [],
          is_enterprise_install: false,
          enterprise: null
        })
      }),
    /** Something chosen from the menu of a message, or of the shortcuts. */
    shortcut: (user: string, callback: string, more: object = {}) =>
      form({
        payload: JSON.stringify({
          type: 'shortcut',
          token: 'unused',
          action_ts: freshTs(),
          team: { id: team, domain: 'trust' },
          user: { id: user, username: 'ann.nurse', team_id: team },
          is_enterprise_install: false,
          enterprise: null,
          callback_id: callback,
          trigger_id: `${Date.now()}.2.${randomUUID()}`,
          ...more
        })
      }),
    /** A press of a button. `press` overrides any part of the payload. */
    press: (user: string, value: string, press: object = {}) =>
      form({ payload: JSON.stringify(pressOf(user, value, team, enterprise, press)) }),
    json,
    form
  }
}

let seconds = Math.floor(Date.now() / 1000)

/** A message id as Slack makes them: seconds, and a counter. */
export function freshTs(): string {
  seconds += 1
  return `${Math.floor(Date.now() / 1000)}.${String(seconds % 1_000_000).padStart(6, '0')}`
}

function message(
  user: string,
  channel: string,
  channelType: string | undefined,
  text: string,
  team: string,
  more: object
) {
  const ts = freshTs()
  return {
    client_msg_id: randomUUID(),
    type: 'message',
    text,
    user,
    ts,
    team,
    channel,
    event_ts: ts,
    ...(channelType === undefined ? {} : { channel_type: channelType }),
    ...more
  }
}

/** What of a window comes back with it. */
export interface ShownView {
  readonly callback_id: string
  readonly private_metadata?: string
  readonly blocks?: readonly unknown[]
  readonly more?: object
}

export function pressOf(
  user: string,
  value: string,
  team: string,
  enterprise: string | undefined,
  press: object
) {
  const ts = freshTs()
  return {
    type: 'block_actions',
    user: { id: user, username: 'unused', name: 'unused', team_id: team },
    api_app_id: 'A0APP',
    token: 'unused',
    container: { type: 'message', message_ts: ts, channel_id: `D0${user}`, is_ephemeral: false },
    trigger_id: `1.2.${randomUUID()}`,
    team: {
      id: team,
      domain: 'trust',
      ...(enterprise === undefined ? {} : { enterprise_id: enterprise })
    },
    enterprise: enterprise === undefined ? null : { id: enterprise, name: 'Trust' },
    is_enterprise_install: false,
    channel: { id: `D0${user}`, name: 'directmessage' },
    message: { type: 'message', ts, bot_id: 'B0BOT' },
    response_url: 'https://hooks.slack.com/actions/T0/1/x',
    actions: [{ type: 'button', action_id: 'press-0', block_id: 'b', value, action_ts: freshTs() }],
    ...press
  }
}
