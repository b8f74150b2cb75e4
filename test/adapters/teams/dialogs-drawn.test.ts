import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { drawForm } from '../../../adapters/teams/forms.ts'
import type { Form } from '../../../bot/conversation/form.ts'
import { aForm } from '../../support/a-form.ts'
import { startBrowser } from '../../support/browser.ts'
import { formWords } from '../../support/teams/adapter.ts'
import { readDialog } from '../../support/teams/dialog.ts'
import { drawInBrowser } from '../../support/teams/drawn.ts'

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
// A browser on a busy machine takes its time.
jest.setTimeout(60_000)
let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const sign = () => 'signed'

async function cardOf(form: Form, problems?: ReadonlyMap<string, string>): Promise<unknown> {
  const answer =
    problems === undefined
      ? ({ is: 'show', form } as const)
      : ({ is: 'mend', form, problems } as const)
  return (await readDialog(Response.json(drawForm(answer, sign, formWords, true)))).card
}

/** Every kind of block, field and button, as long as they may be. */
const full = aForm({
  blocks: [
    { kind: 'heading', text: 'Tell the security team' },
    {
      kind: 'text',
      text: 'Your first steps are done. Three taps are enough, if what is chosen is right.'
    },
    {
      kind: 'contacts',
      items: [{ name: 'IT service desk', phone: '01632 960200', hours: 'At any hour.' }]
    }
  ],
  fields: [
    ...aForm().fields.slice(0, 2),
    {
      kind: 'choice',
      id: 'where',
      label: 'Where did it happen?',
      options: ['A work computer', 'A work phone', 'My own phone'].map((label, at) => ({
        id: `w${'abc'[at] ?? ''}`,
        label
      })),
      shape: 'list'
    },
    ...aForm().fields.slice(2)
  ],
  buttons: [{ kind: 'press', label: 'What exactly?', press: { action: 'who' }, opens: 'form' }]
})
const mended = new Map([['more', 'Please leave out numbers of patients.']])

describe.each(['light', 'dark'] as const)('a dialog drawn by Microsoft’s renderer, %s', (theme) => {
  it.each([320, 600])('fits %d pixels and is clean for screen readers', async (width) => {
    const tab = await drawInBrowser(browser, await cardOf(full, mended), { theme, width })
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await tab.evaluate(axe)
    const faults: unknown = await tab.evaluate(
      // The page around the card is no page of ours, and neither is the role the renderer gives to plain containers.
      `axe.run('#card', { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`
    )
    expect(faults).toEqual([])
    await tab.close()
  })
})

describe('somebody who fills it in', () => {
  it('finds every field by its name, and each says what is missing before anything is sent', async () => {
    const tab = await drawInBrowser(browser, await cardOf(full), { theme: 'light', width: 320 })
    await tab.getByRole('button', { name: 'Send' }).click()
    expect(await tab.evaluate('window.pressed')).toBeUndefined()
    expect(await tab.getByText(formWords.needed).isVisible()).toBe(true)
    await tab.getByLabel('Where did it happen?').selectOption({ label: 'A work phone' })
    await tab.getByLabel('Earlier today (since midnight)').check()
    await tab.getByLabel('Anything else?').fill('a **trap**')
    await tab.getByLabel('Send the message with it').check()
    await tab.getByRole('button', { name: 'Send' }).click()
    expect(await tab.evaluate('window.pressed')).toEqual({
      headsUp: 'signed',
      step: 'submit',
      carries: 'sealed',
      'f-when': 'today',
      'f-more': 'a **trap**',
      'f-where': 'wb',
      't-quote': 'yes'
    })
    await tab.close()
  })

  it('goes to the next step without filling anything in, and takes nothing along', async () => {
    const tab = await drawInBrowser(browser, await cardOf(full), { theme: 'light', width: 320 })
    await tab.getByLabel('Anything else?').fill('secret')
    await tab.getByRole('button', { name: 'What exactly?' }).click()
    expect(await tab.evaluate('window.pressed')).toEqual({
      headsUp: 'signed',
      step: 'open',
      carries: 'sealed'
    })
    await tab.close()
  })

  it('sees words as they were typed, never as markup', async () => {
    const nasty = '**bold** [x](https://evil.example) {{DATE(2026-11-24T10:00:00Z)}} <b>&amp;'
    const [choice, words] = full.fields
    if (choice?.kind !== 'choice' || words?.kind !== 'words') throw new Error('other fields')
    const options = choice.options.map((option) => ({ ...option, label: nasty.slice(0, 70) }))
    const form = aForm({
      blocks: [{ kind: 'text', text: nasty }],
      fields: [
        { ...choice, label: nasty, options },
        { ...words, label: nasty, hint: nasty, given: nasty }
      ]
    })
    const problems = new Map([['more', nasty]])
    const tab = await drawInBrowser(browser, await cardOf(form, problems), {
      theme: 'light',
      width: 320
    })
    expect(await tab.locator('a, b, strong, em').count()).toBe(0)
    expect(await tab.locator('textarea').inputValue()).toBe(nasty)
    expect(await tab.locator('#card').textContent()).toContain('**bold** [x](https://evil.example)')
    await tab.close()
  })
})
