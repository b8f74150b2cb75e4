import type { Form } from '../../bot/conversation/form.ts'

/** A form with one field of each kind; what differs is given. */
export function aForm(different: Partial<Form> = {}): Form {
  return {
    title: 'Tell us privately',
    blocks: [{ kind: 'text', text: 'Three taps are enough.' }],
    fields: [
      {
        kind: 'choice',
        id: 'when',
        label: 'When was it?',
        options: [
          { id: 'now', label: 'Just now' },
          { id: 'today', label: 'Earlier today', hint: 'since midnight' }
        ],
        chosen: 'now',
        shape: 'open'
      },
      {
        kind: 'words',
        id: 'more',
        label: 'Anything else?',
        hint: 'Please leave out patients.',
        lines: 'many',
        most: 2000,
        optional: true
      },
      { kind: 'tick', id: 'quote', label: 'Send the message with it' }
    ],
    below: [{ kind: 'note', text: 'The security team sees what is above.' }],
    buttons: [],
    submit: { label: 'Send', press: { action: 'tell', about: 'send' } },
    close: 'Close',
    carries: 'sealed',
    ...different
  }
}
