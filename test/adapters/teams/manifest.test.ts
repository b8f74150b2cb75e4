import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { AppManifestUtils } from '@microsoft/app-manifest'
import { strFromU8, unzipSync } from 'fflate'
import { z } from 'zod'
import { allowService } from '../../../adapters/teams/hosts.ts'
import { chosenBy } from '../../../adapters/teams/message-commands.ts'
import { keysAway, readSignIn } from '../../../adapters/teams/outcomes.ts'
import { formCommands, personalCommands, sharedCommands } from '../../../manifest/teams/commands.ts'
import { teamsPackage } from '../../../manifest/teams/package.ts'
import { hasher } from '../../support/slack/adapter.ts'
import { tempFolder } from '../../support/folders.ts'
import { realLibrary } from '../../support/real-library.ts'

const appId = '11111111-2222-4333-8444-555555555555'
const root = join(import.meta.dirname, '../../..')
const schemas = join(root, 'node_modules/@microsoft/app-manifest/build/json-schemas/teams')

const Manifest = z.object({
  $schema: z.string(),
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  bots: z.array(
    z.object({
      botId: z.string(),
      supportsTargetedMessages: z.boolean().optional(),
      commandLists: z.array(z.object({ triggers: z.array(z.string()).optional() }))
    })
  ),
  permissions: z.array(z.string()),
  supportedChannelTypes: z.array(z.string()),
  validDomains: z.array(z.string()),
  developer: z.object({ websiteUrl: z.string() }),
  icons: z.object({ color: z.string(), outline: z.string() })
})

function made(schema: '1.29' | '1.22') {
  const files = unzipSync(teamsPackage({ appId, publicUrl: 'https://headsup.trust.test/', schema }))
  const text = strFromU8(files['manifest.json'] ?? new Uint8Array())
  const json: unknown = JSON.parse(text)
  return { files, text, json, manifest: Manifest.parse(json) }
}

describe.each(['1.29', '1.22'] as const)('the package for Teams, schema %s', (schema) => {
  const { files, text, json, manifest } = made(schema)

  it('is what Microsoft’s own schema asks for', async () => {
    const rules = JSON.parse(
      readFileSync(join(schemas, `v${schema}/MicrosoftTeams.schema.json`), 'utf8')
    ) as never
    expect(await AppManifestUtils.validateAgainstSchema(json as never, rules)).toEqual([])
    expect(manifest).toMatchObject({ manifestVersion: schema, id: appId })
    expect(manifest.$schema).toContain(`/v${schema}/`)
  })

  it('may be added to private channels, where responders read, and to shared ones', () => {
    expect(manifest.supportedChannelTypes).toEqual(['sharedChannels', 'privateChannels'])
  })

  it('takes its version from the program', () => {
    const program: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(program).toMatchObject({ version: manifest.version })
  })

  it('asks for the least that works: no reading of channels, no sign-in, no foreign pages', () => {
    expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers'])
    expect(manifest.validDomains).toEqual([])
    expect(text).not.toMatch(/authorization|webApplicationInfo|resourceSpecific/)
  })

  it('holds both icons at the sizes that Teams draws, with transparency where it must', () => {
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png'])
    expect(pngOf(files[manifest.icons.color])).toMatchObject({ width: 192, height: 192 })
    expect(pngOf(files[manifest.icons.outline])).toEqual({ width: 32, height: 32, alpha: true })
  })

  it('has an outline of white on nothing, as Teams wants it, and a colour icon that fills its square', () => {
    const outline = pixelsOf(files[manifest.icons.outline])
    const seen = outline.filter(([, , , alpha]) => alpha > 0)
    expect(seen.length).toBeGreaterThan(50)
    expect(seen.length).toBeLessThan(outline.length)
    for (const [red, green, blue] of seen) expect([red, green, blue]).toEqual([255, 255, 255])
    const colour = pixelsOf(files[manifest.icons.color])
    const middle = colour.slice(96 * 192, 97 * 192)
    expect(middle.every(([, , , alpha]) => alpha === 255)).toBe(true)
  })

  it('names no other platform and no brand of the health service', () => {
    expect(text).not.toMatch(/slack|\bnhs\b|microsoft teams/i)
  })
})

it('takes private questions by "/" only where the schema knows it', () => {
  const [newer] = made('1.29').manifest.bots
  expect(newer).toMatchObject({ botId: appId, supportsTargetedMessages: true })
  expect(newer?.commandLists[1]?.triggers).toEqual(['mention', 'slash'])
  expect(made('1.22').text).not.toMatch(/supportsTargetedMessages|triggers|supportsChannelFeatures/)
})

it('makes the same bytes from the same settings', () => {
  const parts = { appId, publicUrl: 'https://a.test', schema: '1.29' } as const
  expect(teamsPackage(parts)).toEqual(teamsPackage(parts))
})

