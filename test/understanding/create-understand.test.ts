import { describe, expect, it } from '@jest/globals'
import { createUnderstand } from '../../bot/understanding/create-understand.ts'
import { makeReader } from '../../bot/understanding/reading.ts'
import { fromText, toText } from '../../bot/understanding/keep-model.ts'
import { train } from '../../bot/understanding/train.ts'
import { loadData } from './load.ts'

const data = loadData()
const model = train(data, makeReader(data))
const understand = createUnderstand(data, model)

describe('a tired person types', () => {
  it.each([
    ['clicked smth dodgy now laptop weird', 'phishing_link_clicked'],
    ['some1 rang sayin they from IT', 'suspicious_call'],
    ['clickedthelink', 'phishing_link_clicked'],
    ['I did NOT click it but got a dodgy email', 'phishing_email_received'],
    ['clicked the link and typed my password', 'password_entered'],
    ['hi', 'greeting'],
    ['stop', 'unsubscribe']
  ])('%s', (text, intent) => {
    expect(understand(text)).toMatchObject({ outcome: 'answer', intent })
  })

  it('is given three alternatives, likeliest first, the answer among them', () => {
    const { intent, alternatives } = understand('lost my phone')
    expect(alternatives).toHaveLength(3)
    expect(alternatives[0]?.intent).toBe(intent)
  })
})

describe('what is not ours', () => {
  it.each([
    'norovirus on the ward',
    'the printer is dead',
    'what is the weather tomorrow',
    '',
    '   ',
    '😀'
  ])('refuses "%s"', (text) => {
    expect(understand(text).outcome).toBe('refuse')
  })

  it.each([
    ['patient in bay 3 not breathing', 'emergency'],
    ['I want to kill myself', 'distress'],
    ['resident has unexplained bruising', 'safeguarding'],
    ['you are useless', 'abuse'],
    ['zgubiłam telefon', 'language'],
    ['ฉันทำโทรศัพท์หาย', 'language']
  ])('sends "%s" to other help', (text, help) => {
    expect(understand(text)).toMatchObject({ outcome: 'refuse', intent: 'out_of_scope', help })
  })
})

describe('the model', () => {
  it('comes back from its text as it was', () => {
    const again = fromText(toText(model))
    expect(again).toBeDefined()
    expect(createUnderstand(data, again)('lost my phone')).toEqual(understand('lost my phone'))
  })

  it('is trained anew where the kept text is broken or of another program', () => {
    expect(fromText('')).toBeUndefined()
    expect(fromText('{"version":0}')).toBeUndefined()
    expect(fromText(toText(model).replace('"version":2', '"version":999'))).toBeUndefined()
  })

  it('is the same to the byte each time', () => {
    expect(toText(train(data))).toBe(toText(model))
  })
})

describe('bad input', () => {
  it('reads 100 KB of anything in well under a second', () => {
    const before = performance.now()
    for (const text of [
      'a'.repeat(100_000),
      'click '.repeat(17_000),
      "'".repeat(100_000),
      '@'.repeat(100_000)
    ]) {
      understand(text)
    }
    expect(performance.now() - before).toBeLessThan(2000)
  })
})
