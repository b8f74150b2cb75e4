import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContextOptions, Locator, Page as Tab } from 'playwright-core'
import { startBrowser } from '../../support/browser.ts'
import { heard, type Page, startPage } from './a-page.ts'
import { openTab, refuseComplaints, say, show } from './a-tab.ts'

// A browser on a busy machine takes its time.
jest.setTimeout(60_000)

let browser: Browser | undefined
let page: Page
const complaints: string[] = []
async function opened(options: BrowserContextOptions = {}): Promise<Tab> {
  browser ??= await startBrowser()
  return openTab(browser, page.url, complaints, options, 'both')
}

afterAll(async () => {
  await browser?.close()
})
beforeEach(async () => {
  complaints.length = 0
  page = await startPage()
})
afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
  await page.web.drain(0)
  refuseComplaints(complaints)
})

const teams = (tab: Tab) => tab.getByRole('group', { name: 'As Teams shows it' }).last()
const slack = (tab: Tab) => tab.getByRole('group', { name: 'As Slack shows it' }).last()
/** What a platform's renderer drew, without the frame around it. */
const inside = (screen: Locator) => screen.locator('.ac-adaptiveCard, .slack-blocks')

describe('somebody who looks at an answer in Teams and in Slack', () => {
  it.each([
    ['Teams', teams],
    ['Slack', slack]
  ])('reads all of it as %s draws it, and can dial from it', async (_, screen) => {
    const tab = await opened()
    await say(tab, 'what is phishing?')
    const words = (await inside(screen(tab)).innerText()).replaceAll(/\s+/g, ' ')
    for (const said of [
      'You said: what is phishing?',
      'Your IT service desk Call 020 7946 0100 Text 7726',
      'Say: “I clicked a link.”',
      '1. Change that password. 2. Call your desk.',
      'Do not delete it.',
      'Do not: Reply to it.',
      'Thank you for saying so.'
    ])
      expect(words).toContain(said)
    expect(
      await screen(tab).getByRole('link', { name: '020 7946 0100' }).getAttribute('href')
    ).toBe('tel:02079460100')
  })

  it.each([
    ['Teams', teams],
    ['Slack', slack]
  ])('presses a button there: %s', async (_, screen) => {
    const tab = await opened()
    await say(tab, 'hello')
    await screen(tab).getByRole('button', { name: 'More' }).click()
    await tab.getByRole('heading', { name: 'You said: pressed more' }).first().waitFor()
    expect(page.turns.map(heard)).toEqual(['added', 'hello', 'pressed more'])
    expect(await tab.locator('.said .words').last().innerText()).toBe('More')
  })

  it('presses nothing there any more once somebody else looks', async () => {
    const tab = await opened()
    await tab.getByLabel('Where you work').selectOption('Example NHS Trust')
    for (const screen of [teams, slack])
      expect(await screen(tab).getByRole('button', { name: 'More' }).isDisabled()).toBe(true)
  })

  it('sees one, the other or neither, at the width of a small phone', async () => {
    const tab = await opened()
    await show(tab, 'slack')
    expect([await teams(tab).isVisible(), await slack(tab).isVisible()]).toEqual([false, true])
    await show(tab, 'teams')
    expect([await teams(tab).isVisible(), await slack(tab).isVisible()]).toEqual([true, false])
    await tab.getByLabel('Their screen').selectOption('A small phone')
    expect((await teams(tab).boundingBox())?.width).toBe(320)
  })

  it('sees markup in an answer as the letters that it is', async () => {
    const tab = await opened()
    const trick = '*a* _b_ `c` <b>d</b> [e](https://f.uk) <script>document.title=1</script>'
    await say(tab, trick)
    for (const screen of [teams, slack]) {
      expect(await inside(screen(tab)).innerText()).toContain(trick)
      expect(await inside(screen(tab)).locator('script, em, code, del').count()).toBe(0)
    }
    expect(await tab.title()).toBe('Talk to Heads Up')
  })

  it('gets the plain card, and is told, where a renderer does not come', async () => {
    const tab = await opened()
    await tab.route('**/try-it/adaptivecards.js', (route) => route.abort())
    await tab.reload()
    await tab.getByText('Here is the plain card.').waitFor()
    expect(await tab.locator('.card').first().isVisible()).toBe(true)
    complaints.length = 0
  })

  it('waits for no renderer: the page stands before the first is asked for', async () => {
    const tab = await opened()
    const asked: string[] = []
    tab.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await tab.reload()
    await tab.locator('.screens').waitFor()
    expect(asked.indexOf('/try-it/adaptivecards.js')).toBeGreaterThan(
      asked.indexOf('/try-it/try-it.js')
    )
    const first = await Promise.all(
      ['/', '/try-it/try-it.css', '/try-it/screens.css'].map(
        async (path) => (await (await fetch(page.url + path)).arrayBuffer()).byteLength
      )
    )
    expect(first.reduce((sum, bytes) => sum + bytes)).toBeLessThan(32_000)
  })
})
