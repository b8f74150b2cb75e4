import type { Place, Speaker } from '../../bot/conversation/turn.ts'
import type { TenantId } from '../../bot/identity.ts'
import type { Hasher } from '../../bot/ports.ts'
import type { ButtonPress } from './payloads.ts'
import { isOpen, placeKind, placesOf } from './places.ts'
import { type Installed, type Pair, standingOf, tenantOf } from './standing.ts'

/** What a click says of its workspace and its person. */
type Click = Pick<ButtonPress, 'user' | 'team' | 'enterprise'>
type There = { readonly from: Speaker; readonly place: Place }

interface Clicked {
  readonly tenant: TenantId
  readonly there: There
}

/** Whose click it is, in the 1:1 talk that a window, App Home or a shortcut is. `undefined`: of no workspace of ours. */
export function whereOfClick(
  click: Click,
  known: Installed | undefined,
  { hasher }: { readonly hasher: Hasher }
): Clicked | undefined {
  const found = teamOf(click, known)
  if (found === undefined) return undefined
  const { tenant, installed, team } = found
  const { user } = click
  const standing = standingOf(theirTeam(user, team), installed, [team])
  const there = placesOf(tenant, installed, user.id, hasher).inPrivate(standing, {
    to: 'person',
    user: user.id
  })
  return { tenant, there }
}

/** What a press says of where it was. */
type Pressed = Click &
  Pick<ButtonPress, 'channel' | 'container'> &
  Partial<Pick<ButtonPress, 'message' | 'response_url'>>

/** Where a button was pressed, and by whom. */
export function whereOfPress(
  press: Pressed,
  known: Installed | undefined,
  { hasher }: { readonly hasher: Hasher }
): Clicked | undefined {
  const found = teamOf(press, known)
  if (found === undefined) return undefined
  const { tenant, installed, team } = found
  const { user, channel, container } = press
  const places = placesOf(tenant, installed, user.id, hasher)
  const kind = channel === undefined ? 'private' : placeKind(channel.id, channel.name)
  // Before Slack has told us who we are, a press in a channel could be anybody's: its `team` may be the presser's own.
  const standing =
    known === undefined && kind !== 'private'
      ? 'outsider'
      : standingOf(theirTeam(user, team), installed, [team])
  return { tenant, there: there() }

  function there(): There {
    if (container.is_ephemeral === true && press.response_url !== undefined)
      return places.inPrivate(standing, {
        to: 'glance',
        user: user.id,
        responseUrl: press.response_url
      })
    if (channel === undefined || container.is_ephemeral === true)
      return places.inPrivate(standing, { to: 'person', user: user.id })
    const thread = press.message?.thread_ts ?? container.thread_ts
    if (kind === 'private')
      return places.inPrivate(standing, { to: 'channel', channel: channel.id, thread })
    return places.inChannel(standing, kind, {
      channel: channel.id,
      thread,
      answerIn: thread ?? container.message_ts,
      open: isOpen(channel.id, channel.name, undefined)
    })
  }
}

/** Where Slack names no workspace of the person, theirs is the one that the click came from. */
function theirTeam({ team_id }: Click['user'], { team, enterprise }: Pair): Pair['team'] {
  return team_id ?? team ?? enterprise
}

function teamOf(click: Click, known: Installed | undefined) {
  const team = {
    team: click.team?.id,
    enterprise: click.team?.enterprise_id ?? click.enterprise?.id
  }
  const installed = known ?? {
    team: team.team ?? undefined,
    enterprise: team.enterprise ?? undefined
  }
  const tenant = tenantOf(installed)
  return tenant === undefined ? undefined : { tenant, installed, team }
}
