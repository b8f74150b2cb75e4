import { z } from 'zod'
import { Values } from './fields.ts'

/** Only what is read of Slack's payloads. Shapes: https://docs.slack.dev/reference/events and .../interaction-payloads. */
const id = z.string().min(1).max(50)
const words = z.string()
const idOrNull = id.nullish()
const some = z.array(z.unknown()).nullish()

const Authorization = z.object({
  team_id: idOrNull,
  enterprise_id: idOrNull,
  user_id: idOrNull,
  is_enterprise_install: z.boolean().nullish()
})

const Message = z.object({
  user: id.optional(),
  bot_id: idOrNull,
  text: words.nullish(),
  ts: id,
  thread_ts: id.optional(),
  client_msg_id: z.string().max(100).optional(),
  edited: z.object({ ts: id }).optional(),
  files: some,
  attachments: some
})
export type Message = z.infer<typeof Message>

const senders = { user_team: idOrNull, source_team: idOrNull, team: idOrNull }
const place = { channel: id, channel_type: z.string().optional() }

const MessageEvent = Message.extend({
  ...senders,
  ...place,
  type: z.literal('message'),
  subtype: z.literal('file_share').optional()
})
const EditedEvent = z.object({
  ...place,
  type: z.literal('message'),
  subtype: z.literal('message_changed'),
  message: Message.extend({ ...senders, subtype: z.literal('file_share').optional() }),
  previous_message: z.object({ text: words.nullish() }).optional()
})
const DeletedEvent = z.object({
  ...place,
  type: z.literal('message'),
  subtype: z.literal('message_deleted'),
  deleted_ts: id
})
const MentionEvent = Message.extend({ ...senders, ...place, type: z.literal('app_mention') })
const HomeEvent = z.object({
  type: z.literal('app_home_opened'),
  tab: z.string(),
  user: id,
  channel: id.optional(),
  event_ts: id,
  view: z.object({ callback_id: z.string().optional() }).optional()
})
const GoneEvent = z.object({
  type: z.enum(['app_uninstalled', 'tokens_revoked']),
  tokens: z.object({ bot: z.array(z.string()).optional() }).optional()
})

const envelope = {
  team_id: idOrNull,
  enterprise_id: idOrNull,
  event_time: z.number().optional(),
  is_ext_shared_channel: z.boolean().optional(),
  authorizations: z.array(Authorization).nullish()
}
const Envelope = z.object(envelope)
export type Envelope = z.infer<typeof Envelope>

const SpokenEvent = z.object({
  ...envelope,
  event: z.union([MessageEvent, MentionEvent, EditedEvent])
})
export type SpokenEvent = z.infer<typeof SpokenEvent>

const Deleted = z.object({ ...envelope, event: DeletedEvent })
export type Deleted = z.infer<typeof Deleted>

const HomeOpened = z.object({ ...envelope, event: HomeEvent })
export type HomeOpened = z.infer<typeof HomeOpened>
const Gone = z.object({ ...envelope, event: GoneEvent })

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
const Command = z.object({
  command: z.string(),
  text: words.default(''),
  user_id: id,
  user_name: z.string().max(200).optional(),
  channel_id: id,
  team_id: idOrNull,
  enterprise_id: idOrNull,
  is_enterprise_install: z.string().optional(),
  trigger_id: z.string().min(1).max(200),
  response_url: z.string().max(500)
})
export type Command = z.infer<typeof Command>

const Person = z.object({
  id,
  team_id: idOrNull,
  /** The name that Slack sends with a click; nobody is looked up. */
  name: z.string().max(200).optional(),
  username: z.string().max(200).optional()
})
const from = {
  user: Person,
  team: z
    .object({
      id: idOrNull,
      enterprise_id: idOrNull,
      /** `ward` of `ward.slack.com`. */
      domain: z
        .string()
        .regex(/^[a-z0-9-]{1,60}$/)
        .nullish()
        .catch(undefined)
    })
    .nullish(),
  enterprise: z.object({ id: idOrNull }).nullish(),
  is_enterprise_install: z.boolean().nullish()
}
/** The workspace by whose installation a window was opened. */
const openedBy = { app_installed_team_id: idOrNull }
const trigger = z.string().min(1).max(200)

