import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContextOptions, Locator, Page as Tab } from 'playwright-core'
import type { Form, FormAnswer, FormTurn } from '../../../bot/conversation/form.ts'
import { aForm } from '../../support/a-form.ts'
import { startBrowser } from '../../support/browser.ts'
import { heard, type Page, startPage } from './a-page.ts'
import { openTab, refuseComplaints, show } from './a-tab.ts'

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
// A browser on a busy machine takes its time.
jest.setTimeout(60_000)

/** One field of each kind and shape, and a way on. */
const asked: Form = aForm({
  fields: [
    ...aForm().fields,
    {
      kind: 'choice',
      id: 'where',
      label: 'Where was it?',
      options: [
        { id: 'ward', label: 'On a ward' },
        { id: 'home', label: 'At home' }
      ],
      shape: 'list'
    },
    { kind: 'words', id: 'name', label: 'Your name', lines: 'one', most: 80 }
  ],
  buttons: [{ kind: 'press', label: 'Use a code', press: { action: 'receipt' }, opens: 'form' }]
})
const thanks: Form = aForm({
  title: 'We have it',
  fields: [],
  buttons: [],
  below: [],
  submit: undefined,
  carries: undefined
})

let browser: Browser | undefined
let page: Page
let forms: FormTurn[]
let next: FormAnswer
const complaints: string[] = []

afterAll(async () => {
  await browser?.close()
})
beforeEach(async () => {
  complaints.length = 0
  forms = []
  next = { is: 'show', form: thanks }
  page = await startPage({
    front: {
      async form(turn) {
        forms.push(turn)
        return forms.length === 1 ? { is: 'show', form: asked } : next
      },
      answer: async (turn) => [
        {
          audience: 'here',
          notice: 'An answer from Heads Up',
          card: {
            blocks: [{ kind: 'heading', text: `You said: ${heard(turn)}` }],
            buttons: [{ kind: 'press', label: 'Tell', press: { action: 'tell' }, opens: 'form' }]
          }
        }
      ]
    }
  })
})
afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
  await page.web.drain(0)
  refuseComplaints(complaints)
})

type View = Parameters<typeof show>[1]

/** The window of the first button that opens one. */
async function opened(view: View, options: BrowserContextOptions = {}): Promise<Tab> {
  browser ??= await startBrowser()
  const tab = await openTab(browser, page.url, complaints, options, view)
  await tab.getByRole('button', { name: 'Tell' }).first().click()
  await tab.getByRole('dialog').waitFor()
  return tab
}
const teams = (tab: Tab) =>
  tab.getByRole('dialog').getByRole('group', { name: 'As Teams shows it' })
const slack = (tab: Tab) =>
  tab.getByRole('dialog').getByRole('group', { name: 'As Slack shows it' })
const plain = (tab: Tab) => tab.getByRole('dialog')
const drawings: readonly (readonly [string, View, (tab: Tab) => Locator])[] = [
  ['as Teams shows it', 'both', teams],
  ['as Slack shows it', 'both', slack],
  ['as a plain form', 'card', plain]
]

async function fillIn(window: Locator): Promise<void> {
  await window.getByRole('radio', { name: 'Earlier today' }).check()
  await window.getByLabel('Anything else?').fill('From a text.\nIt looked real.')
  await window.getByRole('checkbox').check()
  await window.getByLabel('Where was it?').selectOption({ label: 'At home' })
  await window.getByLabel('Your name').fill('Ann')
}

function given(turn: FormTurn | undefined): unknown {
  if (turn?.input.kind !== 'submit') return turn?.input
  const { press, carries, fields } = turn.input
  return {
    press,
    carries,
    fields: Object.fromEntries([...fields].map(([id, words]) => [id, words.reveal()]))
  }
}

/** What has the focus, also inside a drawing: its name in Slack's form, else its words. */
const focused = (tab: Tab) =>
  tab.evaluate(`(() => { let at = document.activeElement
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return at.closest('.slack-window') === null ? at.textContent : at.name })()`)

async function faults(tab: Tab): Promise<unknown> {
  await tab.evaluate(axe)
  return tab.evaluate(`axe.run(document.querySelector('dialog'), { resultTypes: ['violations'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))`)
}

