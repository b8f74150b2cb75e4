import { describe, expect, it } from '@jest/globals'
import { withoutChats } from '../../bot/reports/chat-links.ts'

const one = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const inside = `https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmessage%2F19%3A${one}_${other}%40unq.gbl.spaces`

describe('A reported message that is told without a name', () => {
  it.each([
    [
      'a link into a chat of two',
      `https://teams.microsoft.com/l/message/19:${one}_${other}@unq.gbl.spaces/1`
    ],
    ['the id of a chat of two', `19:${one}_${other}@unq.gbl.spaces`],
    ['a person of Teams', `8:orgid:${one}`],
    ['a chat within the link of a mail filter', `https://filter.example/?url=${inside}&data=1`],
    ['a person of Slack', '<@U012ABCDE>'],
    ['a person of Slack whose id has no 0', 'UBKP65T7B'],
    ['a guest of Slack', 'W12345678'],
    ['a private chat in Slack', 'https://example.slack.com/archives/D01ABCDEF/p1700000000']
  ])('names nobody by %s', (_what, text) => {
    const left = withoutChats(`from ${text} today`)
    expect(left).toMatch(/^from .* today$/)
    for (const name of [one, other, '012ABCDE', 'BKP65T7B', '12345678', '01ABCDEF'])
      expect(left).not.toContain(name)
  })

  it.each([
    'http://teams.microsoft.com.example.org/sign-in',
    'https://teams.microsoft.com@example.org/sign-in',
    'https://example.org/slack.com/sign-in',
    'DANGEROUS, CONFIRMED: COVID19 in WARD12',
    'UNUSUALLY long'
  ])('keeps what helps to find the sender: %s', (text) => expect(withoutChats(text)).toBe(text))
})
