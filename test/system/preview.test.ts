import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { tempFolder } from '../support/folders.ts'

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const folder = tempFolder()
const out = join(folder.path, 'seen')
// A browser on a busy machine takes its time.
jest.setTimeout(90_000)

let browser: Browser | undefined
afterAll(async () => {
  await browser?.close()
  folder.remove()
})

function preview(...args: readonly string[]) {
  return spawnSync(process.execPath, ['bot/heads-up.mjs', 'preview', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DATA_DIR: folder.path }
  })
}

describe('somebody who wants to see what people will see', () => {
  it('gets one page, complete in itself, with the card as Teams and as Slack draw it', async () => {
    const wanted = ['password_entered', 'privacy', 'tell', '--organisation', 'example-trust']
    const { status, stdout } = preview(...wanted, '--out', out)
    expect([status, stdout]).toEqual([0, expect.stringContaining(join(out, 'index.html'))])
    expect(readdirSync(out)).toEqual(['index.html'])
    browser = await startBrowser()
    const tab = await browser.newPage()
    const complaints: string[] = []
    const fetched: string[] = []
    tab.on('pageerror', (error) => complaints.push(error.message))
    tab.on('request', (request) => fetched.push(new URL(request.url()).protocol))
    await tab.goto(pathToFileURL(join(out, 'index.html')).href)
    expect(fetched.filter((protocol) => protocol.startsWith('http'))).toEqual([])
    for (const platform of ['Teams', 'Slack']) {
      const drawn = tab
        .locator('#password_entered')
        .getByRole('group', { name: `As ${platform} shows it` })
      expect(await drawn.innerText()).toContain('Change that password now')
      expect(await drawn.getByRole('link', { name: '020 7946 0100' }).first().isVisible()).toBe(
        true
      )
    }
    // Each reads the words of their own platform.
    const privacy = tab.locator('#privacy .screen')
    expect(await privacy.first().locator('.glass').innerText()).not.toContain('Slack')
    expect(await privacy.last().locator('.glass').innerText()).not.toContain('Teams')
    // The form: its labels, and what is chosen already.
    const form = tab.locator('#tell .screen')
    for (const screen of [form.first(), form.last()])
      expect(await screen.getByLabel('When').inputValue()).toBe('now')
    for (const words of ['What happened', 'Just now', 'Without my name', 'Next: check it']) {
      expect(await form.first().textContent()).toContain(words)
      expect(await form.last().textContent()).toContain(words)
    }
    for (const colours of ['light', 'dark', 'contrast']) {
      await tab.locator('#theme').selectOption(colours)
      await tab.evaluate(axe)
      expect(
        await tab.evaluate(`axe.run(document, { rules: { 'duplicate-id': { enabled: false } }, resultTypes: ['violations'] })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`)
      ).toEqual([])
    }
    expect(complaints).toEqual([])
  })

  it('is told a name that is none, and how to ask', () => {
    const wrong = preview('no-such-thing', '--out', out)
    expect([wrong.status, wrong.stderr]).toEqual([
      1,
      expect.stringContaining('There is nothing called "no-such-thing".')
    ])
    const bare = preview('privacy')
    expect([bare.status, bare.stdout]).toEqual([1, expect.stringContaining('--out FOLDER')])
  })
})
