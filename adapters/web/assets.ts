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
  ['/try-it/try-it.js', 'try-it.js', 'text/javascript; charset=utf-8'],
  ['/try-it/ask.js', 'ask.js', 'text/javascript; charset=utf-8'],
  ['/try-it/draw.js', 'draw.js', 'text/javascript; charset=utf-8'],
  ['/try-it/form.js', 'form.js', 'text/javascript; charset=utf-8'],
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
    "require-trusted-types-for 'script'"
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()'
} as const
