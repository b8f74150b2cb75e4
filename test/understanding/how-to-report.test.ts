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
