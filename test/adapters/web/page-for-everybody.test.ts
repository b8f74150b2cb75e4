import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page as Tab } from 'playwright-core'
import { startBrowser } from '../../support/browser.ts'
import { heard, type Page, startPage } from './a-page.ts'
import { openTab, refuseComplaints, say, show } from './a-tab.ts'

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const phone = { width: 320, height: 640 }
// A browser on a busy machine takes its time.
jest.setTimeout(60_000)

let browser: Browser | undefined
let page: Page
const complaints: string[] = []
async function opened(
  options: BrowserContextOptions = {},
  view: Parameters<typeof show>[1] = 'card'
): Promise<Tab> {
  browser ??= await startBrowser()
  return openTab(browser, page.url, complaints, options, view)
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

/** Every rule of axe but those of "best practice" is a rule of WCAG 2.2, A or AA; we hold both. */
async function faults(tab: Tab): Promise<readonly string[]> {
  // Through the debugger, which the page's own policy does not stop.
  await tab.evaluate(axe)
  const found: unknown = await tab.evaluate(`axe.run(document, { resultTypes: ['violations'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))`)
  return found as readonly string[]
}

/** Presses a key until the focus is on what has this name; fails where it does not come in 40 steps. */
async function reach(tab: Tab, name: string | RegExp, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await tab.keyboard.press(key)
    const at = await tab.evaluate(`(() => { const at = document.activeElement
      return (at.labels?.[0]?.textContent ?? at.textContent).replace(/\\s+/g, ' ').trim() })()`)
    if (typeof name === 'string' ? at === name : name.test(String(at))) return
  }
  throw new Error(`no key leads to ${String(name)}`)
}

describe('somebody without a mouse', () => {
  it('reaches the message first of all, and sees where they are', async () => {
    const tab = await opened()
    await tab.keyboard.press('Tab')
    expect(await tab.getByRole('link', { name: 'Skip to your message' }).isVisible()).toBe(true)
    await tab.keyboard.press('Enter')
    expect(await tab.evaluate('document.activeElement.id')).toBe('say')
    expect(
      await tab.evaluate(
        'getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth'
      )
    ).toBe('solid3px')
  })

  it('chooses, writes, and presses what was answered', async () => {
    const tab = await opened()
    await reach(tab, 'A private chat')
    await tab.keyboard.press('ArrowDown')
    await tab.getByText('From here on: A channel.').waitFor()
    await reach(tab, /^Your message/)
    await tab.keyboard.type('hello')
    await tab.keyboard.press('Enter')
    await tab.getByRole('heading', { name: 'You said: hello' }).waitFor()
    await reach(tab, 'More', 'Shift+Tab')
    await tab.keyboard.press('Enter')
    await tab.getByRole('heading', { name: 'You said: pressed more' }).waitFor()
    expect(page.turns.map(({ place }) => place.kind)).toEqual([
      'private',
      'channel',
      'channel',
      'channel'
    ])
  })

  it('begins a new line with Shift and Enter', async () => {
    const tab = await opened()
    await tab.getByLabel('Your message').focus()
    await tab.keyboard.type('one')
    await tab.keyboard.press('Shift+Enter')
    await tab.keyboard.type('two')
    await tab.keyboard.press('Enter')
    await tab.getByRole('heading', { name: 'You said: one two' }).waitFor()
    expect(page.turns.map(heard).at(-1)).toBe('one\ntwo')
  })
})

describe('everybody', () => {
  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ['in the light', { colorScheme: 'light' }],
    ['in the dark', { colorScheme: 'dark' }],
    ['with colours of their own', { forcedColors: 'active' }],
    ['on a small phone', { viewport: phone }],
    ['on a small phone in the dark', { viewport: phone, colorScheme: 'dark' }]
  ]

  it.each(looks)('can read and use it %s: axe finds nothing', async (_, look) => {
    const tab = await opened(look)
    const choices = tab.locator('summary')
    if (!(await tab.getByLabel('A channel').isVisible())) await choices.click()
    expect(await faults(tab)).toEqual([])
    await tab.getByLabel('A channel').check()
    await say(tab, 'I clicked a link')
    for (const view of ['both', 'card', 'text'] as const) {
      await show(tab, view)
      if (view === 'both') await tab.locator('.screens').nth(2).waitFor()
      expect(await faults(tab)).toEqual([])
    }
  })

  it.each(['Light', 'Dark', 'High contrast'])(
    'can read Teams and Slack in their colours, %s: axe finds nothing',
    async (colours) => {
      const tab = await opened({}, 'both')
      await tab.getByLabel('Their colours').selectOption(colours)
      await say(tab, 'I clicked a link')
      expect(await faults(tab)).toEqual([])
      await tab.getByLabel('Their screen').selectOption('A small phone')
      expect(await faults(tab)).toEqual([])
    }
  )

  it('never scrolls sideways, on a small phone and at four times the size', async () => {
    const tab = await opened({ viewport: phone })
    await say(tab, `an address https://example.org/${'a'.repeat(200)} and more`)
    await tab.locator('summary').click()
    for (const view of ['card', 'text', 'both', 'teams', 'slack'] as const) {
      await show(tab, view)
      if (view === 'both') await tab.locator('.screens').nth(1).waitFor()
      expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
  })

  it('finds buttons and choices large enough for a thumb', async () => {
    const tab = await opened({ viewport: phone }, 'both')
    await tab.locator('.screens').waitFor()
    // As large as they are on the platforms themselves, or larger: WCAG 2.2 asks for 24.
    for (const button of await tab.locator('.glass').getByRole('button').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(32)
    await show(tab, 'card')
    await tab.locator('summary').click()
    const small: unknown =
      await tab.evaluate(`[...document.querySelectorAll('button, select, summary, .call, fieldset label')]
      .map((one) => [one.textContent, one.getBoundingClientRect().height])
      .filter(([, height]) => height < 40)`)
    expect(small).toEqual([])
  })

  it('is read new answers aloud, and only those', async () => {
    const tab = await opened()
    await show(tab, 'both')
    await say(tab, 'hello')
    // Drawn three times, said once.
    expect(await tab.getByRole('log').allTextContents()).toEqual([
      expect.stringMatching(/^You said: hello\n/)
    ])
    expect(await tab.locator('[aria-live], [role=log]').count()).toBe(1)
  })

  it('sees nothing move who asked for calm', async () => {
    const tab = await opened()
    expect(await tab.evaluate("document.querySelector('.answer').getAnimations().length")).toBe(0)
  })
})
