import {
  type Activity as SdkActivity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory
} from 'botbuilder'
import {
  type ClaimsIdentity,
  ConnectorClient,
  ConnectorFactory,
  MicrosoftAppCredentials,
  type ServiceClientCredentials,
  type UserTokenClient
} from 'botframework-connector'
import { proxyRefuses, reasonOf } from '../../bot/outbox/network.ts'
import { hasTestIssuer, type Settings } from '../../bot/settings.ts'
import { createKnownTokens, keyOf, type TokenUse } from './known-tokens.ts'
import { quietly } from './quietly.ts'
import { sdkConfiguration } from './sdk-configuration.ts'
import { within } from './within.ts'

/** Nobody real takes it: sent only to a connector on this machine, where a test issuer vouches for who speaks to us. */
export const loopbackToken = 'loopback'

type AuthenticateRequestResult = Awaited<
  ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
>

/**
 * `refused`: the token does not hold, for whatever reason. `away`: nobody could say, as Microsoft's keys cannot be had;
 * `proxy`: likewise, as the proxy does not take our password.
 */
export type Passed = 'passed' | 'refused' | 'away' | 'proxy'

export interface Knock {
  readonly channelId: string
  readonly serviceUrl: string
}

/** Microsoft's own checks of who speaks to us; what they hand on to is ours. */
export class TeamsGate extends CloudAdapter {
  readonly #authentication: Authentication
  readonly #known = createKnownTokens<AuthenticateRequestResult>()
  readonly #underWay = new Map<string, Promise<AuthenticateRequestResult>>()
  readonly #now: () => Date
  readonly #limitMs: number

  constructor(settings: Settings, now: () => Date, limitMs: number) {
    const configuration = sdkConfiguration(settings)
    const credentials = hasTestIssuer(settings)
      ? new LoopbackCredentials(configuration)
      : new ConfigurationServiceClientCredentialFactory(configuration)
    const authentication = new Authentication(configuration, credentials)
    super(authentication)
    this.#authentication = authentication
    this.#now = now
    this.#limitMs = limitMs
  }

  /**
   * Checks the token, then runs `work` as the SDK's turn. `raw` is the activity as it came, `knock` what was read and
   * checked of it. An error of `work` comes through.
   */
  async pass(
    raw: Readonly<Record<string, unknown>>,
    { channelId, serviceUrl }: Knock,
    authorization: string,
    work: () => Promise<void>
  ): Promise<Passed> {
    // The SDK's type asks for fields that Teams may leave out; it looks at these two, which were read and checked.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const activity = { ...raw, channelId, serviceUrl } as unknown as SdkActivity
    const use = { authorization, channelId, serviceUrl }
    let result
    try {
      result = this.#known.find(use, this.#now()) ?? (await this.#check(use, activity))
    } catch (error) {
      if (!isKeysAway(error)) return 'refused'
      return reasonOf(error) === proxyRefuses ? 'proxy' : 'away'
    }
    await this.processActivity(result, activity, work)
    return 'passed'
  }

  /** Messages that come together with one token wait for one check, and go on in the order in which they came. */
  #check(use: TokenUse, activity: SdkActivity): Promise<AuthenticateRequestResult> {
    const key = keyOf(use)
    const before = this.#underWay.get(key)
    if (before !== undefined) return before
    const check = within(
      this.#limitMs,
      quietly(() => this.#authentication.authenticateRequest(activity, use.authorization))
    )
      .then((result) => {
        this.#known.keep(use, result, endOf(result.claimsIdentity), this.#now())
        return result
      })
      .finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, check)
    return check
  }
}

/**
 * Fetching keys failed, as against reading the token: node-fetch's error, the SDK's own for a bad answer, or too late.
 * Those who speak truly must be told to come again, not that they lie.
 */
function isKeysAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('statusCode' in error) return error.statusCode === 500
  return 'name' in error && (error.name === 'FetchError' || error.name === 'TimeoutError')
}

/** `exp`, which the SDK has verified; where there is none (tokens are off), nothing is kept. */
function endOf(identity: ClaimsIdentity): Date | undefined {
  const seconds: unknown = identity.getClaimValue('exp')
  return typeof seconds === 'number' ? new Date(seconds * 1000) : undefined
}

/**
 * The SDK makes three clients for every turn. Ours never asks them anything: answers go out by our own connector, once,
 * within a limit. So each turn gets the same ones, and those lead nowhere.
 */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  #tokens: Promise<UserTokenClient> | undefined
  readonly #nowhere = new NoConnector()

  override async authenticateRequest(
    activity: SdkActivity,
    authorization: string
  ): Promise<AuthenticateRequestResult> {
    const result = await super.authenticateRequest(activity, authorization)
    return { ...result, connectorFactory: this.#nowhere }
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.#tokens ??= super.createUserTokenClient(identity)
    return this.#tokens
  }
}

class NoConnector extends ConnectorFactory {
  readonly #client = new ConnectorClient(new MicrosoftAppCredentials('', ''), {
    baseUri: 'https://nowhere.invalid'
  })

  override create(): Promise<ConnectorClient> {
    return Promise.resolve(this.#client)
  }
}

class LoopbackCredentials extends ConfigurationServiceClientCredentialFactory {
  override createCredentials(appId: string): Promise<ServiceClientCredentials> {
    const credentials = new MicrosoftAppCredentials(appId, 'none')
    credentials.getToken = () => Promise.resolve(loopbackToken)
    return Promise.resolve(credentials)
  }
}
