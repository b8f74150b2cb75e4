import type { Organisation } from '../content/organisation.ts'
import type { Settings } from '../settings.ts'
import { hasSlack, hasTeams } from './platforms.ts'

/** What a person at the terminal needs to know after `npm start`: five lines, no more. */
export function shownWelcome(settings: Settings, url: string): readonly string[] {
  const { PUBLIC_URL = 'https://YOUR-ADDRESS', DATABASE_URL, DATA_DIR } = settings
  const tries =
    servesTryIt(settings) && !hasTeams(settings) && settings.REPORT_IDENTITY === undefined
  return [
    `Heads Up is running on ${url}`,
    servesTryIt(settings)
      ? `Talk to it now: open ${url}/ in a browser, or run "npm run --silent heads-up -- talk"`
      : 'Talk to it in a terminal: npm run --silent heads-up -- talk',
    hasSlack(settings)
      ? slackLine(settings, PUBLIC_URL)
      : 'Slack: not set up yet. Follow docs/connect-slack.md (about 10 minutes)',
    hasTeams(settings)
      ? `Teams: connected. Messages go to ${PUBLIC_URL}/api/messages`
      : 'Teams: not set up yet. Follow docs/connect-teams.md (about 20 minutes)',
    DATABASE_URL === undefined
      ? `Data is kept in ${DATA_DIR}${tries ? ', with a key to open reports (only for trying out)' : ''}. Press Ctrl+C to stop.`
      : 'Data is kept in PostgreSQL. Press Ctrl+C to stop.'
  ]
}

/** The page is for this machine alone, or where somebody asked for it: behind a proxy every caller looks local. */
export function servesTryIt(settings: Settings): boolean {
  if (settings.TRY_IT !== undefined) return settings.TRY_IT === 'on'
  return isLocal(settings.HOST) && !hasSlack(settings) && settings.MicrosoftAppId === undefined
}

/** What an operator should know who opened the page to others: whoever finds it may fill responders' channels. `undefined`: nothing. */
export function openToReports(
  { TRY_IT }: Pick<Settings, 'TRY_IT'>,
  organisations: Iterable<Pick<Organisation, 'example'>>
): string | undefined {
  const real = [...organisations].filter(({ example }) => !example).length
  if (TRY_IT !== 'on' || real === 0) return undefined
  return `with TRY_IT=on anybody who reaches it may send reports to the responders of ${real === 1 ? 'your organisation' : `your ${real} organisations`}. Let a proxy ask for a password, or set TRY_IT=off.`
}

function isLocal(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost'
}

function slackLine({ SLACK_SIGNING_SECRET, SLACK_CLIENT_ID }: Settings, address: string): string {
  const ways = [
    SLACK_SIGNING_SECRET === undefined
      ? 'connected by Socket Mode'
      : `connected. Requests go to ${address}/slack/events`,
    ...(SLACK_CLIENT_ID === undefined ? [] : [`Add it to a workspace: ${address}/slack/install`])
  ]
  return `Slack: ${ways.join('. ')}`
}
