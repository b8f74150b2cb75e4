import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import { organisationsIn } from '../support/a-hospital.ts'
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
jest.setTimeout(120_000)
const run = promisify(execFile)
const folder = tempFolder()
let env: Record<string, string>
let bot: Child
let playground: Playground
let browser: Browser
let seat: Seat

async function headsUp(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['bot/heads-up.mjs', ...args], {
    env: { PATH: process.env['PATH'], ...env }
  })
  return stdout
}

beforeAll(async () => {
  env = {
    TEAMS_AUTH: 'off',
    DATA_DIR: join(folder.path, 'data'),
    ORGANISATIONS_DIR: organisationsIn(folder.path),
    REPORT_IDENTITY: (await newAgeKey()).identity
  }
  bot = await startBot(env)
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

async function sees(words: string): Promise<void> {
  await seat.tab.waitForFunction(
    `document.body.innerText.split('Log Panel')[0].includes(${JSON.stringify(words)})`
  )
}

describe('"Report this message" in Microsoft’s own client', () => {
  it('opens a form with the message in it, shows what the team will see, and gives a receipt', async () => {
    await sees("Hello, I'm Heads Up, a bot")
    await headsUp('reports', 'practice', 'riverside')
    await seat.say('I work at Riverside Hospital')
    await sees('Riverside Hospital')
    await seat.say('how do I report a dodgy email')
    await sees('Suspicious email')
    const dialog = await seat.choose('Suspicious email', 'report-message')
    await dialog.getByText('What happened').first().waitFor()
    expect(await dialog.innerText()).toContain('Stop replying')
    const message = dialog.getByRole('textbox', { name: 'The message you report' })
    // This client sends no words of a card: the person puts them in.
    await message.fill('Pay at http://bad.example/x')

    await dialog.getByRole('combobox').first().click()
    await seat.tab.getByRole('option', { name: 'A chat message may be fake' }).click()
    const words = dialog.getByRole('textbox', { name: 'Anything else' })
    await words.fill('my password is Summer2024! for patient 999 123 4567')
    await dialog.getByText('Without my name: send its words too').click()
    await dialog.getByRole('button', { name: 'Next: check it' }).click()
    await dialog.getByText('The team will see this, and nothing more').waitFor()
    const preview = await dialog.innerText()
    expect(preview).toContain('[password taken out] for patient [NHS number taken out]')
    expect(preview).toContain('The message reported: Pay at hxxp[:]//bad[.]example/x')
    expect(preview).toContain('Without a name.')
    expect(await words.inputValue()).not.toContain('Summer2024')
    expect(await headsUp('reports', 'list')).toContain('There is no report')

    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.getByText('We have it. Thank you.').waitFor()
    expect(await dialog.innerText()).toMatch(/Your receipt: [0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)
    const [, id = ''] = /([0-9a-f]{32})$/m.exec(await headsUp('reports', 'list')) ?? []
    const kept = await headsUp('reports', 'show', id)
    expect(kept).toContain('[password taken out] for patient [NHS number taken out]')
    expect(kept).toMatch(/Without a name[^]*Reported message: Pay at hxxp/)
    expect(kept).not.toMatch(/Alex|Summer2024/)
    // The chat beside it holds nothing of it.
    expect(await seat.shown()).not.toMatch(/Summer2024|We have it/)
  })
})
