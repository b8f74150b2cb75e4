import { type Failure, readCode } from './outcomes.ts'

/** The least that works, and all that is ever asked for: what each is for says docs/connect-slack.md. */
export const scopes = ['app_mentions:read', 'chat:write', 'commands', 'im:history'] as const

/** What a token lacks, as Slack would tell it later; `undefined`: nothing, or Slack does not say. */
export function missingScopes(granted: readonly string[] | undefined): Failure | undefined {
  if (granted === undefined || scopes.every((scope) => granted.includes(scope))) return undefined
  return readCode('missing_scope')
}
