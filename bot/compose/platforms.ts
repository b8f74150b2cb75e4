import type { Server } from 'restify'
import { readBody } from '../../adapters/http/body.ts'
import type { App } from '../app.ts'
import type { Library } from '../content/library.ts'
import type { Words } from '../content/wording.ts'
import type { Platform } from '../identity.ts'
import type { Leave } from '../leave.ts'
import type { Clock, Front, Hasher, Log, PlatformAdapter, Sealer, Signer } from '../ports.ts'
import type { Installs } from '../ports/installs.ts'
import type { Settings } from '../settings.ts'
import { formWords } from './form-words.ts'
import { hasProxy } from './proxy.ts'

interface Parts {
  readonly settings: Settings
  readonly server: Server
  readonly front: Front
  readonly home: App['home']
  readonly withdraw: App['withdraw']
  readonly hasher: Hasher
  readonly signer: Signer
  readonly sealer: Sealer
  readonly installs: Installs
  readonly leave: Leave
  readonly log: Log
  readonly clock: Clock
  readonly library: Library
}

/** True where anything of Teams is set up, or it is opened for local tools. */
export function hasTeams(settings: Settings): boolean {
  return settings.MicrosoftAppId !== undefined || settings.TEAMS_AUTH === 'off'
}

export function hasSlack(settings: Settings): boolean {
  const { SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_CLIENT_ID } = settings
  return (
    (SLACK_SIGNING_SECRET ?? SLACK_APP_TOKEN) !== undefined &&
    (SLACK_BOT_TOKEN ?? SLACK_CLIENT_ID) !== undefined
  )
}

/** Connects the platforms that are set up. Each SDK is loaded only where it is needed: they are most of a start. */
export async function connectPlatforms(
  parts: Parts
): Promise<ReadonlyMap<Platform, PlatformAdapter>> {
  const { settings, library } = parts
  const adapters = new Map<Platform, PlatformAdapter>()
  const stillWorking = library.words.say('command.still_working')
  const forms = formWords(library.words)
  if (!hasTeams(settings) && !hasSlack(settings)) return adapters
  const { createExchange } = await import('../../adapters/http/exchange.ts')
  const exchange = createExchange(hasProxy())
  if (hasTeams(settings)) {
    const { createTeams } = await import('../../adapters/teams/teams.ts')
    const words = { stillWorking, ...forms.teams }
    adapters.set('teams', createTeams({ ...parts, readBody, exchange, words }))
  }
  if (hasSlack(settings)) {
    const { createSlack } = await import('../../adapters/slack/slack.ts')
    adapters.set(
      'slack',
      await createSlack({
        ...parts,
        readBody,
        exchange,
        gone: (tenant) => parts.leave('slack', tenant),
        words: {
          stillWorking,
          ask: askWords(library.words),
          form: forms.slack,
          install: installWords(library.words)
        }
      })
    )
  }
  return adapters
}

/** Asking in a window, or at the top of the home page. */
function askWords(words: Words) {
  return {
    title: words.say('ask_here.title'),
    label: words.say('ask_here.label'),
    again: words.say('ask_here.again'),
    hint: words.say('ask_here.hint'),
    enter: words.say('ask_here.enter'),
    submit: words.say('button.ask'),
    close: words.say('form.close'),
    cut: words.say('card.cut')
  }
}

/** The pages for whoever installs it in a workspace. */
function installWords(words: Words) {
  return {
    done: { title: words.say('install.done_title'), text: words.say('install.done') },
    refused: { title: words.say('install.refused_title'), text: words.say('install.refused') },
    expired: { title: words.say('install.expired_title'), text: words.say('install.expired') },
    less: { title: words.say('install.less_title'), text: words.say('install.less') },
    failed: { title: words.say('install.failed_title'), text: words.say('install.failed') },
    next: [
      words.say('install.next_write'),
      words.say('install.next_invite'),
      words.say('install.next_link')
    ],
    open: words.say('install.open'),
    again: words.say('install.again')
  }
}
