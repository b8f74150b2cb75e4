/**
 * Hosts that Teams names as `serviceUrl` in Microsoft's public cloud, which the UK's health service uses: the list of
 * Microsoft's own SDK (`CloudEnvironment.Public` of https://github.com/microsoft/teams-sdk). Whole names: anybody may
 * register `NAME.trafficmanager.net`. Other clouds sign in elsewhere, so their hosts would be of no use here.
 */
const teamsHosts = new Set([
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com'
])
/** Of these, the one of which it is written that it takes messages for one person alone; and this machine, for tests. */
const targetedHosts = new Set(['smba.trafficmanager.net'])
const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/** Says whether messages may be sent there. Asked when a request comes in and again when an answer goes out. */
export type AllowsService = (serviceUrl: string) => boolean

/** Teams' own hosts over https; this machine only where the settings say that nothing else is on the other end. */
export function allowService(onLoopback: boolean): AllowsService {
  return (serviceUrl) => {
    const url = URL.parse(serviceUrl)
    if (url === null || [url.username, url.password, url.search, url.hash].join('') !== '')
      return false
    if (onLoopback) return loopback.test(url.hostname)
    return url.protocol === 'https:' && url.port === '' && teamsHosts.has(url.hostname)
  }
}

/**
 * Whether a message in a shared place can be for one person alone there. A service that does not know this and passed the
 * mark over would show a private answer to everybody: elsewhere the fixed public line stands in for it.
 */
export function takesTargeted(serviceUrl: string): boolean {
  const hostname = URL.parse(serviceUrl)?.hostname ?? ''
  return targetedHosts.has(hostname) || loopback.test(hostname)
}
