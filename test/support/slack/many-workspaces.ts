import { openStage as openOne, type Stage, type StageOptions, workspace } from './adapter.ts'
import { createDriver } from './driver.ts'
import type { Workspace } from './methods.ts'
import { secret } from './adapter.ts'

/** Another workspace of the same Slack, with its own people, channels and token. */
export function another(name: string, more: Partial<Workspace> = {}): Workspace {
  return {
    ...workspace,
    token: `xoxb-of-${name}`,
    team: `T0${name}`,
    botUser: `U0BOT${name}`,
    people: { [`U0ANN${name}`]: 'open' },
    channels: { [`C0${name}`]: 'joined', [`D0U0ANN${name}`]: 'joined' },
    ...more
  }
}

const base = 'https://headsup.example'

export const oauthEnv = {
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: 'client-id',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_STATE_SECRET: 'a-secret-for-states',
  PUBLIC_URL: base
}

/** The adapter for workspaces that install it by themselves. */
export function openMany(
  workspaces: readonly Workspace[],
  options: StageOptions = {}
): Promise<Stage> {
  return openOne({
    ...options,
    env: { ...oauthEnv, ...options.env },
    workspace: { ...(options.workspace ?? another('NOBODY')), others: workspaces }
  })
}

/** What a browser does: goes to the install address, says yes (or whatever Slack's page makes of it), and comes back. */
export async function install(
  stage: Pick<Stage, 'base'>,
  { team }: Pick<Workspace, 'team'>,
  different: { readonly cookie?: string; readonly answer?: Record<string, string> } = {}
): Promise<Response> {
  const begun = await fetch(`${stage.base}/slack/install`, { redirect: 'manual' })
  const asked = new URL(begun.headers.get('location') ?? '')
  const cookie = different.cookie ?? begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answer = {
    code: `code-of-${team}`,
    state: asked.searchParams.get('state') ?? '',
    ...different.answer
  }
  const back = new URL(asked.searchParams.get('redirect_uri') ?? '')
  return fetch(`${stage.base}${back.pathname}?${new URLSearchParams(answer).toString()}`, {
    headers: { cookie }
  })
}

/** Slack as it speaks for one workspace. */
export function driverOf(
  { base: at }: Pick<Stage, 'base'>,
  { team, enterprise, botUser }: Workspace
) {
  return createDriver({ base: at, secret, team, enterprise, botUser })
}
