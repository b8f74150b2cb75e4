import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page as Tab } from 'playwright-core'
import { startBrowser } from '../../support/browser.ts'
import { heard, type Page, sample, startPage } from './a-page.ts'
import { openTab, refuseComplaints, say, show } from './a-tab.ts'

// A browser on a busy machine takes its time.
jest.setTimeout(60_000)

let browser: Browser | undefined
let page: Page
const complaints: string[] = []
async function opened(options: BrowserContextOptions = {}): Promise<Tab> {
  browser ??= await startBrowser()
  return openTab(browser, page.url, complaints, options)
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

describe('a newcomer at the page', () => {
  it('is welcomed, and answered in their own words', async () => {
    const tab = await opened()
    await say(tab, 'what is phishing?')
    await tab.getByRole('button', { name: 'More' }).last().click()
    await tab.getByRole('heading', { name: 'You said: pressed more' }).waitFor()
    expect(page.turns.map(heard)).toEqual(['added', 'what is phishing?', 'pressed more'])
  })

  it('can press an example', async () => {
    const tab = await opened()
    await tab.getByRole('button', { name: 'How do I report a dodgy email?' }).click()
    await tab.getByRole('heading', { name: 'You said: How do I report' }).waitFor()
    expect(page.turns.map(heard)).toEqual(['added', 'How do I report a dodgy email?'])
  })

  it('gets three answers in order, however slow the first is', async () => {
    const tab = await opened()
    const gate = Promise.withResolvers<void>()
    let asked = 0
    await tab.route('**/try-it/turn', async (route) => {
      asked += 1
      if (asked === 1) await gate.promise
      await route.continue()
    })
    for (const words of ['one', 'two', 'three']) {
      await tab.getByLabel('Your message').fill(words)
      await tab.keyboard.press('Enter')
    }
    await tab.getByText('Heads Up is looking').waitFor()
    gate.resolve()
    await tab.getByRole('heading', { name: 'You said: three' }).waitFor()
    await tab.getByRole('heading', { name: 'You said: one' }).waitFor()
    expect(await tab.getByRole('heading', { level: 3 }).allTextContents()).toEqual(
      ['added', 'one', 'two', 'three'].map((words) => `You said: ${words}`)
    )
  })

  it('sees who can read an answer', async () => {
    const tab = await opened()
    await tab.getByLabel('A channel').check()
    await say(tab, 'what is phishing?')
    await say(tab, 'I clicked a link')
    expect(await tab.locator('.seen').allTextContents()).toEqual([
      'Heads Up Only you see this',
      'Heads Up Everybody in the channel sees this',
      'Heads Up Everybody in the channel sees this',
      'Heads Up Only you see this, in your private chat'
    ])
    expect(page.turns.at(-1)?.place.kind).toBe('channel')
  })

  it('can be of another employer, at another hour, and buttons of before no longer work', async () => {
    const tab = await opened()
    await tab.getByLabel('Where you work').selectOption('Example NHS Trust')
    await tab.getByLabel('Time of day').selectOption('03:00')
    expect(await tab.getByText('Its numbers are made up').isVisible()).toBe(true)
    expect(await tab.getByRole('button', { name: 'More' }).isDisabled()).toBe(true)
    await say(tab, 'hello')
    expect(page.turns.at(-1)).toMatchObject({
      tenant: 'example-trust',
      at: new Date('2026-07-24T02:00:00Z')
    })
  })

  it('is another person in another tab', async () => {
    await opened()
    await opened()
    const [one, other] = page.turns
    expect(one?.from.id).not.toBe(other?.from.id)
  })

  it('can read answers as plain text, and press a button by its number there', async () => {
    const tab = await opened()
    await tab.getByLabel('Show answers as').selectOption('Plain text')
    expect(await tab.locator('#log').getByText('[2] More').isVisible()).toBe(true)
    expect(await tab.getByRole('heading', { level: 3 }).count()).toBe(0)
    await tab.getByLabel('Your message').fill('2')
    await tab.keyboard.press('Enter')
    await tab.locator('#log').getByText('You said: pressed more').last().waitFor()
    await show(tab, 'card')
    expect(await tab.getByRole('heading', { name: 'pressed more' }).isVisible()).toBe(true)
  })

  it('keeps a number in the words where no numbers are shown', async () => {
    await say(await opened(), '2')
    expect(page.turns.map(heard)).toEqual(['added', '2'])
  })
})

describe('what could go wrong', () => {
  it('is said, and the words come back', async () => {
    const tab = await opened()
    await page.web.drain(0)
    await tab.getByLabel('Your message').fill('I clicked a link')
    await tab.keyboard.press('Enter')
    await tab.getByText('The bot does not answer. Is it still running?').waitFor()
    expect(await tab.getByLabel('Your message').inputValue()).toBe('I clicked a link')
    complaints.length = 0
  })

  it('is not that what somebody types becomes part of the page', async () => {
    const tab = await opened()
    const trick = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await say(tab, trick)
    expect(await tab.title()).toBe('Talk to Heads Up')
    expect(await tab.locator('#log img:not(.face), #log script').count()).toBe(0)
  })

  it('is told when a message is too long', async () => {
    const tab = await opened()
    await tab.getByLabel('Your message').fill('x'.repeat(40_000))
    await tab.keyboard.press('Enter')
    await tab.getByText('That is too long. Say it in fewer words.').waitFor()
    expect(page.turns.map(heard)).toEqual(['added'])
    complaints.length = 0
  })

  it('is said once where there is nothing to say', async () => {
    await page.web.drain(0)
    page = await startPage({ reply: (turn) => (heard(turn) === 'added' ? sample(turn) : []) })
    const tab = await opened()
    await tab.getByLabel('Your message').fill('hello')
    await tab.keyboard.press('Enter')
    await tab.getByText('There is nothing to add.').waitFor()
    expect(page.turns.map(heard)).toEqual(['added', 'hello'])
  })
})
