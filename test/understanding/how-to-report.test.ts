import { describe, expect, it } from '@jest/globals'
import { createUnderstand } from '../../bot/understanding/create-understand.ts'
import { loadData } from './load.ts'

const understand = createUnderstand(loadData())

/** In words that are taught nowhere: asking how to report a thing is asking about that thing. */
const asked = {
  lost_stolen_device: ['how do i report a missing laptop', 'lost memory stick', 'lost usb stick'],
  phishing_link_clicked: ['how can i report that i clicked a link'],
  mistake_unsure: ['how should I report a mistake I made'],
  smartcard_lost: ['how can i report a lost smartcard'],
  paper_lost: ['how can i report a lost handover sheet'],
  misdirected_email: ['how can i report an email i sent to the wrong person']
}

/** The plainest ways to ask, in words near those that are taught. */
const plain = {
  phishing_email_received: [
    'how do I report a phishing email?',
    'hi, how do I report a phishing email please',
    'how should i report a suspicious email',
    'report phishing email',
    'I want to report a dodgy email'
  ],
  suspicious_text: ['how can I report a scam text', 'can I report a text message scam'],
  suspicious_call: ['how can I report a scam call', 'where can I report a suspicious phone call'],
  suspicious_website: ['how can I report a fake website'],
  lost_stolen_device: ['how can I report a lost work phone'],
  badge_lost: ['hi how do i report a lost badge please'],
  payment_fraud: ['report a fake invoice']
}

describe('asking in the plainest way how to report', () => {
  it.each(Object.entries(plain))('is answered at once: %s', (meant, said) => {
    const missed = said.filter((text) => {
      const { outcome, intent } = understand(text)
      return outcome !== 'answer' || intent !== meant
    })
    expect(missed).toEqual([])
  })

  it.each(['how do I report a pothole', 'how do I report sickness', 'how do I report a fall'])(
    'is not answered where it is not ours: %s',
    (text) => expect(understand(text).outcome).not.toBe('answer')
  )
})

describe('asking how to report what happened', () => {
  it.each(Object.entries(asked))('is answered or offered: %s', (meant, said) => {
    const got = said.map((text) => {
      const { outcome, alternatives } = understand(text)
      return outcome !== 'refuse' && alternatives.some(({ intent }) => intent === meant)
    })
    expect(said.filter((_, at) => got[at] !== true)).toEqual([])
  })

  it('stays with what was found where somebody found it', () => {
    expect(understand('found a usb stick').intent).toBe('usb_found')
  })
})
