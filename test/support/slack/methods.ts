import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import {
  Blocks,
  faultsInBlocks,
  faultsInHome,
  faultsInModal,
  liveMarkup,
  markupIn
} from './check-blocks.ts'

/** The workspace that the fake plays. */
export interface Workspace {
  readonly token: string
  readonly team: string
  readonly enterprise?: string
  readonly botUser: string
  /** Installed for all workspaces of its Grid organisation. */
  readonly orgWide?: boolean
  /** What an install grants, where it is not all that was asked for. */
  readonly scopes?: string
  /** Other workspaces of the same Slack, each with its own token. */
  readonly others?: readonly Workspace[]
  /** People by id: `blocked` ones cannot be written to. */
  readonly people: Readonly<Record<string, 'open' | 'blocked'>>
  /** Conversations by id, private chats (`D…`) too. */
  readonly channels: Readonly<Record<string, 'joined' | 'not-joined' | 'archived'>>
}

type Args = Readonly<Record<string, unknown>>
type Answer = { readonly ok: boolean; readonly error?: string } & Record<string, unknown>

/** Methods that tell who somebody is or who is where: this bot never asks. */
const lookUps =
  /^(users|conversations|team|usergroups|search|admin|openid|bots|im|channels|groups)\./

let counter = 0

/** Answers as Slack does. `faults` gets what Slack allows and we do not. */
export function answerMethod(
  entered: Workspace,
  method: string,
  headers: IncomingHttpHeaders,
  args: Args,
  faults: string[]
): Answer {
  const { authorization } = headers
  const all = [entered, ...(entered.others ?? [])]
  if (method === 'oauth.v2.access') return access(all, args)
  if (authorization === undefined) return refuse('not_authed')
  const workspace = all.find(({ token }) => authorization === `Bearer ${token}`)
  if (workspace === undefined) return refuse('invalid_auth')
  if ('token' in args) faults.push(`${method} carries the token in its body`)
  if (lookUps.test(method)) {
    faults.push(`somebody was looked up with ${method}`)
    return refuse('missing_scope', {
      needed: 'users:read',
      provided: 'chat:write,commands,im:history,app_mentions:read'
    })
  }
  if (method === 'auth.test') return authTest(workspace)
  if (method === 'chat.postMessage') return post(workspace, args, faults)
  if (method === 'chat.update') return update(workspace, args, faults)
  if (method === 'chat.delete') return remove(workspace, args)
  if (method === 'chat.postEphemeral') return postEphemeral(workspace, args, faults)
  if (method === 'views.publish') return publish(workspace, args)
  if (method === 'views.open') return openView(args)
  if (method === 'views.update') return updateView(args)
  return refuse('unknown_method')
}

/** What an app is asked for, by the browser of whoever installs it. `code` is `code-of-` and the workspace. */
function access(all: readonly Workspace[], args: Args): Answer {
  const { client_id: id, client_secret: secret, code } = args
  if (id !== 'client-id' || secret !== 'client-secret') return refuse('invalid_client_id')
  const found = all.find(({ team }) => code === `code-of-${team}`)
  if (found === undefined) return refuse('invalid_code')
  const { team, enterprise, orgWide, botUser, token } = found
  return {
    ok: true,
    app_id: 'A0APP',
    authed_user: { id: Object.keys(found.people)[0] },
    scope: found.scopes ?? 'app_mentions:read,chat:write,commands,im:history',
    token_type: 'bot',
    access_token: token,
    bot_user_id: botUser,
    team: orgWide === true ? null : { id: team, name: 'A workspace' },
    enterprise: enterprise === undefined ? null : { id: enterprise, name: 'An organisation' },
    is_enterprise_install: orgWide === true
  }
}

function authTest({ team, enterprise, botUser, orgWide = false }: Workspace): Answer {
  return {
    ok: true,
    url: 'https://trust.slack.com/',
    team: 'Trust',
    user: 'headsup',
    team_id: team,
    user_id: botUser,
    bot_id: 'B0BOT',
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise }),
    is_enterprise_install: orgWide
  }
}

function post(workspace: Workspace, args: Args, faults: string[]): Answer {
  const wrong = faultInMessage(args, faults)
  if (wrong !== undefined) return wrong
  if (String(args['unfurl_links']) !== 'false' || String(args['unfurl_media']) !== 'false')
    faults.push('a message that unfurls links')
  if ('metadata_unreadable' in args) return refuse('invalid_metadata_format')
  const channel = String(args['channel'])
  const person = workspace.people[channel]
  const state = person === 'open' ? 'joined' : workspace.channels[channel]
  if (person === 'blocked') return refuse('messages_tab_disabled')
  if (state === undefined) return refuse('channel_not_found')
  if (state === 'not-joined') return refuse('not_in_channel')
  if (state === 'archived') return refuse('is_archived')
  counter += 1
  const ts = `1764000000.${String(counter).padStart(6, '0')}`
  // What is sent to a person stands in a chat with an id of its own, and is changed there only.
  const chat = person === undefined ? channel : `D0${channel}`
  messagesOf(workspace).set(`${chat} ${ts}`, args)
  return { ok: true, channel: chat, ts, message: {} }
}

const standing = new WeakMap<Workspace, Map<string, Args>>()

/** What stands in the workspace, by conversation and moment, as it was last written. */
export function messagesOf(workspace: Workspace): Map<string, Args> {
  const all = standing.get(workspace) ?? new Map<string, Args>()
  standing.set(workspace, all)
  return all
}

