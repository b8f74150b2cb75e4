import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { formCommands, personalCommands, sharedCommands } from './commands.ts'

export interface PackageParts {
  /** Application (client) id of the app registration: a GUID. */
  readonly appId: string
  /** The https address of this bot as the internet sees it. */
  readonly publicUrl: string
  /** 1.22: every tenant takes it. 1.29: people may also ask by `/`, which only they see, and the newer word for private and shared channels; some tenants refuse it. */
  readonly schema: '1.29' | '1.22'
}

const root = join(import.meta.dirname, '../..')
const Program = z.object({ version: z.string() })
/** One date for every file, so that the same settings make the same bytes. Zip knows no earlier year than 1980. */
const mtime = new Date('1980-01-02T00:00:00Z')

/** What to upload in the Teams admin centre: a zip of manifest and icons. */
export function teamsPackage(parts: PackageParts): Uint8Array {
  return zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(teamsManifest(parts), undefined, 2)}\n`),
      'color.png': readFileSync(join(root, 'manifest/icons/color.png')),
      'outline.png': readFileSync(join(root, 'manifest/icons/outline.png'))
    },
    { mtime }
  )
}

/**
 * The app as Teams sees it. Asks for the least that works: a bot that reads what is written to it and where it is
 * mentioned; no reading of channels, no list of members, no sign-in, no files.
 * https://learn.microsoft.com/microsoft-365/extensibility/schema/
 */
export function teamsManifest({ appId, publicUrl, schema }: PackageParts) {
  const { version } = Program.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const site = publicUrl.replace(/\/+$/, '')
  const targeted = schema === '1.29'
  const triggers = targeted ? { triggers: ['mention', 'slash'] } : {}
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schema}/MicrosoftTeams.schema.json`,
    manifestVersion: schema,
    version,
    id: appId,
    localizationInfo: { defaultLanguageTag: 'en-gb' },
    developer: {
      name: 'Heads Up',
      websiteUrl: site,
      privacyUrl: `${site}/privacy`,
      termsOfUseUrl: `${site}/terms`
    },
    name: { short: 'Heads Up', full: 'Heads Up: what to do when something feels wrong online' },
    description: {
      short: 'Says what to do, and whom to ring, when something feels wrong online.',
      full:
        'Heads Up helps busy health and care teams stay cyber safe. Ask it in your own words: what to do about a strange email, a lost phone or a link you tapped. ' +
        'It answers at once with the first steps and the number to ring. What you did, lost or fear is answered to you alone. It looks nobody up: no names, no email addresses.'
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#12545c',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: false,
        supportsCalling: false,
        supportsVideo: false,
        ...(targeted ? { supportsTargetedMessages: true } : {}),
        commandLists: [
          { scopes: ['personal'], commands: personalCommands },
          { scopes: ['team', 'groupChat'], ...triggers, commands: sharedCommands }
        ]
      }
    ],
    composeExtensions: [{ botId: appId, commands: formCommands }],
    defaultInstallScope: 'personal',
    // Responders' channels are private, so it must be allowed in them. People from outside a shared one get national advice only.
    supportedChannelTypes: ['sharedChannels', 'privateChannels'],
    ...(targeted ? { supportsChannelFeatures: 'tier1' } : {}),
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: []
  } as const
}
