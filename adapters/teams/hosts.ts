/** Hosts that Teams names as `serviceUrl`: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages (public cloud) and the government clouds' own. */
const teamsHosts = [
  /^smba\.trafficmanager\.net$/,
  /^smba\.infra\.gcc\.teams\.microsoft\.com$/,
  /^smba\.infra\.gov\.teams\.microsoft\.us$/,
  /^smba\.infra\.dod\.teams\.microsoft\.us$/
]
const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/** Says whether messages may be sent there. Asked when a request comes in and again when an answer goes out. */
export type AllowsService = (serviceUrl: string) => boolean

/** Teams' own hosts over https; this machine only where the settings say that nothing else is on the other end. */
export function allowService(onLoopback: boolean): AllowsService {
  return (serviceUrl) => {
    const url = URL.parse(serviceUrl)
    if (url === null || url.username !== '' || url.password !== '') return false
    if (onLoopback) return loopback.test(url.hostname)
    return (
      url.protocol === 'https:' &&
      url.port === '' &&
      teamsHosts.some((host) => host.test(url.hostname))
    )
  }
}
