import type { FormInput, FormTurn, Quoted } from '../../bot/conversation/form.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import { Private } from '../../bot/private.ts'
import { readLead, readSubmit } from './form-press.ts'
import { type Address, readAddress, writeAddress } from './address.ts'
import type { ButtonPress, Command, FormSent, Shortcut } from './payloads.ts'
import type { Installed } from './standing.ts'
import { readableQuote } from './text.ts'
import { common, keyOfPress, type TurnParts } from './turns.ts'
import { whereOfClick, whereOfPress } from './where-of-press.ts'

/** Our shortcuts, by the id that the manifest gives them, and the form that each opens. */
const presses: ReadonlyMap<string, Press> = new Map([
  ['report-message', { action: 'tell', about: 'message' }],
  ['tell', { action: 'tell' }]
])

/** The words after `/headsup` that open a form, in small letters. */
const commands: ReadonlyMap<string, Press> = new Map([
  ['tell', { action: 'tell' }],
  ['receipt', { action: 'receipt' }],
  ['alert', { action: 'alert' }]
])

/** A button of a card that opens a form: signed for the person, or for the channel that the card stands in. */
export function formOfPress(
  press: ButtonPress,
  known: Installed | undefined,
  parts: TurnParts
): FormTurn | undefined {
  const where = whereOfPress(press, known, parts)
  if (where === undefined) return undefined
  const { from, place } = where.there
  const opened = parts.signer.open(press.actions[0]?.value, [from.id, place.id])
  const input: FormInput =
    opened === undefined ? { kind: 'stale' } : { kind: 'open', press: opened }
  return { ...turn(press, where, [keyOfPress(press)], parts), input }
}

/** A button inside a form: the next step of the same window. */
export function formOfLead(
  press: ButtonPress,
  known: Installed | undefined,
  parts: TurnParts
): FormTurn | undefined {
  const where = whereOfClick(press, known, parts)
  if (where === undefined) return undefined
  const bound = { ...parts, tenant: where.tenant, user: press.user.id }
  const input = readLead(press.actions[0]?.value, press.view?.private_metadata ?? '', bound)
  return { ...turn(press, where, [keyOfPress(press)], parts), input }
}

/** A form that was sent. Slack sends it once; somebody may press again. */
export function formOfSubmit(
  sent: FormSent,
  known: Installed | undefined,
  parts: TurnParts
): FormTurn | undefined {
  const where = whereOfClick(sent, known, parts)
  if (where === undefined) return undefined
  const { view, user } = sent
  const bound = { ...parts, tenant: where.tenant, user: user.id }
  const input = readSubmit(view.private_metadata, view.state.values, bound)
  return { ...turn(sent, where, [`form:${view.id}:${view.hash ?? ''}`], parts), input }
}

/** "Report this message", or a shortcut of the menu. One that we do not know is answered as an old one. */
export function formOfShortcut(
  shortcut: Shortcut,
  known: Installed | undefined,
  parts: TurnParts
): FormTurn | undefined {
  // In a linked channel its organisation's team is told, unless they said that they work elsewhere; nothing of it is shown there.
  const where = whereOfPress({ ...shortcut, container: { type: 'message' } }, known, parts)
  if (where === undefined) return undefined
  const press = presses.get(shortcut.callback_id)
  const quoted = quotedIn(shortcut, where.tenant, parts)
  const input: FormInput = press === undefined ? { kind: 'stale' } : { kind: 'open', press, quoted }
  return { ...turn(shortcut, where, [`shortcut:${shortcut.trigger_id}`], parts), input }
}

function turn(
  { user }: Pick<ButtonPress, 'user'>,
  { tenant, there }: NonNullable<ReturnType<typeof whereOfClick>>,
  keys: readonly string[],
  { now }: TurnParts
): Omit<FormTurn, 'input'> {
  const name = user.name ?? user.username
  // An answer comes later: to the private chat, wherever the button stood. A line that only they see would be gone by then.
  const team = readAddress(there.from.privately.address)?.team
  const to: Address = { to: 'person', user: user.id, ...(team === undefined ? {} : { team }) }
  const chat = { ...there.from.privately, address: writeAddress(to) }
  return {
    ...common(tenant, now),
    keys,
    ...there,
    from: { ...there.from, privately: chat },
    ...(name === undefined ? {} : { called: new Private(name) })
  }
}

/** `/headsup tell` and `/headsup receipt` open their form; all other words are answered. */
export function formOfCommand(
  command: Command,
  known: Installed | undefined,
  parts: TurnParts
): FormTurn | undefined {
  const press = commands.get(command.text.trim().toLowerCase())
  if (press === undefined) return undefined
  const { user_id: id, team_id, enterprise_id, trigger_id } = command
  const click = {
    user: { id, team_id, name: command.user_name },
    team: { id: team_id, enterprise_id }
  }
  const where = whereOfClick(click, known, parts)
  if (where === undefined) return undefined
  return { ...turn(click, where, [`command:${trigger_id}`], parts), input: { kind: 'open', press } }
}

/** The address of a message, as Slack's own "Copy link" writes it; nothing is looked up for it. */
function linkOf({ team, channel, message }: Shortcut): string | undefined {
  const domain = team?.domain ?? undefined
  if (domain === undefined || channel === undefined || message === undefined) return undefined
  return `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`
}

/** What the person may take out again before it is sent. Who wrote it, Slack tells by an id only: nobody is looked up. */
function quotedIn(shortcut: Shortcut, tenant: string, { hasher }: TurnParts): Quoted | undefined {
  const { channel, message } = shortcut
  if (channel === undefined || message === undefined) return undefined
  const text = readableQuote(message.text ?? '')
  return {
    sender: privately(message.username ?? message.user),
    text: privately(text),
    link: privately(linkOf(shortcut)),
    same: hasher.key('turn', 'slack', tenant, 'reported', channel.id, message.ts)
  }
}

function privately(words: string | undefined): Private | undefined {
  return words === undefined || words === '' ? undefined : new Private(words)
}
