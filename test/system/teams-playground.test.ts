import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { type Child, startBot } from '../support/child.ts'
import { tempFolder } from '../support/folders.ts'
import {
  type Playground,
  type Seat,
  startPlayground,
  takeSeat
} from '../support/teams/playground.ts'

// A browser, a client and a bot on one busy machine.
jest.setTimeout(60_000)
const folder = tempFolder()
let bot: Child
let playground: Playground
let browser: Browser
let seat: Seat

beforeAll(async () => {
  bot = await startBot({ TEAMS_AUTH: 'off', DATA_DIR: `${folder.path}/data` })
  playground = await startPlayground(bot.url, folder.path)
  browser = await startBrowser()
  seat = await takeSeat(browser, playground)
})
afterAll(async () => {
  await browser.close()
  await playground.stop()
  await bot.stop()
  folder.remove()
})

/** What stands in the chat that is open, once these words are there. */
async function sees(words: string): Promise<string> {
  await seat.tab.waitForFunction(
    `document.body.innerText.split('Log Panel')[0].includes(${JSON.stringify(words)})`
  )
  return seat.shown()
}

describe('in Microsoft’s own client', () => {
  it('greets once, though it is told twice that it was added', async () => {
    await sees("Hello, I'm Heads Up, a bot")
    expect((await seat.shown()).split("Hello, I'm Heads Up").length).toBe(2)
  })

  it('answers a question in the private chat by a card', async () => {
    await seat.say('how do I report a dodgy email')
    expect(await sees('report@phishing.gov.uk')).toContain('Do not reply')
    expect(await seat.tab.getByRole('heading', { name: 'Suspicious email' }).count()).toBe(1)
  })

  it('a pressed button (Action.Execute) is answered below, and the card stays', async () => {
    await seat.tab.getByRole('button', { name: 'How?' }).last().click()
    const shown = await sees('How to use it')
    expect(shown).toContain('Suspicious email')
  })

  it('answers a question in a channel in its thread', async () => {
    await seat.openChat('General')
    await sees("Hello, I'm Heads Up, a bot")
    await seat.post('how do I report a dodgy email')
    expect(await sees('report@phishing.gov.uk')).toContain('Start a new post')
  })

  it('a mistake told in a channel is answered in the private chat, and the channel shows nothing', async () => {
    await seat.post('I clicked a link')
    await sees('I clicked a link')
    await seat.openChat('Personal Chat')
    expect(await sees('Close the page and call now')).toContain(
      'You can delete your message there.'
    )
    await seat.openChat('General')
    expect(await sees('I clicked a link')).not.toContain('Close the page and call now')
  })

  it('"Report this message" opens a window that says whom to tell', async () => {
    await seat.openChat('Personal Chat')
    await sees('Close the page and call now')
    const dialog = await seat.choose('You can delete your message there.', 'report-message')
    await dialog.getByText('IT service desk').first().waitFor()
    expect(await dialog.innerText()).toContain('Heads Up')
  })
})
