import { describe, expect, it } from '@jest/globals'
import { drawCard, drawReply } from '../../../adapters/slack/reply.ts'
import type { Block } from '../../../bot/conversation/reply.ts'
import { words } from '../../support/content.ts'
import { aCard, aReply, hasher, signer } from '../../support/slack/adapter.ts'

const ann = hasher.person('slack', 'T0TRUST', 'U0ANN')
const sign = (press: Parameters<typeof signer.sign>[0]) => signer.sign(press, ann)
const cutLine = words.say('card.cut')
const draw = (...blocks: Block[]) => drawCard({ blocks, buttons: [] }, sign, cutLine)

describe('a card in Slack', () => {
  it('shows heading, numbered steps and what not to do, in that order', () => {
    const drawn = draw(
      { kind: 'heading', text: 'Change that password now' },
      { kind: 'steps', items: ['Use another device.', 'Ring the desk.'] },
      { kind: 'donts', items: ['Don’t reply to it.', 'wait until Monday'] },
      { kind: 'note', text: 'Thank you.' }
    )
    expect(drawn).toEqual([
      {
        type: 'header',
        text: { type: 'plain_text', text: 'Change that password now', emoji: false }
      },
      {
        type: 'section',
        text: {
          type: 'plain_text',
          text: '1. Use another device.\n2. Ring the desk.',
          emoji: false
        }
      },
      {
        type: 'section',
        text: {
          type: 'plain_text',
          text: '• Don’t reply to it.\n• Do not: wait until Monday',
          emoji: false
        }
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Thank you.', emoji: false }] }
    ])
  })

  it('shows whom to tell with the number first, ready to dial', () => {
    const [drawn] = draw({
      kind: 'contacts',
      items: [
        {
          name: 'IT service desk',
          phone: '0300 303 5222',
          text: '7726',
          email: 'desk@trust.nhs.uk',
          url: 'www.trust.nhs.uk/report?a=1&b=2',
          hours: 'Day and night',
          say: 'I typed my password on a fake page'
        }
      ]
    })
    expect(drawn).toEqual({
      type: 'section',
      text: {
        type: 'mrkdwn',
        verbatim: true,
        text: [
          '*IT service desk*',
          'Call <tel:03003035222|0300 303 5222>',
          'Text 7726',
          'Email <mailto:desk@trust.nhs.uk|desk@trust.nhs.uk>',
          'Go to <https://www.trust.nhs.uk/report?a=1&amp;b=2|www.trust.nhs.uk/report?a=1&amp;b=2>',
          'Day and night',
          'Say: “I typed my password on a fake page”'
        ].join('\n')
      }
    })
  })

  it.each([
    ['javascript:alert(1)', 'Go to javascript:alert(1)'],
    ['ask at the front desk', 'Go to ask at the front desk'],
    ['https://a.uk/x|y>z', 'Go to <https://a.uk/x%7Cy%3Ez|https://a.uk/x|y&gt;z>']
  ])('makes a link of web addresses only: %s', (url, shown) => {
    const [drawn] = draw({ kind: 'contacts', items: [{ name: 'A', url }] })
    expect(drawn).toMatchObject({ text: { text: `*A*\n${shown}` } })
  })

  it.each([
    [
      'Call your IT desk (020 7946 0100) now.',
      'Call your IT desk (<tel:02079460100|020 7946 0100>) now.'
    ],
    ['Call +44 20 7946 0100', 'Call <tel:+442079460100|+44 20 7946 0100>'],
    [
      'Send it to report@phishing.gov.uk.',
      'Send it to <mailto:report@phishing.gov.uk|report@phishing.gov.uk>.'
    ],
    [
      'See https://a.uk/x?a=1&b=<2>, then',
      'See <https://a.uk/x?a=1&amp;b=|https://a.uk/x?a=1&amp;b=>&lt;2&gt;, then'
    ],
    ['R&D: 0300 303 5222', 'R&amp;D: <tel:03003035222|0300 303 5222>']
  ])('lets people tap what is in a sentence: %s', (text, marked) => {
    expect(draw({ kind: 'text', text })).toEqual([
      { type: 'section', text: { type: 'mrkdwn', text: marked, verbatim: true } }
    ])
  })

  it.each([
    'Call 2222, else 999.',
    'Case 123456789012345',
    'Use *bold* and call 020 7946 0100',
    'On 24 11 2026'
  ])('shows as it is what is no full number, or would be read as formatting: %s', (text) => {
    expect(draw({ kind: 'text', text })).toEqual([
      { type: 'section', text: { type: 'plain_text', text, emoji: false } }
    ])
  })

  it('lets nobody tap a number that is one not to call', () => {
    expect(draw({ kind: 'donts', items: ['Do not call 020 7946 0100.'] })).toMatchObject([
      { text: { type: 'plain_text', text: '• Do not call 020 7946 0100.' } }
    ])
  })

  it('shows buttons with signed values, one of them first, and says where a link leads', () => {
    const drawn = drawCard(
      aCard({
        blocks: [{ kind: 'text', text: 'x' }],
        buttons: [
          { kind: 'press', label: 'Tell the team', press: { action: 'tell' }, primary: true },
          { kind: 'press', label: 'More', press: { action: 'more', about: 'phishing' } },
          { kind: 'link', label: 'Guidance', url: 'https://www.ncsc.gov.uk/' }
        ]
      }),
      sign,
      cutLine
    )
    expect(drawn.at(-1)).toEqual({
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'press-0',
          text: { type: 'plain_text', text: 'Tell the team', emoji: false },
          value: sign({ action: 'tell' }),
          style: 'primary'
        },
        {
          type: 'button',
          action_id: 'press-1',
          text: { type: 'plain_text', text: 'More', emoji: false },
          value: sign({ action: 'more', about: 'phishing' })
        },
        {
          type: 'button',
          action_id: 'link-2',
          text: { type: 'plain_text', text: 'Guidance', emoji: false },
          url: 'https://www.ncsc.gov.uk/',
          accessibility_label: 'Guidance (opens a web page)'
        }
      ]
    })
  })

  it('shows a heading that is too long shortened, and whole below', () => {
    const text = `Change ${'that '.repeat(40)}password`
    const [header, whole] = draw({ kind: 'heading', text })
    expect(header).toMatchObject({
      type: 'header',
      text: { text: expect.stringMatching(/^Change .*…$/) }
    })
    expect(whole).toMatchObject({ type: 'section', text: { text } })
  })

  it('says so where it had to leave something out', () => {
    const drawn = draw(
      ...Array.from({ length: 80 }, (): Block => ({ kind: 'text', text: 'A line.' }))
    )
    expect(drawn).toHaveLength(49)
    expect(drawn.at(-1)).toMatchObject({
      elements: [{ text: expect.stringMatching(/too long to show whole/) }]
    })
  })
})

describe('what a notification shows', () => {
  const reply = aReply({ notice: 'Heads Up has answered <you>' })

  it('is the neutral notice for one person', () => {
    expect(drawReply(reply, 'person', sign, cutLine).text).toBe('Heads Up has answered &lt;you&gt;')
  })

  it('is everything in a channel, for those who read without blocks', () => {
    expect(drawReply(reply, 'channel', sign, cutLine).text).toBe(
      'Change that password now\n1. Use another device.\n2. Ring the service desk.'
    )
  })
})
