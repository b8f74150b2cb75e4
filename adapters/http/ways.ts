import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'

/** Connections to the platforms, kept alive. `proxied`: by the proxy that the environment names, and around it as `NO_PROXY` says. */
export function openWays(proxied: boolean): Dispatcher {
  const options = { factory: connectOnce }
  const straight = new Agent(options)
  if (!proxied) return straight
  const byProxy = new EnvHttpProxyAgent(options)
  const { HTTPS_PROXY, https_proxy } = process.env
  if (HTTPS_PROXY ?? https_proxy) return byProxy
  // A proxy for http alone, which many machines have for their updates: undici would send https there too, Node never has.
  return byProxy.compose(
    (dispatch) => (asked, handler) =>
      String(asked.origin).startsWith('https:')
        ? straight.dispatch(asked, handler)
        : dispatch(asked, handler)
  )
}

/** Undici connects again where a connection ends before its request has left: a proxy that hangs up would be asked for ever. */
function connectOnce(origin: string | URL, options: object): Dispatcher {
  return new Pool(origin, options).on('connectionError', (_origin, targets, error) => {
    void targets.at(-1)?.destroy(error)
  })
}
