import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'

/** Connections to the platforms, kept alive. `proxied`: by the proxy that the environment names, and around it as `NO_PROXY` says. */
export function openWays(proxied: boolean): Dispatcher {
  const options = { factory: connectOnce }
  return proxied ? new EnvHttpProxyAgent(options) : new Agent(options)
}

/** Undici connects again where a connection ends before its request has left: a proxy that hangs up would be asked for ever. */
function connectOnce(origin: string | URL, options: object): Dispatcher {
  return new Pool(origin, options).on('connectionError', (_origin, targets, error) => {
    void targets.at(-1)?.destroy(error)
  })
}
