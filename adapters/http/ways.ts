import { proxyRefuses } from '../../bot/outbox/network.ts'
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'

/** Connections to the platforms, kept alive. `proxied`: by the proxy that the environment names, and around it as `NO_PROXY` says. */
export function openWays(proxied: boolean): Dispatcher {
  const options = { factory: connectOnce }
  const straight = new Agent(options)
  if (!proxied) return straight
  const byProxy = new EnvHttpProxyAgent({ ...options, clientFactory: askProxy })
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

/** Undici tells all refusals of a proxy alike; a wrong password is somebody's to mend, and is told as one. */
function askProxy(proxy: URL, options: object): Dispatcher {
  const pool = new Pool(proxy, options)
  const connect = pool.connect.bind(pool)
  return Object.assign(pool, {
    async connect(asked: Dispatcher.ConnectOptions) {
      const answer = await connect(asked)
      if (answer.statusCode !== 407) return answer
      answer.socket.on('error', () => undefined).destroy()
      throw Object.assign(new Error('the proxy refuses us'), { code: proxyRefuses })
    }
  })
}

/** Undici connects again where a connection ends before its request has left: a proxy that hangs up would be asked for ever. */
function connectOnce(origin: string | URL, options: object): Dispatcher {
  return new Pool(origin, options).on('connectionError', (_origin, targets, error) => {
    void targets.at(-1)?.destroy(error)
  })
}
