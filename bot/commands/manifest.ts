import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { teamsPackage } from '../../manifest/teams/package.ts'
import { slackManifest } from '../../manifest/slack/manifest.ts'
import { say, settingsHere } from '../compose/settings-here.ts'
import { HeadsUpError } from '../errors.ts'
import type { Settings } from '../settings.ts'

/** `manifest teams|slack`: what to upload there, made from these settings. */
export function run(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      newer: { type: 'boolean' },
      socket: { type: 'boolean' },
      'org-wide': { type: 'boolean' }
    },
    allowPositionals: true
  })
  const settings = settingsHere()
  const [platform = ''] = positionals
  switch (platform) {
    case 'teams': {
      const file = values.out ?? 'heads-up-teams.zip'
      writeFileSync(
        file,
        teamsPackage({
          appId: needed(settings, 'MicrosoftAppId'),
          publicUrl: needed(settings, 'PUBLIC_URL'),
          schema: values.newer === true ? '1.29' : '1.22'
        })
      )
      say(
        `Written to ${file}. Upload it in the Teams admin centre: docs/connect-teams.md says how.`
      )
      return Promise.resolve(0)
    }
    case 'slack': {
      const manifest = JSON.stringify(
        slackManifest({
          publicUrl: values.socket === true ? undefined : needed(settings, 'PUBLIC_URL'),
          orgWide: values['org-wide'] === true
        }),
        undefined,
        2
      )
      if (values.out === undefined) say(manifest)
      else writeFileSync(values.out, `${manifest}\n`)
      return Promise.resolve(0)
    }
    default:
      say(
        'Usage: heads-up manifest teams [--out FILE] [--newer], or slack [--out FILE] [--socket] [--org-wide]'
      )
      return Promise.resolve(1)
  }
}

function needed(settings: Settings, name: 'MicrosoftAppId' | 'PUBLIC_URL'): string {
  const value = settings[name]
  if (value !== undefined) return value
  const why =
    name === 'PUBLIC_URL'
      ? 'the https address under which the platform reaches this bot'
      : 'the application (client) id of the app registration'
  throw new HeadsUpError(
    'SETTINGS_INVALID',
    `${name} is not set: ${why}.`,
    `Set ${name} and run this again.`
  )
}