describe('the menus', () => {
  const folder = tempFolder()
  const library = realLibrary(folder.path)
  folder.remove()

  it.each([...personalCommands, ...sharedCommands])('the bot understands "$title"', ({ title }) => {
    expect(library.understand(title).outcome).toBe('answer')
  })

  it('offer nothing in a channel about what happened to somebody', () => {
    const meant = sharedCommands.map(({ title }) => library.understand(title).intent)
    const happened = meant.filter((intent) => library.situations.has(intent))
    // "How do I report something?" tells nothing of anybody.
    expect(happened).toEqual(['report_unsure'])
  })
})

it('puts its forms on messages, beside the box and in the search bar, and knows each of them', () => {
  const tenant = 'ours'
  for (const { id, context } of formCommands) {
    const value = { commandId: id, commandContext: context[0], messagePayload: { id: '1' } }
    const activity = { value, conversation: { id: 'a:x' } } as never
    expect(chosenBy(activity, { hasher, tenant })).toMatchObject({
      kind: 'open',
      press: { action: 'tell' }
    })
  }
})

describe('the guide to connecting Teams', () => {
  const guide = readFileSync(join(root, 'docs/connect-teams.md'), 'utf8')

  it('gives the reason for every permission that the manifest asks for, and for no other', () => {
    const named = [...guide.matchAll(/^\| `([a-z]+)`\s*\|/gim)].map((row) => row[1])
    expect(named).toEqual(made('1.29').manifest.permissions)
  })

  it('explains only refusals that the bot tells of, in its words', () => {
    const codes = [...guide.matchAll(/\((AADSTS\d+)\)/g)].map((found) => found[1] ?? '')
    expect(codes).toHaveLength(5)
    const usual = readSignIn(new Error('AADSTS1234')).mend?.replace(/^.*?\) */, '')
    for (const code of codes) expect(readSignIn(new Error(code)).mend).not.toContain(usual)
    expect(guide).toContain(keysAway.mend?.slice(0, 42))
  })

  it('names every host that messages may be sent to', () => {
    const hosts = [...guide.matchAll(/`((?:smba|login)\.[a-z.]+)`/g)].map((found) => found[1] ?? '')
    const allows = allowService(false)
    const teamsHosts = new Set(hosts.filter((host) => allows(`https://${host}/`)))
    expect([...teamsHosts].toSorted()).toEqual([
      'smba.infra.gcc.teams.microsoft.com',
      'smba.onyx.prod.teams.trafficmanager.net',
      'smba.trafficmanager.net'
    ])
  })
})

type Pixel = readonly [number, number, number, number]

/** The pixels of a PNG of 8 bits with or without transparency, row by row: https://www.w3.org/TR/png-3/#9Filters */
function pixelsOf(bytes: Uint8Array = new Uint8Array(33)): readonly Pixel[] {
  const view = Buffer.from(bytes)
  const { width, height, alpha } = pngOf(bytes)
  expect([view[24], view[28]]).toEqual([8, 0])
  const parts: Buffer[] = []
  for (let at = 8; at < view.length; at += view.readUInt32BE(at) + 12)
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(view.subarray(at + 8, at + 8 + view.readUInt32BE(at)))
  const raw = inflateSync(Buffer.concat(parts))
  const size = alpha ? 4 : 3
  const row = width * size
  const lines: number[][] = []
  for (let y = 0; y < height; y += 1) {
    const start = y * (row + 1)
    const line: number[] = []
    for (let x = 0; x < row; x += 1) {
      const left = line[x - size] ?? 0
      const up = lines[y - 1]?.[x] ?? 0
      const corner = x < size ? 0 : (lines[y - 1]?.[x - size] ?? 0)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][raw[start] ?? 0] ?? 0
      line.push(((raw[start + 1 + x] ?? 0) + guess) & 255)
    }
    lines.push(line)
  }
  return lines.flatMap((line) =>
    Array.from({ length: width }, (_, x): Pixel => {
      const [red = 0, green = 0, blue = 0, seen = 255] = line.slice(x * size, x * size + size)
      return [red, green, blue, seen]
    })
  )
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [first, second, third] = [left, up, corner].map((one) => Math.abs(guess - one))
  if ((first ?? 0) <= (second ?? 0) && (first ?? 0) <= (third ?? 0)) return left
  return (second ?? 0) <= (third ?? 0) ? up : corner
}

/** What the header of a PNG says: https://www.w3.org/TR/png-3/#11IHDR */
function pngOf(bytes: Uint8Array = new Uint8Array(33)) {
  const view = Buffer.from(bytes)
  expect(view.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20), alpha: view[25] === 6 }
}
