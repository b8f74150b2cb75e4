import { appId, type Issuer, tenant } from './issuer.ts'

export interface DriverOptions {
  /** Base address of the bot. */
  readonly base: string
  readonly serviceUrl: string
  readonly issuer: Issuer
}

export type Teams = ReturnType<typeof createDriver>
type Fields = Readonly<Record<string, unknown>>

let counter = Date.now()
/** Teams' ids look like the milliseconds of their making. */
export function freshId(): string {
  counter += 1
  return String(counter)
}

export const bot = { id: `28:${appId}`, name: 'Heads Up' }

/** Plays Teams towards the bot: activities with fresh ids, as Teams sends them, signed as Teams signs. */
export function createDriver({ base, serviceUrl, issuer }: DriverOptions) {
  const url = `${base}/api/messages`

  function activity(user: string, conversation: Fields, more: Fields): Fields {
    return {
      type: 'message',
      id: freshId(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl,
      from: { id: `29:${user}`, name: 'A Person', aadObjectId: oidOf(user) },
      recipient: bot,
      conversation: { tenantId: tenant, ...conversation },
      channelData: { tenant: { id: tenant } },
      locale: 'en-GB',
      entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'GB', timezone: 'Europe/London' }],
      ...more
    }
  }

  async function send(body: Fields | string, authorization?: string): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: authorization ?? `Bearer ${await issuer.token(serviceUrl)}`
      },
      body: typeof body === 'string' ? body : JSON.stringify(body)
    })
  }

  return {
    url,
    send,
    /** A message in the private chat. */
    dm: (user: string, text: string, more: Fields = {}) =>
      activity(user, { id: chatOf(user), conversationType: 'personal' }, { text, ...more }),
    /** A mention in a channel: a new thread. */
    mention: (user: string, channel: string, text: string, more: Fields = {}) => {
      const id = freshId()
      return activity(
        user,
        { id: `${channel};messageid=${id}`, conversationType: 'channel', isGroup: true },
        {
          id,
          text: `<at>Heads Up</at>&nbsp;${text}`,
          entities: [{ type: 'mention', text: '<at>Heads Up</at>', mentioned: bot }],
          channelData: {
            tenant: { id: tenant },
            team: { id: '19:team@thread.tacv2' },
            channel: { id: channel }
          },
          ...more
        }
      )
    },
    inGroup: (user: string, group: string, text: string, more: Fields = {}) =>
      activity(
        user,
        { id: group, conversationType: 'groupChat', isGroup: true },
        {
          text: `<at>Heads Up</at> ${text}`,
          entities: [{ type: 'mention', text: '<at>Heads Up</at>', mentioned: bot }],
          ...more
        }
      ),
    /** A press of an `Action.Execute`. */
    execute: (user: string, data: Fields, more: Fields = {}) =>
      activity(
        user,
        { id: chatOf(user), conversationType: 'personal' },
        {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb: 'press', data }, trigger: 'manual' },
          replyToId: 'm1',
          ...more
        }
      ),
    /** A press of an `Action.Submit`: a message with a value and no text. */
    submit: (user: string, data: Fields, more: Fields = {}) =>
      activity(
        user,
        { id: chatOf(user), conversationType: 'personal' },
        { value: data, replyToId: 'm1', ...more }
      ),
    /** A press of a button that opens a dialog. */
    openDialog: (user: string, data: Fields, more: Fields = {}) =>
      activity(
        user,
        { id: chatOf(user), conversationType: 'personal' },
        {
          type: 'invoke',
          name: 'task/fetch',
          value: { data, context: { theme: 'default' } },
          ...more
        }
      ),
    /** A press of a button inside a dialog: its data and what stands in the fields, in one object. */
    sendDialog: (user: string, data: Fields, more: Fields = {}) =>
      activity(
        user,
        { id: chatOf(user), conversationType: 'personal' },
        {
          type: 'invoke',
          name: 'task/submit',
          value: { data, context: { theme: 'default' } },
          ...more
        }
      ),
    /** "Report this message", chosen on a message; or with `more`, another command. */
    choose: (user: string, value: Fields, more: Fields = {}) =>
      activity(
        user,
        { id: '19:between-two@unq.gbl.spaces', conversationType: 'personal' },
        {
          type: 'invoke',
          name: 'composeExtension/fetchTask',
          value: { commandId: 'report-message', commandContext: 'message', ...value },
          ...more
        }
      ),
    other: (user: string, type: string, more: Fields = {}) =>
      activity(user, { id: chatOf(user), conversationType: 'personal' }, { type, ...more })
  }
}

export function chatOf(user: string): string {
  return `a:${user}`
}

/** A stable object id for a person of a test. */
export function oidOf(user: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(user).toString('hex').slice(0, 12).padStart(12, '0')}`
}
