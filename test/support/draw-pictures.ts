import { join } from 'node:path'
import type { Browser, Page as Tab } from 'playwright-core'
import { startBrowser } from './browser.ts'
import { startBot } from './child.ts'
import { tempFolder } from './folders.ts'

/** `npm run pictures`: draws docs/pictures anew, from the bot and its content as they are. Look at them before you keep them. */
const pictures = join(import.meta.dirname, '../../docs/pictures')
const words = 'I clicked a link and put my password in'

/** A talk in which that was said, by somebody at the example trust. */
async function talked(
  browser: Browser,
  url: string,
  colours: 'light' | 'dark',
  [width, height]: readonly [number, number]
): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: colours,
    reducedMotion: 'reduce'
  })
  const tab = await context.newPage()
  await tab.goto(url)
  await tab.locator('.answer').first().waitFor()
  await tab.evaluate(`{ const box = document.getElementById('organisation')
    box.value = 'example-trust'
    box.dispatchEvent(new Event('change')) }`)
  const before = await tab.locator('.answer').count()
  await tab.getByLabel('Your message').fill(words)
  await tab.keyboard.press('Enter')
  await tab.locator('.answer').nth(before).locator('.screens').waitFor()
  return tab
}

const named = (name: string, colours: string) =>
  join(pictures, `${name}${colours === 'dark' ? '-dark' : ''}.png`)

const data = tempFolder()
const bot = await startBot({ DATA_DIR: data.path })
const browser = await startBrowser()
try {
  for (const colours of ['light', 'dark'] as const) {
    const page = await talked(browser, bot.url, colours, [1200, 940])
    await page.screenshot({ path: join(pictures, `page-${colours}.png`) })
    const one = await talked(browser, bot.url, colours, [600, 1000])
    for (const platform of ['Teams', 'Slack']) {
      await one.evaluate(`{ const box = document.getElementById('view')
        box.value = '${platform.toLowerCase()}'
        box.dispatchEvent(new Event('change')) }`)
      const screen = one.getByRole('group', { name: `As ${platform} shows it` }).last()
      await screen.screenshot({ path: named(`${platform.toLowerCase()}-answer`, colours) })
    }
    const room = await talked(browser, bot.url, colours, [1440, 1150])
    await room.getByRole('button', { name: 'Tell the security team' }).last().click()
    const form = room.getByRole('dialog')
    await form.getByRole('group').first().waitFor()
    await room.mouse.move(0, 0)
    await form.screenshot({ path: named('form', colours) })
  }
  const phone = await talked(browser, bot.url, 'light', [320, 900])
  await phone.screenshot({ path: join(pictures, 'page-phone.png') })
} finally {
  await browser.close()
  await bot.stop()
  data.remove()
}
