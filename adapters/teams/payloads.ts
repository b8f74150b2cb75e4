import { z } from 'zod'

/** Only what is read of an activity: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
const id = z.string().min(1).max(1000)
const Account = z.object({
  id,
  aadObjectId: z.string().max(100).optional(),
  tenantId: z.string().max(100).optional()
})
export type Account = z.infer<typeof Account>

const Mention = z.object({
  type: z.literal('mention'),
  text: z.string().optional(),
  mentioned: z.object({ id: z.string() })
})
export type Mention = z.infer<typeof Mention>

const Entities = z
  .array(z.unknown())
  .transform((all) => all.flatMap((one) => Mention.safeParse(one).data ?? []))

const Said = z.object({
  type: z.string(),
  id: id.optional(),
  timestamp: z.string().optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().min(1).max(500),
  /** The name is looked at only where a form is sent with it; one that we cannot read is one that was not sent. */
  from: Account.extend({ name: z.string().min(1).max(200).optional().catch(undefined) }),
  /** `isTargeted`: said by `/`, so that nobody else there saw it. */
  recipient: Account.extend({ isTargeted: z.boolean().optional() }),
  conversation: z.object({
    id,
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
    isGroup: z.boolean().optional()
  }),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).optional(),
      team: z.object({ id: z.string().optional() }).optional(),
      channel: z.object({ id: z.string().optional(), type: z.string().optional() }).optional(),
      eventType: z.string().optional(),
      /** The channel in which somebody added the app to a team. */
      settings: z.object({ selectedChannel: z.object({ id: id.optional() }).optional() }).optional()
    })
    .optional(),
  locale: z.string().max(40).optional(),
  text: z.string().optional(),
  textFormat: z.string().optional(),
  entities: Entities.optional(),
  attachments: z.array(z.object({ contentType: z.string().optional() })).optional(),
  replyToId: id.optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  value: z.unknown().optional(),
  membersAdded: z.array(z.object({ id })).optional(),
  membersRemoved: z.array(z.object({ id })).optional()
})
/** A command of a box, or of a message in a chat between two people, comes without a place: then it is nobody's but theirs. */
export const noPlace = { id: 'none', conversationType: 'personal' }
const PlacelessCommand = z.looseObject({
  name: z.string().startsWith('composeExtension/'),
  conversation: z.undefined().optional()
})

export const Activity = z.preprocess((raw) => {
  const command = PlacelessCommand.safeParse(raw).data
  return command === undefined ? raw : { ...command, conversation: noPlace }
}, Said)
export type Activity = z.infer<typeof Activity>

/** What our buttons carry: the signed press, and nothing else. */
const Carried = z.object({ headsUp: z.string().max(1000) })
const Executed = z.object({ action: z.object({ data: Carried }) })

/** The token of a pressed button: an `Action.Submit` gives it as `value`, an `Action.Execute` inside `value.action.data`. */
export function tokenIn(value: unknown): string | undefined {
  return (
    Carried.safeParse(value).data?.headsUp ?? Executed.safeParse(value).data?.action.data.headsUp
  )
}

const Fetching = z.object({ msteams: z.object({ type: z.literal('task/fetch') }) })

/** Whether what was pressed is a button that opens a form. */
export function opensForm(value: unknown): boolean {
  return Fetching.safeParse(value).success
}

/** Ids of tenants are GUIDs; an operator may have copied one in capitals. */
export function isSame(tenant: string | undefined, other: string): boolean {
  return tenant?.toLowerCase() === other.toLowerCase()
}
