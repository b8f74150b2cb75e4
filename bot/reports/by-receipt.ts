import { deskBlock } from '../conversation/contacts.ts'
import type { Form } from '../conversation/form.ts'
import { heading, text } from '../conversation/talk.ts'
import type { FormHandler, FormTalk } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { newCarried } from './access.ts'
import { readForm } from './read.ts'
import { readReceipt } from './receipt.ts'
import type { ReportParts } from './report-parts.ts'
import { createTries } from './tries.ts'

/** Coming back with the receipt, typed into a form. A wrong one, an old one and a slip of the finger are answered alike. */
export function createByReceipt(parts: ReportParts): FormHandler {
  const { store, hasher, clock } = parts
  const tries = createTries()

  return {
    open: (talk) =>
      Promise.resolve(tries.pause(talk.turn.from.id, clock.now()) > 0 ? pause(talk) : ask(talk)),

    async submit(talk, { fields }) {
      const who = talk.turn.from.id
      const now = clock.now()
      if (tries.pause(who, now) > 0) return { is: 'show', form: pause(talk) }
      const slow = tries.slow(now)
      if (slow > 0) await clock.wait(slow)
      const receipt = readReceipt(fields.get('receipt')?.reveal() ?? '')
      const id = receipt && (await store.reports.byReceipt(hasher.key('receipt', receipt)))
      const report = id === undefined ? undefined : await store.reports.find(id)
      if (report !== undefined)
        return {
          is: 'show',
          form: await readForm(parts, talk, report, newCarried(report.id, now))
        }
      tries.wrong(who, now)
      await store.audit.refused('wrong-receipt', now)
      if (tries.pause(who, now) > 0) return { is: 'show', form: pause(talk) }
      return {
        is: 'mend',
        form: ask(talk),
        problems: new Map([['receipt', talk.words.say('receipt.wrong')]])
      }
    },

    again: (talk, _sent, problem) => {
      const form = ask(talk)
      return { ...form, blocks: [...problem, ...form.blocks] }
    }
  }
}

function ask({ words }: FormTalk): Form {
  return {
    title: words.say('receipt.title'),
    blocks: [text(words.say('receipt.text'))],
    fields: [
      {
        kind: 'words',
        id: 'receipt',
        label: words.say('receipt.label'),
        hint: words.say('receipt.hint'),
        lines: 'one',
        most: 40
      }
    ],
    below: [],
    buttons: [],
    submit: { label: words.say('receipt.submit'), press: { action: 'receipt' } },
    close: words.say('form.close')
  }
}

function pause(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [
    heading(words.say('receipt.pause_title')),
    text(words.say('receipt.pause')),
    ...deskBlock(talk)
  ])
}
