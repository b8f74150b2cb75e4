import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Page as Tab } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const data = tempFolder()
let browser: Browser
let bot: Child
const complaints: string[] = []
// A browser on a busy machine takes its time.
jest.setTimeout(90_000)

beforeAll(async () => {
  bot = await startBot({ DATA_DIR: data.path })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  await bot.stop()
  data.remove()
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' | ')}`)
})

/** A tab of somebody who works at the example trust. */
async function opened(): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce'
  })
  const tab = await context.newPage()
  tab.setDefaultTimeout(20_000)
  tab.on('pageerror', (error) => complaints.push(error.message))
  tab.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await tab.goto(bot.url)
  await tab.locator('.answer').first().waitFor()
  await tab.locator('select').first().selectOption({ label: 'Example NHS Trust' })
  return tab
}

async function say(tab: Tab, words: string): Promise<void> {
  const before = await tab.locator('.answer').count()
  await tab.getByLabel('Your message').fill(words)
  await tab.keyboard.press('Enter')
  await tab.locator('.answer').nth(before).waitFor()
}

const window = (tab: Tab) => tab.getByRole('dialog')
const inTeams = (tab: Tab) => window(tab).getByRole('group', { name: 'As Teams shows it' })
const inSlack = (tab: Tab) => window(tab).getByRole('group', { name: 'As Slack shows it' })

/** Every rule of axe in the window that is open. */
async function faults(tab: Tab): Promise<unknown> {
  await tab.evaluate(axe)
  return tab.evaluate(`axe.run(document.querySelector('dialog'), { resultTypes: ['violations'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))`)
}

describe('owning up on the page, with the bot as it runs', () => {
  it('takes first steps first, then a form, shows what the team will see, and gives a receipt', async () => {
    const tab = await opened()
    await say(tab, 'I put my password into a fake site')
    expect(await tab.getByRole('log').innerText()).toContain('Change that password now')
    await tab.getByRole('button', { name: 'Tell the security team' }).last().click()
    await window(tab).waitFor()
    for (const screen of [inTeams(tab), inSlack(tab)])
      expect(await screen.getByLabel('What happened').inputValue()).toBe('password-entered')
    expect(await faults(tab)).toEqual([])
    // Begun as Slack shows it, sent as Teams does: both are the same form.
    await inSlack(tab)
      .getByLabel('Anything else')
      .fill('From a text. Patient 943 476 5919 was on the screen.')
    await inSlack(tab).getByRole('button', { name: 'Next: check it' }).click()
    await inTeams(tab).getByText('The team will see this').waitFor()
    for (const screen of [inTeams(tab), inSlack(tab)]) {
      expect(await screen.getByText('943 476 5919').count()).toBe(0)
      expect(await screen.getByLabel('Anything else').inputValue()).not.toContain('943 476 5919')
      expect(await screen.getByLabel('Anything else').inputValue()).toContain('taken out')
    }
    await inTeams(tab).getByRole('button', { name: 'Send', exact: true }).click()
    await inTeams(tab).getByText('We have it').first().waitFor()
    for (const screen of [inTeams(tab), inSlack(tab)])
      expect(
        await screen.getByText(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/).count()
      ).toBeGreaterThan(0)
    expect(await faults(tab)).toEqual([])
    await inSlack(tab).getByRole('button', { name: 'Close' }).click()
    expect(await window(tab).count()).toBe(0)
    // Nothing of it became a chat message.
    expect(await tab.locator('#log').innerText()).not.toContain('From a text')
  })

  it('fits a phone, works by keyboard, and is left by Escape with nothing kept', async () => {
    const tab = await opened()
    await tab.setViewportSize({ width: 320, height: 640 })
    await say(tab, 'I clicked a link')
    // The one in the card as Teams shows it.
    const teams = tab.getByRole('group', { name: 'As Teams shows it' }).last()
    const tell = teams.getByRole('button', { name: 'Tell the security team' })
    await tell.focus()
    await tab.keyboard.press('Enter')
    await window(tab).waitFor()
    const wide = await tab.evaluate('document.querySelector("dialog").scrollWidth <= innerWidth')
    expect(wide).toBe(true)
    expect(await faults(tab)).toEqual([])
    await tab.keyboard.press('Escape')
    await window(tab).waitFor({ state: 'detached' })
  })

  it('keeps what was typed where the bot is away', async () => {
    const tab = await opened()
    await say(tab, 'I clicked a link')
    await tab.getByRole('button', { name: 'Tell the security team' }).last().click()
    await inTeams(tab).getByLabel('Anything else').fill('It asked for my login.')
    await tab.route('**/try-it/form', (route) => route.abort())
    await inTeams(tab).getByRole('button', { name: 'Next: check it' }).click()
    await window(tab).getByText('The bot does not answer.').waitFor()
    expect(await inTeams(tab).getByLabel('Anything else').inputValue()).toBe(
      'It asked for my login.'
    )
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((line) => !line.includes('ERR_FAILED'))
    )
  })
})
