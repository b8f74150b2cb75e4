import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import { isLoopback } from '../../bot/settings.ts'
import { readNetwork, readStatus } from './outcomes.ts'
import type { SlackMessage } from './reply.ts'

const TIMEOUT_MS = 8000

/** Answers a command or a press at its own address, to that person alone. `failed`: the address no longer takes anything. */
export type Respond = (responseUrl: string, message: SlackMessage) => Promise<SendOutcome>

export function createRespond(slackApiUrl: string): Respond {
  return async (responseUrl, message) => {
    if (!isResponseUrl(responseUrl, slackApiUrl)) return { is: 'failed', why: 'response-url' }
    try {
      const response = await fetch(responseUrl, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(asAnswer(message))
      })
      await response.body?.cancel()
      return response.ok ? { is: 'sent' } : readStatus(response.status).outcome
    } catch (error) {
      return readNetwork(error).outcome
    }
  }
}

/** The JSON that Slack shows to one person, in answer to a command or at a response address. */
export function asAnswer({
  text,
  blocks = []
}: Pick<SlackMessage, 'text'> & Partial<SlackMessage>) {
  const drawn = blocks.length === 0 ? {} : { blocks }
  return { response_type: 'ephemeral', replace_original: false, text, ...drawn }
}

/** Only Slack's own hosts, or the loopback stand-in that `SLACK_API_URL` names: we call no address that somebody else chose. */
export function isResponseUrl(url: string, slackApiUrl: string): boolean {
  const target = URL.parse(url)
  const api = URL.parse(slackApiUrl)
  if (target === null || api === null || target.username !== '' || target.password !== '')
    return false
  if (isLoopback(api.hostname)) return target.host === api.host
  const slack = api.hostname.endsWith('slack-gov.com') ? 'slack-gov.com' : 'slack.com'
  return target.protocol === 'https:' && target.port === '' && target.hostname === `hooks.${slack}`
}
