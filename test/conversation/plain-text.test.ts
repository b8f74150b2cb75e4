import { describe, expect, it } from '@jest/globals'
import { plainText } from '../../bot/conversation/plain-text.ts'
import type { Card } from '../../bot/conversation/reply.ts'

const card: Card = {
  blocks: [
    { kind: 'heading', text: 'Change that password now' },
    {
      kind: 'contacts',
      items: [
        {
          name: 'Your IT service desk',
          phone: '020 7946 0100',
          hours: '24 hours, every day',
          say: 'I typed my password on a fake page.'
        },
        { name: 'Your manager', inWords: 'Whoever is on call', text: '7726' },
        { name: 'Report Fraud', url: 'https://example.org/report', email: 'a@example.org' }
      ]
    },
    { kind: 'steps', items: ['Change it on the real site, from another device.', 'Call now.'] },
    { kind: 'donts', items: ['Do not tell anyone the password.', 'Trust the screen.'] },
    { kind: 'note', text: 'Thank you for saying so.' }
  ],
  buttons: [
    { kind: 'press', label: 'More', press: { action: 'more' } },
    { kind: 'link', label: 'Read on', url: 'https://example.org/' }
  ]
}

describe('a card as plain text', () => {
  it('says everything that the card says, the number to call first', () => {
    expect(plainText(card, 40)).toBe(`Change that password now
========================

> Call 020 7946 0100: Your IT service
  desk
  24 hours, every day
  Say: "I typed my password on a fake
  page."
> Your manager
  Text 7726
  Whoever is on call
> Report Fraud
  Email a@example.org
  Go to https://example.org/report

1. Change it on the real site, from
   another device.
2. Call now.

x Do not tell anyone the password.
x Do not: Trust the screen.

  Thank you for saying so.

   [1] More
   [2] Read on: https://example.org/`)
  })

  it('numbers its buttons after those of the card before', () => {
    expect(plainText(card, 40, 4)).toContain('   [4] More\n   [5] Read on')
  })

  it('never breaks an address, and breaks nothing where there is no width', () => {
    const url = `https://example.org/${'a'.repeat(60)}`
    const long: Card = { blocks: [{ kind: 'text', text: `Open ${url} and read` }], buttons: [] }
    expect(plainText(long, 20)).toBe(`Open\n${url}\nand read`)
    expect(plainText(long, Infinity)).toBe(`Open ${url} and read`)
  })
})
