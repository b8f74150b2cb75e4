import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { talk } from '../../../adapters/console/talk.ts'
import { createHasher } from '../../../adapters/sealing/hasher.ts'
import type { Form, FormAnswer, FormTurn } from '../../../bot/conversation/form.ts'
import { aForm } from '../../support/a-form.ts'
import { aReply } from '../../support/slack/adapter.ts'

const hasher = createHasher(Buffer.alloc(32, 7))
const tell = { action: 'tell', about: 'phishing_link_clicked' }
const answer = aReply({
  card: {
    blocks: [{ kind: 'heading', text: 'Close the page' }],
    buttons: [{ kind: 'press', label: 'Tell the team', press: tell, opens: 'form' }]
  }
})
const thanks = aForm({
  title: 'Heads Up',
  blocks: [{ kind: 'heading', text: 'We have it. Thank you.' }],
  fields: [],
  below: [],
  submit: undefined,
  carries: undefined
})
const show = (form: Form): FormAnswer => ({ is: 'show', form })

/** Asks, presses the button, then types these lines; each form that comes is one of `answers`, in order. */
async function filled(answers: readonly FormAnswer[], ...lines: readonly string[]) {
  const turns: FormTurn[] = []
  const said: string[] = []
  const output = new PassThrough()
  let printed = ''
  output.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await talk({
    front: {
      form: (turn) => {
        turns.push(turn)
        return Promise.resolve(answers[turns.length - 1] ?? show(thanks))
      },
      answer: ({ input }) => {
        said.push(input.kind === 'text' ? input.text.reveal() : input.kind)
        return Promise.resolve([answer])
      }
    },
    hasher,
    clock: { now: () => new Date('2026-11-24T10:00:00Z'), wait: () => Promise.resolve() },
    organisations: [],
    input: Readable.from(['I clicked a link', '1', ...lines].map((line) => `${line}\n`)),
    output
  })
  return { printed, turns, said, inputs: turns.map(({ input }) => input) }
}
const given = (turn: FormTurn | undefined) =>
  turn?.input.kind === 'submit'
    ? Object.fromEntries([...turn.input.fields].map(([id, words]) => [id, words.reveal()]))
    : undefined

describe('a form in the terminal', () => {
  it('is asked field by field, read, and sent; then it says what the window says', async () => {
    const { printed, turns, inputs } = await filled(
      [show(aForm())],
      '2',
      'it was a trap',
      'yes',
      '1'
    )
    expect(inputs[0]).toEqual({ kind: 'open', press: tell })
    expect(inputs[1]).toMatchObject({
      kind: 'submit',
      press: { action: 'tell', about: 'send' },
      carries: 'sealed'
    })
    expect(given(turns[1])).toEqual({ when: 'today', more: 'it was a trap', quote: 'yes' })
    const order = [
      '--- Tell us privately ---',
      'Three taps are enough.',
      '1 of 3. When was it?',
      '[1] Just now  <- chosen: Enter keeps it',
      '[2] Earlier today (since midnight)',
      '2 of 3. Anything else? (you can leave it out)',
      'Please leave out patients.',
      '3 of 3. Send the message with it',
      'The security team sees what is above.',
      '[1] Send',
      '[2] Close',
      'We have it. Thank you.'
    ].map((words) => printed.indexOf(words))
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    expect(Math.min(...order)).toBeGreaterThan(0)
  })

  it('takes Enter for what is chosen already, and for nothing where it may be left out', async () => {
    const { turns } = await filled([show(aForm())], '', '', '', '1')
    expect(given(turns[1])).toEqual({ when: 'now' })
  })

  it('asks again, and says why, until the line fits the field', async () => {
    const [choice, words] = aForm().fields
    if (choice?.kind !== 'choice' || words?.kind !== 'words') throw new Error('other fields')
    const form = aForm({
      fields: [
        { ...choice, chosen: undefined },
        { ...words, most: 10, optional: false }
      ]
    })
    const { printed, turns } = await filled(
      [show(form)],
      '',
      '9',
      'earlier today',
      '',
      'far too many letters',
      'short',
      'x',
      '1'
    )
    expect(given(turns[1])).toEqual({ when: 'today', more: 'short' })
    for (const says of [
      'Please choose a number.',
      'Type a number from 1 to 2.',
      'Please type something.',
      'Please use at most 10 letters: these are 20.'
    ])
      expect(printed).toContain(says)
  })

  it('shows it again with what to mend, and asks only that', async () => {
    const { printed, turns } = await filled(
      [
        show(aForm()),
        { is: 'mend', form: aForm(), problems: new Map([['more', 'Please say a little more.']]) }
      ],
      '1',
      'x',
      'no',
      '1',
      'it was a trap',
      '1'
    )
    expect(printed).toContain('! Please say a little more.')
    expect(given(turns[2])).toEqual({ when: 'now', more: 'it was a trap' })
    expect(printed).toContain('We have it. Thank you.')
  })

  it('asks nothing twice: what stands there already is sent, or changed where somebody wants to', async () => {
    const [, more] = aForm().fields
    if (more?.kind !== 'words') throw new Error('other fields')
    const look = aForm({ fields: [{ ...more, given: 'it was a trap' }] })
    const sent = await filled([show(aForm()), show(look)], '', 'it was a trap', '', '1', '1')
    expect(given(sent.turns[2])).toEqual({ more: 'it was a trap' })
    expect(sent.printed).toContain('[2] Change an answer')
    const changed = await filled([show(aForm()), show(look)], '', '', '', '1', '2', 'another', '1')
    expect(given(changed.turns[2])).toEqual({ more: 'another' })
  })

  it('leads to the next step of the same window, with what the form carries', async () => {
    const lead = aForm({
      fields: [],
      submit: undefined,
      buttons: [{ kind: 'press', label: 'Add something', press: { action: 'add' }, opens: 'form' }]
    })
    const { inputs, printed } = await filled([show(lead)], '1')
    expect(printed).toContain('[1] Add something')
    expect(inputs[1]).toEqual({ kind: 'open', press: { action: 'add' }, carries: 'sealed' })
  })

  it.each([
    ['at a field', ['/close']],
    ['at the last button', ['1', '', '', '2']],
    ['as the input ends', ['1']]
  ])('closed half-way %s: nothing is sent', async (_, lines) => {
    const { printed, inputs } = await filled([show(aForm())], ...lines)
    expect(inputs).toHaveLength(1)
    expect(printed).toContain('Closed. Nothing was sent.')
  })

  it('closed, the talk goes on, and the button opens the form again', async () => {
    const { inputs, said } = await filled(
      [show(aForm()), show(aForm())],
      '/close',
      '1',
      '/close',
      'help'
    )
    expect(inputs.map(({ kind }) => kind)).toEqual(['open', 'open'])
    expect(said).toEqual(['I clicked a link', 'help'])
  })
})