describe.each(drawings)('a form on the page, %s', (_, view, window) => {
  it('is filled in and sent, and shows what comes back', async () => {
    const tab = await opened(view)
    await fillIn(window(tab))
    await window(tab).getByRole('button', { name: 'Send' }).click()
    await tab.getByRole('heading', { name: 'We have it' }).first().waitFor()
    expect(given(forms[1])).toEqual({
      press: { action: 'tell', about: 'send' },
      carries: 'sealed',
      fields: {
        when: 'today',
        more: 'From a text.\nIt looked real.',
        quote: 'yes',
        where: 'home',
        name: 'Ann'
      }
    })
    await window(tab).getByRole('button', { name: 'Close' }).first().click()
    expect(await tab.getByRole('dialog').count()).toBe(0)
  })

  it('is not sent while something is left out that it needs', async () => {
    const tab = await opened(view)
    await window(tab).getByRole('button', { name: 'Send' }).click()
    await window(tab).getByLabel('Your name').fill('Ann')
    expect(forms).toHaveLength(1)
  })

  it('says at the field what to mend, with the words still in it', async () => {
    const tab = await opened(view)
    const fields = asked.fields.map((field) =>
      field.id === 'name' ? { ...field, given: 'A' } : field
    ) as Form['fields']
    const problems = new Map([['name', 'Please write it in full.']])
    next = { is: 'mend', form: { ...asked, fields }, problems }
    await fillIn(window(tab))
    await window(tab).getByRole('button', { name: 'Send' }).click()
    await window(tab).getByText('Please write it in full.').last().waitFor()
    expect(await window(tab).getByLabel('Your name').inputValue()).toBe('A')
    expect(await faults(tab)).toEqual([])
  })

  it('leads on to another step', async () => {
    const tab = await opened(view)
    await window(tab).getByRole('button', { name: 'Use a code' }).click()
    await tab.getByRole('heading', { name: 'We have it' }).first().waitFor()
    expect(forms[1]?.input).toEqual({
      kind: 'open',
      press: { action: 'receipt' },
      carries: 'sealed'
    })
  })
})

describe('the windows side by side', () => {
  it.each([
    ['in the light', 'light', {}],
    ['in the dark', 'dark', { colorScheme: 'dark' }],
    ['in high contrast', 'contrast', {}],
    ['with colours of their own', '', { forcedColors: 'active' }],
    ['on a small phone', 'light', { viewport: { width: 320, height: 640 } }],
    ['on a small phone in the dark', 'dark', { viewport: { width: 320, height: 640 } }]
  ] as const)('can be read and used %s: axe finds nothing', async (_, colours, look) => {
    browser ??= await startBrowser()
    const tab = await openTab(browser, page.url, complaints, look, 'both')
    await tab.evaluate(`{ const box = document.getElementById('colours')
      box.value = '${colours}'
      box.dispatchEvent(new Event('change')) }`)
    await tab.getByRole('button', { name: 'Tell' }).first().click()
    await slack(tab).waitFor()
    expect(await faults(tab)).toEqual([])
    expect(
      await tab.evaluate(`(() => { const { scrollWidth, clientWidth } = document.querySelector('dialog')
        return scrollWidth <= clientWidth && document.documentElement.scrollWidth <= innerWidth })()`)
    ).toBe(true)
  })

  it('are sent without a mouse: to a field, to Send, and back where the button was', async () => {
    browser ??= await startBrowser()
    const tab = await openTab(browser, page.url, complaints, {}, 'both')
    const button = tab.getByRole('button', { name: 'Tell' }).first()
    await button.focus()
    await tab.keyboard.press('Enter')
    await slack(tab).waitFor()
    // As far as the list of the second window.
    for (let steps = 0; steps < 40 && (await focused(tab)) !== 'where'; steps += 1)
      await tab.keyboard.press('Tab')
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('Tab')
    await tab.keyboard.type('Ann')
    await tab.keyboard.press('Enter')
    await tab.getByRole('heading', { name: 'We have it' }).first().waitFor()
    await tab.keyboard.press('Escape')
    expect(await focused(tab)).toBe('Tell')
    expect(given(forms[1])).toMatchObject({ fields: { where: 'ward', name: 'Ann' } })
  })

  it('is the plain form where a renderer does not come', async () => {
    browser ??= await startBrowser()
    const tab = await openTab(browser, page.url, complaints, {}, 'card')
    await tab.route('**/try-it/windows.css', (route) => route.abort())
    await show(tab, 'both')
    await tab.getByRole('button', { name: 'Tell' }).first().click()
    await plain(tab).locator('form.window-form').waitFor()
    expect(await plain(tab).getByRole('button', { name: 'Send' }).count()).toBe(1)
    complaints.length = 0
  })
})
