import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One file of the page, read once at start. */
export interface Asset {
  readonly path: string
  readonly type: string
  readonly body: Buffer
}

const files = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/try-it/try-it.css', 'try-it.css', 'text/css; charset=utf-8'],
  ['/try-it/screens.css', 'screens.css', 'text/css; charset=utf-8'],
  ['/try-it/try-it.js', 'try-it.js', 'text/javascript; charset=utf-8'],
  ['/try-it/ask.js', 'ask.js', 'text/javascript; charset=utf-8'],
  ['/try-it/draw.js', 'draw.js', 'text/javascript; charset=utf-8'],
  ['/try-it/form.js', 'form.js', 'text/javascript; charset=utf-8'],
  ['/try-it/plain-form.js', 'plain-form.js', 'text/javascript; charset=utf-8'],
  ['/try-it/screens.js', 'screens.js', 'text/javascript; charset=utf-8'],
  ['/try-it/slack-card.js', 'slack-card.js', 'text/javascript; charset=utf-8'],
  ['/try-it/slack-card.css', 'slack-card.css', 'text/css; charset=utf-8'],
  ['/try-it/teams-card.js', 'teams-card.js', 'text/javascript; charset=utf-8'],
  ['/try-it/teams-card.css', 'teams-card.css', 'text/css; charset=utf-8'],
  ['/try-it/windows.js', 'windows.js', 'text/javascript; charset=utf-8'],
  ['/try-it/windows.css', 'windows.css', 'text/css; charset=utf-8'],
  ['/try-it/slack-window.js', 'slack-window.js', 'text/javascript; charset=utf-8'],
  ['/try-it/teams-window.js', 'teams-window.js', 'text/javascript; charset=utf-8'],
  ['/try-it/settings.js', 'settings.js', 'text/javascript; charset=utf-8'],
  ['/try-it/icon.svg', 'icon.svg', 'image/svg+xml']
] as const

export function readAssets(): readonly Asset[] {
  return files.map(([path, file, type]) => ({
    path,
    type,
    body: readFileSync(join(import.meta.dirname, 'page', file))
  }))
}

/** The renderers of others: read when a browser first asks for them, after the page stands, and kept. */
export function lateAssets(): readonly { readonly path: string; readonly read: () => Asset }[] {
  return [
    late('/try-it/adaptivecards.js', 'text/javascript; charset=utf-8', teamsRenderer),
    late('/try-it/slack-blocks.css', 'text/css; charset=utf-8', slackStyle)
  ]
}

function late(path: string, type: string, text: () => string) {
  let kept: Asset | undefined
  return { path, read: () => (kept ??= { path, type, body: Buffer.from(text()) }) }
}

/** Microsoft's renderer is published as a script for a global; what goes around it makes a module of it. */
function teamsRenderer(): string {
  return `const exports = {}, module = { exports }\n${fileOf('adaptivecards/dist/adaptivecards.min.js')}\nexport const renderer = module.exports\n`
}

export function slackStyle(): string {
  return fileOf('slack-blocks-to-jsx/dist/style.css')
}

export function fileOf(specifier: string): string {
  return readFileSync(new URL(import.meta.resolve(specifier)), 'utf8')
}

/** Nothing from elsewhere, nothing inline, in nobody's frame; text never becomes markup. */
export const pageHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // Microsoft's renderer makes its own three; the last is ours, for what React drew on the server.
    'trusted-types adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy adaptivecards#deprecatedExportedFunctionPolicy slack-blocks'
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()'
} as const