/** A window of ours that was sent: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const FormSent = z.object({
  ...from,
  type: z.literal('view_submission'),
  view: z.object({
    ...openedBy,
    id,
    hash: z.string().max(100).optional(),
    callback_id: z.string(),
    private_metadata: z.string().max(3000),
    state: z.object({ values: Values })
  })
})
export type FormSent = z.infer<typeof FormSent>

/** Something chosen from a message's menu, or from the menu of shortcuts: https://docs.slack.dev/interactivity/implementing-shortcuts */
const Shortcut = z.object({
  ...from,
  type: z.enum(['message_action', 'shortcut']),
  callback_id: z.string(),
  trigger_id: trigger,
  response_url: z.string().max(500).optional().catch(undefined),
  channel: z.object({ id, name: z.string().optional() }).optional(),
  message: z
    .object({
      ts: id,
      team: idOrNull,
      user: id.optional(),
      username: z.string().optional(),
      text: words.nullish()
    })
    .optional()
})
export type Shortcut = z.infer<typeof Shortcut>

/** A press of a button: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const ButtonPress = z.object({
  type: z.literal('block_actions'),
  ...from,
  trigger_id: trigger.optional(),
  view: z
    .object({
      ...openedBy,
      id,
      /** `home` or `modal`. */
      type: z.string().optional(),
      private_metadata: z.string().max(3000).default('')
    })
    .optional(),
  channel: z.object({ id, name: z.string().optional() }).optional(),
  container: z.object({
    type: z.string(),
    message_ts: id.optional(),
    thread_ts: id.optional(),
    view_id: id.optional(),
    is_ephemeral: z.boolean().optional()
  }),
  message: z.object({ ts: id.optional(), thread_ts: id.optional(), team: idOrNull }).optional(),
  response_url: z.string().max(500).optional(),
  actions: z
    .array(z.object({ action_id: z.string(), action_ts: id, value: z.string().optional() }))
    .min(1)
})
export type ButtonPress = z.infer<typeof ButtonPress>

/** One thing that Slack tells us and that we act on. */
export type Payload =
  | ({ readonly is: 'spoken' } & SpokenEvent)
  | ({ readonly is: 'deleted' } & Deleted)
  | ({ readonly is: 'home-opened' } & HomeOpened)
  | ({ readonly is: 'gone' } & z.infer<typeof Gone>)
  | ({ readonly is: 'command' } & Command)
  | ({ readonly is: 'press' } & ButtonPress)
  | ({ readonly is: 'form-sent' } & FormSent)
  | ({ readonly is: 'shortcut' } & Shortcut)

/** The border: what is none of these shapes is `undefined`, and is answered 200 and left alone. */
export function readPayload(body: Readonly<Record<string, unknown>>): Payload | undefined {
  if (body['command'] !== undefined) return named('command', Command.safeParse(body).data)
  if (body['type'] === 'block_actions') return named('press', ButtonPress.safeParse(body).data)
  if (body['type'] === 'view_submission') return named('form-sent', FormSent.safeParse(body).data)
  if (body['type'] === 'message_action' || body['type'] === 'shortcut')
    return named('shortcut', Shortcut.safeParse(body).data)
  const type = typeOf(body['event'])
  if (type === 'message' || type === 'app_mention')
    return (
      named('spoken', SpokenEvent.safeParse(body).data) ??
      named('deleted', Deleted.safeParse(body).data)
    )
  return type === 'app_home_opened'
    ? named('home-opened', HomeOpened.safeParse(body).data)
    : named('gone', Gone.safeParse(body).data)
}

/** Only its own shape is tried for an event: whatever its shape refuses, no other would take. */
function typeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined
}

function named<Is extends string, Data extends object>(is: Is, data: Data | undefined) {
  return data === undefined ? undefined : { is, ...data }
}
