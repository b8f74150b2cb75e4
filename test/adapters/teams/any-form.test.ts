import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { readStep, signStep } from '../../../adapters/teams/form-press.ts'
import { drawForm } from '../../../adapters/teams/forms.ts'
import { type Field, Form } from '../../../bot/conversation/form.ts'
import type { Press } from '../../../bot/conversation/reply.ts'
import { hasher, signer } from '../../support/slack/adapter.ts'
import { formWords } from '../../support/teams/adapter.ts'
import { readDialog } from '../../support/teams/dialog.ts'

const nasty = fc.constantFrom(
  '**b**',
  '[x](https://evil.example)',
  '{{DATE(x)}}',
  '<b>',
  '\n',
  '1. ',
  '😱',
  'aä '
)
const words = (most: number) =>
  fc
    .array(fc.oneof(nasty, fc.string({ unit: 'binary', minLength: 1 })), {
      minLength: 1,
      maxLength: 30
    })
    .map((parts) => parts.join('').slice(0, most))
const id = fc.stringMatching(/^[a-z][a-z-]{0,8}$/)
const optional = fc.boolean()
const field: fc.Arbitrary<Field> = fc.oneof(
  fc
    .uniqueArray(fc.record({ id, label: words(75), hint: words(75) }), {
      selector: (option) => option.id,
      minLength: 2,
      maxLength: 10
    })
    .chain((options) =>
      fc.record({
        kind: fc.constant('choice' as const),
        id,
        label: words(150),
        options: fc.constant(options),
        chosen: fc.option(fc.constantFrom(...options.map((option) => option.id)), {
          nil: undefined
        }),
        shape: fc.constantFrom('open' as const, 'list' as const),
        optional
      })
    ),
  fc.record({
    kind: fc.constant('words' as const),
    id,
    label: words(150),
    hint: words(150),
    given: fc.option(words(500), { nil: undefined }),
    lines: fc.constantFrom('one' as const, 'many' as const),
    most: fc.constant(3000),
    optional
  }),
  fc.record({ kind: fc.constant('tick' as const), id, label: words(75), ticked: fc.boolean() })
)
const press: fc.Arbitrary<Press> = fc.record({
  action: fc.stringMatching(/^[a-z][a-z-]{1,10}$/),
  about: words(100)
})
const blocks = fc.array(fc.record({ kind: fc.constant('text' as const), text: words(500) }), {
  maxLength: 60
})
const button = fc.record({
  kind: fc.constant('press' as const),
  label: fc.stringMatching(/^[a-z]{3,20}$/),
  press,
  opens: fc.constant('form' as const)
})
const form: fc.Arbitrary<Form> = fc.record({
  title: fc.stringMatching(/^[a-z]{1,24}$/),
  blocks,
  fields: fc.uniqueArray(field, { selector: (one) => one.id, maxLength: 12 }),
  below: blocks,
  buttons: fc.uniqueArray(button, { selector: (one) => one.label, maxLength: 5 }),
  submit: fc.record({ label: fc.constant('SEND'), press }),
  close: fc.constant('CLOSE'),
  carries: fc.option(fc.string({ minLength: 1, maxLength: 2000 }), { nil: undefined })
})

it('any form at all is one that Teams takes, and comes back as it was filled in, for its person alone', async () => {
  await fc.assert(
    fc.asyncProperty(form, fc.boolean(), async (any, mends) => {
      expect(Form.safeParse(any).success).toBe(true)
      const ann = { hasher, signer, tenant: 'tenant', account: 'ann' }
      const sign = signStep.bind(undefined, ann)
      const problems = new Map(mends ? any.fields.map((one) => [one.id, 'Please mend this.']) : [])
      const answer = mends
        ? ({ is: 'mend', form: any, problems } as const)
        : ({ is: 'show', form: any } as const)
      const dialog = await readDialog(Response.json(drawForm(answer, sign, formWords, true)))
      expect(Buffer.byteLength(JSON.stringify(dialog.card))).toBeLessThan(80_000)
      // Whatever had to be left out, no field and no button ever is.
      expect(dialog.inputs.size).toBe(any.fields.length)
      expect(dialog.buttons).toEqual(['SEND', ...any.buttons.map(({ label }) => label)])

      const given = Object.fromEntries(
        any.fields.map((one): [string, string] => {
          if (one.kind === 'choice') return [`f-${one.id}`, one.options[1]?.id ?? '']
          return one.kind === 'words' ? [`f-${one.id}`, 'some **words**'] : [`t-${one.id}`, 'yes']
        })
      )
      const sent = dialog.press('SEND', given)
      const read = readStep(sent, ann)
      expect(read).toMatchObject({ kind: 'submit', press: any.submit?.press })
      expect(read.kind === 'submit' ? read.carries : '').toBe(any.carries)
      const fields = read.kind === 'submit' ? [...read.fields] : []
      expect(fields.map(([name, value]) => [name, value.reveal()])).toEqual(
        any.fields.map((one) => [one.id, given[`f-${one.id}`] ?? given[`t-${one.id}`]])
      )
      expect(readStep(sent, { ...ann, account: 'ben' })).toEqual({ kind: 'stale' })
    }),
    { numRuns: 100 }
  )
})
