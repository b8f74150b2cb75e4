import { afterEach, beforeEach, expect, it } from '@jest/globals'
import type { AppParts } from '../bot/app-parts.ts'
import type { Form, FormInput, FormTurn } from '../bot/conversation/form.ts'
import { away } from '../adapters/database/faults.ts'
import type { FormHandler } from '../bot/form-handler.ts'
import { createForms, sayInForm } from '../bot/forms.ts'
import { Private } from '../bot/private.ts'
import { aLibrary } from './conversation/a-library.ts'
import { aTurn } from './conversation/a-turn.ts'
import { aForm } from './support/a-form.ts'
import { hasher, movableClock, recordingLog } from './support/slack/adapter.ts'
import { type Ground, sqliteGround } from './support/store-ground.ts'

let ground: Ground
let parts: Omit<AppParts, 'messengers' | 'forms'>
let log: ReturnType<typeof recordingLog>
let clock: ReturnType<typeof movableClock>

beforeEach(async () => {
  ground = await sqliteGround()
  log = recordingLog()
  clock = movableClock()
  parts = {
    store: await ground.open(),
    sealer: {
      seal: (_purpose, _about, words) => Promise.resolve(words),
      open: (_p, _a, sealed) => Promise.resolve(sealed)
    },
    hasher,
    library: aLibrary(),
    rightsInFiles: () => [],
    hearing: { organisations: new Set() },
    log,
    clock
  }
})
afterEach(() => ground.remove())

const words = 'I typed my password on a page that was not ours'

function aFormTurn(input: FormInput): FormTurn {
  return { ...aTurn({ text: '' }), input }
}

const opened: FormInput = { kind: 'open', press: { action: 'tell' } }
const sent: FormInput = {
  kind: 'submit',
  press: { action: 'tell', about: 'send' },
  carries: 'sealed',
  fields: new Map([['more', new Private(words)]])
}

/** The form as it is drawn again has the words that were sent. */
function tell(different: Partial<FormHandler> = {}): FormHandler {
  return {
    open: () => Promise.resolve(aForm()),
    submit: (talk) =>
      Promise.resolve({
        is: 'show',
        form: sayInForm(talk, [{ kind: 'heading', text: 'We have it. Thank you.' }])
      }),
    again(_talk, { fields }, problem): Form {
      const given = fields.get('more')?.reveal() ?? ''
      return aForm({
        blocks: [...problem],
        fields: [
          { kind: 'words', id: 'more', label: 'Anything else?', given, lines: 'many', most: 2000 }
        ]
      })
    },
    ...different
  }
}

const formsWith = (handler: FormHandler) =>
  createForms({ ...parts, forms: new Map([['tell', handler]]) })

it('opens the form of a press, and thanks for what was sent', async () => {
  const forms = formsWith(tell())
  expect(await forms(aFormTurn(opened))).toEqual({ is: 'show', form: aForm() })
  const answer = await forms(aFormTurn(sent))
  expect(JSON.stringify(answer)).toContain('We have it. Thank you.')
})

it('says kindly that a button is old: one that was forged, and one of a form that is no more', async () => {
  const forms = formsWith(tell({ open: () => Promise.reject(new Error('must not be reached')) }))
  for (const input of [{ kind: 'stale' }, { kind: 'open', press: { action: 'gone' } }] as const) {
    const { form } = await forms(aFormTurn(input))
    expect(JSON.stringify(form.blocks)).toContain('That button no longer works')
    expect(form.submit).toBeUndefined()
  }
})

it('keeps the words in the form, with the number to call, when the store is away', async () => {
  const forms = formsWith(tell({ submit: () => Promise.reject(away('gone', 'wait')) }))
  const answer = await forms(aFormTurn(sent))
  expect(answer.is).toBe('mend')
  expect(JSON.stringify(answer.form.fields)).toContain(words)
  expect(JSON.stringify(answer.form.blocks)).toMatch(/Not kept yet.*IT service desk/)
})

it('answers before the platform gives up: the same form, and that it is kept once however often it is sent', async () => {
  const keeping = Promise.withResolvers<never>()
  const forms = formsWith(tell({ submit: () => keeping.promise }))
  clock.hurry = true
  const answer = await forms(aFormTurn(sent))
  expect(answer.is).toBe('mend')
  expect(JSON.stringify(answer.form.fields)).toContain(words)
  expect(JSON.stringify(answer.form.blocks)).toContain('It is kept once')
})

it('writes no word of a form, and nothing that tells whose it was, into the log', async () => {
  const fault = new Error(words)
  const forms = formsWith(tell({ submit: () => Promise.reject(fault) }))
  await forms(aFormTurn(sent))
  expect(log.written).toEqual([expect.objectContaining({ event: 'form.failed', facts: {} })])
})

it('writes nothing of the person into the store', async () => {
  const forms = formsWith(tell())
  await forms(aFormTurn(opened))
  await forms(aFormTurn(sent))
  for (const table of ['person', 'place', 'conversation', 'arrival', 'delivery', 'seen'])
    expect(await ground.ask(`select * from ${table}`)).toEqual([])
})
