import type { IncomingMessage, ServerResponse } from 'node:http'
import { InstallProvider } from '@slack/oauth'
import type { Server } from 'restify'
import type { Front, Hasher, Log } from '../../bot/ports.ts'
import { quietLogger, webOptions } from './clients.ts'
import type { Oauth } from './credentials.ts'
import { drawInstallPage, type InstallEnd, type InstallWords } from './install-page.ts'
import type { InstalledWorkspaces } from './installed-workspaces.ts'
import { placesOf } from './places.ts'
import { missingScopes, scopes } from './scopes.ts'
import { type Installed, tenantOf } from './standing.ts'
import { common } from './turns.ts'

interface Parts {
  readonly server: Server
  readonly oauth: Oauth
  readonly apiUrl: string
  /** As the internet sees us; where it is not known, Slack goes to the address of its own settings. */
  readonly publicUrl: string | undefined
  readonly workspaces: Pick<InstalledWorkspaces, 'keep'>
  readonly front: Pick<Front, 'hear'>
  readonly hasher: Hasher
  readonly now: () => Date
  readonly log: Log
  readonly words: InstallWords
}

type Installation = Parameters<InstallProvider['installationStore']['storeInstallation']>[0]

/** An install that was begun must be ended within this time, in the same browser. */
const WITHIN_S = 600
/** Codes of `@slack/oauth`. */
const ends: Readonly<Record<string, InstallEnd>> = {
  slack_oauth_installer_authorization_error: 'refused',
  slack_oauth_missing_state: 'expired',
  slack_oauth_invalid_state: 'expired'
}
const statusOf: Readonly<Record<InstallEnd, number>> = {
  done: 200,
  refused: 200,
  expired: 400,
  less: 403,
  failed: 502
}

/**
 * `GET /slack/install` leads to Slack, and `GET /slack/oauth_redirect` takes the workspace in that said yes. What goes with
 * it is signed, bound to the browser by a cookie, and good for 10 minutes. Slack's own library does it; what is kept, and what
 * people read, is ours.
 */
export function mountInstall(parts: Parts): void {
  const { server, oauth, apiUrl, publicUrl, workspaces, front, hasher, log, words } = parts
  const options = {
    scopes: [...scopes],
    ...(publicUrl === undefined
      ? {}
      : { redirectUri: `${publicUrl.replace(/\/+$/, '')}/slack/oauth_redirect` })
  }
  const provider = new InstallProvider({
    ...oauth,
    authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
    clientOptions: webOptions(apiUrl, log),
    directInstall: true,
    installUrlOptions: options,
    stateCookieExpirationSeconds: WITHIN_S,
    stateCookieName: 'heads-up-install',
    logger: quietLogger(log),
    installationStore: {
      storeInstallation: (installation) => keep(installation),
      fetchInstallation: () => Promise.reject(new TypeError('tokens are looked up elsewhere'))
    }
  })

  async function keep(installation: Installation): Promise<void> {
    const token = installation.bot?.token
    if (token === undefined) throw new TypeError('an installation brings a token')
    await workspaces.keep({ ...installedOf(installation), token })
    log.info('slack.workspace-installed')
    await greet(installation)
  }

  /** Whoever installed it is the first to be told what it is for; it is installed all the same where that fails. */
  async function greet(installation: Installation): Promise<void> {
    const installed = installedOf(installation)
    const tenant = tenantOf(installed)
    const user = installation.user.id
    if (tenant === undefined || !user) return
    const there = placesOf(tenant, installed, user, hasher).inPrivate('staff', {
      to: 'person',
      user
    })
    const at = parts.now()
    const key = `installed:${user}:${at.getTime()}`
    try {
      await front.hear({ ...common(tenant, at), keys: [key], ...there, input: { kind: 'added' } })
    } catch (error) {
      log.error('slack.not-greeted', error)
    }
  }

  function end(response: ServerResponse, how: InstallEnd, open?: string): void {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    response.writeHead(statusOf[how])
    response.end(drawInstallPage(how, words, open))
  }

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await provider.handleCallback(request, response, {
      async afterInstallation(installation) {
        const lacks = missingScopes(installation.bot?.scopes ?? [])
        // A token that ends in 12 hours would end the bot there with it: our manifest asks for none.
        if (lacks === undefined && installation.bot?.refreshToken === undefined) return true
        log.warn('slack.install-with-less')
        end(response, 'less')
        return false
      },
      success: (installation) => end(response, 'done', openUrl(installation, apiUrl)),
      failure(error) {
        log.warn('slack.not-installed', { why: error.code })
        if (!response.headersSent) end(response, ends[error.code] ?? 'failed')
      }
    })
  }

  server.get('/slack/install', async (request, response) => {
    await provider.handleInstallPath(request, response)
  })
  server.get('/slack/oauth_redirect', finish)
}

function installedOf({ team, enterprise, isEnterpriseInstall }: Installation) {
  const orgWide = isEnterpriseInstall === true
  return {
    ...(team === undefined || orgWide ? {} : { team: team.id }),
    ...(enterprise === undefined ? {} : { enterprise: enterprise.id }),
    orgWide
  } satisfies Installed
}

/** Where Slack opens the app: https://docs.slack.dev/interactivity/deep-linking */
function openUrl({ appId, team }: Installation, apiUrl: string): string | undefined {
  if (appId === undefined) return undefined
  const url = new URL('/app_redirect', apiUrl)
  url.searchParams.set('app', appId)
  if (team !== undefined) url.searchParams.set('team', team.id)
  return url.href
}
