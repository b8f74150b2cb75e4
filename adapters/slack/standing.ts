import { TenantId } from '../../bot/identity.ts'
import type { Envelope } from './payloads.ts'

/** The workspace (or, on Enterprise Grid, the organisation) that our token belongs to. */
export interface Installed {
  readonly team?: string | undefined
  readonly enterprise?: string | undefined
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
 * Grid organisation be known as one. Guests cannot be told from staff without looking them up, so they count as staff.
 */
export function standingOf(
  theirTeam: string | null | undefined,
  installed: Installed,
  pairs: readonly Pair[]
): 'staff' | 'outsider' {
  if (theirTeam === undefined || theirTeam === null) return 'staff'
  if (theirTeam === installed.team || theirTeam === installed.enterprise) return 'staff'
  const theirs = pairs.find((pair) => pair.team === theirTeam)?.enterprise
  return theirs !== undefined && theirs !== null && theirs === installed.enterprise
    ? 'staff'
    : 'outsider'
}

/** Whose installation an event was sent for, as its envelope says. */
export function installedBy(envelope: Envelope): Installed {
  const first = envelope.authorizations?.[0]
  return {
    team: first?.team_id ?? (first === undefined ? envelope.team_id : undefined) ?? undefined,
    enterprise:
      first?.enterprise_id ??
      (first === undefined ? envelope.enterprise_id : undefined) ??
      undefined
  }
}
