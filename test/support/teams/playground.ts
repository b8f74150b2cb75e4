import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page as Tab } from 'playwright-core'
import { freePort } from './free-port.ts'

const program = fileURLToPath(
  new URL('../../../node_modules/@microsoft/m365agentsplayground/cli.js', import.meta.url)
)

/** Microsoft's own client for bots on this machine: no sign-in, no dialogs of cards, no roster of ours. */
export interface Playground {
  readonly url: string
  stop(): Promise<void>
}

/** `folder`: where it may write, and nothing else is. */
export async function startPlayground(bot: string, folder: string): Promise<Playground> {
  // It opens a browser window by this program and stops where there is none.
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 })
  const port = await freePort()
  const endpoint = `${bot}/api/messages`
  const child = spawn(
    process.execPath,
    [program, 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt'],
    {
      cwd: folder,
      env: {
        PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
        HOME: folder,
        // Otherwise it asks the address of Azure's machines who it is.
        APPLICATION_INSIGHTS_NO_STATSBEAT: '1'
      },
      stdio: ['ignore', 'pipe', 'ignore']
    }
  )
  const gone = once(child, 'exit')
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('Listening')) resolve()
    })
    child.once('exit', (code) => {
      reject(new Error(`the playground stopped with ${code}`))
    })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await gone
    }
  }
}

/** A person before the playground's window. */
export interface Seat {
  readonly tab: Tab
  openChat(name: string): Promise<void>
  say(text: string): Promise<void>
  /** Begins a thread in the channel that is open, to the bot. */
  post(text: string): Promise<void>
  /** Everything that stands in the chat or channel that is open. */
  shown(): Promise<string>
  /** Chooses an action of a message that the bot answered. */
  choose(message: string, command: string): Promise<Locator>
}

export async function takeSeat(browser: Browser, { url }: Playground): Promise<Seat> {
  const tab = await browser.newPage({ viewport: { width: 1300, height: 900 } })
  // Its fonts come from a server that is not of this machine.
  await tab.route(/^https?:\/\/(?!127\.0\.0\.1|localhost)/, (route) => route.abort())
  await tab.goto(url)
  const box = tab.locator('[data-lexical-editor=true]').first()
  await box.waitFor()
  return {
    tab,
    async openChat(name) {
      await tab.locator('[role=treeitem]').filter({ hasText: name }).first().click()
      await box.waitFor()
    },
    async say(text) {
      await box.click()
      await tab.keyboard.type(text)
      await tab.keyboard.press('Enter')
    },
    async post(text) {
      await box.click()
      await tab.keyboard.type('@')
      await tab.locator('#typeahead-menu [role=menuitem]').first().click()
      await tab.keyboard.type(` ${text}`)
      await tab.getByRole('button', { name: 'Post' }).first().click()
    },
    async shown() {
      const all = await tab.locator('body').innerText()
      // The panel beside it logs what was sent.
      return all.slice(0, all.indexOf('Log Panel'))
    },
    async choose(message, command) {
      await tab.getByText(message).last().hover()
      await tab.getByRole('button', { name: 'Show more information' }).last().click()
      await tab.getByRole('menuitem', { name: 'Action Command' }).click()
      const dialog = tab.locator('[role=dialog]')
      await dialog.getByRole('textbox').first().fill(command)
      await dialog.getByRole('button', { name: 'Create' }).click()
      return tab.locator('[role=dialog]')
    }
  }
}
