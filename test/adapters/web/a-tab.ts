import type { Browser, BrowserContextOptions, Page as Tab } from 'playwright-core'

/**
 * The page in a tab of its own, once the bot has said hello. What the browser complains about (a script that fell over,
 * a policy that was broken, a file that is not there) goes into `complaints`.
 */
export async function openTab(
  browser: Browser,
  url: string,
  complaints: string[],
  options: BrowserContextOptions = {},
  view: View = 'card'
): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options
  })
  const tab = await context.newPage()
  tab.setDefaultTimeout(20_000)
  tab.on('pageerror', (error) => complaints.push(error.message))
  tab.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await tab.goto(url)
  await show(tab, view)
  await tab.getByRole('heading', { name: 'You said: added' }).first().waitFor()
  return tab
}

type View = 'both' | 'teams' | 'slack' | 'card' | 'text'

/** Chooses how answers are drawn, also where the choices are folded away. */
export async function show(tab: Tab, view: View): Promise<void> {
  await tab.evaluate(`{ const box = document.getElementById('view')
    box.value = '${view}'
    box.dispatchEvent(new Event('change')) }`)
}

/** Types these words and waits for their answer. */
export async function say(tab: Tab, words: string): Promise<void> {
  await tab.getByLabel('Your message').fill(words)
  await tab.keyboard.press('Enter')
  await tab
    .locator('.answer', { hasText: `You said: ${words}` })
    .last()
    .waitFor()
}

/** Throws what the browser complained about. */
export function refuseComplaints(complaints: readonly string[]): void {
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' | ')}`)
}