/** Only a message of ours, by the conversation's own id. https://docs.slack.dev/reference/methods/chat.update#errors */
function ofOurs(workspace: Workspace, args: Args): string | Answer {
  const channel = String(args['channel'])
  const ts = args['ts']
  const isChat = channel.startsWith('D0') && workspace.people[channel.slice(2)] !== undefined
  const state = isChat ? 'joined' : workspace.channels[channel]
  if (state === undefined) return refuse('channel_not_found')
  if (state === 'not-joined') return refuse('not_in_channel')
  if (state === 'archived') return refuse('is_inactive')
  if (typeof ts !== 'string' || !/^\d{10}\.\d{6}$/.test(ts)) return refuse('invalid_arguments')
  const key = `${channel} ${ts}`
  return messagesOf(workspace).has(key) ? key : refuse('message_not_found')
}

function update(workspace: Workspace, args: Args, faults: string[]): Answer {
  const wrong = faultInMessage(args, faults)
  if (wrong !== undefined) return wrong
  const key = ofOurs(workspace, args)
  if (typeof key !== 'string') return key
  messagesOf(workspace).set(key, args)
  return { ok: true, channel: args['channel'], ts: args['ts'], text: args['text'] }
}

function remove(workspace: Workspace, args: Args): Answer {
  const key = ofOurs(workspace, args)
  if (typeof key !== 'string') return key
  messagesOf(workspace).delete(key)
  return { ok: true, channel: args['channel'], ts: args['ts'] }
}

function postEphemeral(workspace: Workspace, args: Args, faults: string[]): Answer {
  const wrong = faultInMessage(args, faults)
  if (wrong !== undefined) return wrong
  const state = workspace.channels[String(args['channel'])]
  if (state === undefined) return refuse('channel_not_found')
  if (state !== 'joined') return refuse('not_in_channel')
  if (workspace.people[String(args['user'])] === undefined) return refuse('user_not_in_channel')
  return { ok: true, message_ts: '1764000000.000001' }
}

function publish(workspace: Workspace, args: Args): Answer {
  if (workspace.people[String(args['user_id'])] === undefined) return refuse('user_not_found')
  const view = z
    .object({ type: z.literal('home'), blocks: z.unknown(), callback_id: z.string().max(255) })
    .safeParse(args['view'])
  const faults = view.data === undefined ? ['view'] : faultsInHome(view.data.blocks)
  if (faults.length > 0)
    return refuse('invalid_arguments', { response_metadata: { messages: faults } })
  return { ok: true, view: { id: 'V1' } }
}

/** A trigger opens one window, within 3 s of the click. */
const usedTriggers = new Set<string>()
const opened = new Set<string>()

/** A window that a person has open already. */
export function knowView(id: string): void {
  opened.add(id)
}

function openView(args: Args): Answer {
  const trigger = z.string().catch('').parse(args['trigger_id'])
  const clicked = /^(\d+)\.\d+\.[\w-]+$/.exec(trigger)?.[1]
  if (clicked === undefined) return refuse('invalid_trigger_id')
  if (Number(clicked) > 1_000 && Date.now() - Number(clicked) > 3_000)
    return refuse('expired_trigger_id')
  if (usedTriggers.has(trigger)) return refuse('exchanged_trigger_id')
  usedTriggers.add(trigger)
  return keepView(args['view'])
}

function updateView(args: Args): Answer {
  const name = z
    .string()
    .catch('')
    .parse(args['view_id'] ?? args['external_id'])
  if (!opened.has(name)) return refuse('not_found')
  return keepView(args['view'])
}

function keepView(view: unknown): Answer {
  const faults = faultsInModal(view)
  if (faults.length > 0)
    return refuse('invalid_arguments', { response_metadata: { messages: faults } })
  counter += 1
  const id = `V${counter}`
  opened.add(id)
  const external = z.object({ external_id: z.string() }).safeParse(view).data?.external_id
  if (external !== undefined) opened.add(external)
  return { ok: true, view: { id, hash: String(counter) } }
}

function faultInMessage(args: Args, faults: string[]): Answer | undefined {
  const { text, blocks, channel } = args
  if (typeof channel !== 'string' || channel === '') return refuse('channel_not_found')
  if (text === undefined && blocks === undefined) return refuse('no_text')
  if (typeof text !== 'string' || text.trim() === '')
    faults.push('a message without text for screen readers and phones')
  else {
    if (text.length > 40_000) return refuse('msg_too_long')
    for (const live of liveMarkup(text)) faults.push(`live markup in text: <${live}>`)
  }
  const thread = args['thread_ts']
  if (typeof thread === 'string' && !/^\d{10}\.\d{6}$/.test(thread))
    return refuse('invalid_arguments')
  if ('blocks_unreadable' in args) return refuse('invalid_blocks_format')
  if (blocks === undefined) return undefined
  const wrong = faultsInBlocks(blocks, 50)
  if (wrong.length > 0) return refuse('invalid_blocks', { response_metadata: { messages: wrong } })
  for (const markup of markupIn(Blocks.parse(blocks)))
    for (const live of liveMarkup(markup)) faults.push(`live markup in a block: <${live}>`)
  return undefined
}

function refuse(error: string, more: Record<string, unknown> = {}): Answer {
  return { ok: false, error, ...more }
}
