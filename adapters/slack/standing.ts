import { TenantId } from '../../bot/identity.ts'
import type { ButtonPress, Command, Envelope, FormSent, Shortcut } from './payloads.ts'

/** The workspace (or, on Enterprise Grid, the organisation) that our token belongs to. */
export interface Installed {
  readonly team?: string | undefined
  readonly enterprise?: string | undefined
  /** Installed for all workspaces of the Grid organisation at once: the token is the organisation's. */
  readonly orgWide?: boolean | undefined
}

/** Which installation something was sent for, as far as its payload tells. */
export interface Source {
  /** The likeliest first. */
  readonly teams: readonly (string | null | undefined)[]
  readonly team?: string | undefined
  readonly enterprise?: string | undefined
  readonly orgWide?: boolean | undefined
  /** False: the workspace named may be that of whoever clicked. */
  readonly certain: boolean
}

/** By this an installation is kept: the organisation's id where it is for all of it, else the workspace's. */
export function keyOf({ team, enterprise, orgWide }: Installed): string | undefined {
  return orgWide === true ? enterprise : team
}

/** Enterprise id where there is one, else team id: users of one Grid organisation are the same people in all its workspaces. */
export function tenantOf(installed: Installed): TenantId | undefined {
  return TenantId.safeParse(installed.enterprise ?? installed.team).data
}

/** Whether both are one tenant, as {@link tenantOf} names it. */
export function isSame(one: Installed, other: Installed): boolean {
  return (one.enterprise ?? one.team) === (other.enterprise ?? other.team)
}

/** A workspace and the organisation that owns it, as one payload names them together. */
export interface Pair {
  readonly team?: string | null | undefined
  readonly enterprise?: string | null | undefined
}

/**
 * Whether somebody belongs to the workspace that installed us. In a channel shared by Slack Connect anyone may speak and press:
 * compared is the speaker's own workspace, never the channel's. `pairs` let a colleague from another workspace of the same
 * Grid organisation be known as one. Guests cannot be told from staff without looking them up, so they count as staff. Of no
 * workspace at all, as far as Slack says: an outsider.
 */
export function standingOf(
  theirTeam: string | null | undefined,
  installed: Installed,
  pairs: readonly Pair[]
): 'staff' | 'outsider' {
  if (theirTeam === undefined || theirTeam === null) return 'outsider'
  if (theirTeam === installed.team || theirTeam === installed.enterprise) return 'staff'
  const theirs = pairs.find((pair) => pair.team === theirTeam)?.enterprise
  return theirs !== undefined && theirs !== null && theirs === installed.enterprise
    ? 'staff'
    : 'outsider'
}

/** Whose installation an event was sent for, as its envelope says. */
export function sourceOfEvent(envelope: Envelope): Source {
  const first = envelope.authorizations?.[0]
  const { team_id: team, enterprise_id: enterprise } = first ?? envelope
  return source([team ?? undefined], enterprise, first?.is_enterprise_install, true)
}

export function sourceOfCommand(command: Command): Source {
  const { team_id, enterprise_id, is_enterprise_install: orgWide } = command
  return source([team_id], enterprise_id, orgWide === 'true', false)
}

/**
 * Of a click. In a channel shared by Slack Connect `team` may be the clicker's own: of a button the message says whose bot
 * wrote it, and a window which installation opened it. A message that somebody chose to report may be anybody's, so it tells
 * nothing: a shortcut is of the workspace it was chosen in.
 */
export function sourceOfClick(click: ButtonPress | FormSent | Shortcut): Source {
  const { team, enterprise, is_enterprise_install: orgWide } = click
  const teams = [
    click.type === 'block_actions' ? click.message?.team : undefined,
    'view' in click ? click.view?.app_installed_team_id : undefined,
    team?.id
  ]
  return source(teams, team?.enterprise_id ?? enterprise?.id, orgWide, false)
}

function source(
  teams: Source['teams'],
  enterprise: string | null | undefined,
  orgWide: boolean | null | undefined,
  certain: boolean
): Source {
  const team = teams.find((one) => one !== undefined && one !== null) ?? undefined
  return {
    teams,
    team,
    enterprise: enterprise ?? undefined,
    orgWide: orgWide === true,
    certain
  }
}
