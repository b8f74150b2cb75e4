import { describe, expect, it } from '@jest/globals'
import { cannotKeep, notTaken, otherHelp, slowDown } from '../../bot/conversation/failing.ts'
import { aLibrary } from './a-library.ts'
import { shown } from './a-story.ts'
import { aTurn } from './a-turn.ts'
import { refused, understandOnly } from './meanings.ts'

const library = aLibrary()

describe('when things fail', () => {
  it('says that nothing was saved, and the number of the workspace', () => {
    expect(shown(cannotKeep(aTurn({ text: 'I clicked', tenant: 'TRIVER' }), library))).toBe(
      "**I can't keep anything just now, so nothing was saved** · ☎ Your IT service desk: 020 7946 0001 Monday to Friday, 8am to 6pm ☎ Your IT service desk, outside those hours: 020 7946 0002 · Please call now. I'll be back, but don't wait for me."
    )
  })

  it('invents no number where it cannot know the employer', () => {
    for (const tenant of ['TNOBODY', 'TSHARED'])
      expect(shown(cannotKeep(aTurn({ text: 'I clicked', tenant }), library))).toContain(
        'I have no number for where you work. Ask whoever is in charge for it.'
      )
    expect(
      shown(cannotKeep(aTurn({ text: 'x', tenant: 'TRIVER', standing: 'outsider' }), library))
    ).not.toContain('020')
  })

  it('says it to that person alone, with nothing to press', () => {
    const reply = cannotKeep(aTurn({ text: 'I clicked', place: 'channel' }), library)
    expect(reply).toMatchObject({
      audience: 'person',
      notice: 'Heads Up has an answer for you',
      card: { buttons: [] }
    })
  })

  it('gives the number that saves a life whatever fails, and says nothing of it where no such help is asked for', () => {
    const emergency = aLibrary(understandOnly({ 'not breathing': refused('emergency') }))
    expect(otherHelp(aTurn({ text: 'not breathing' }), emergency)).toMatchObject({
      audience: 'here',
      card: { blocks: [{ text: 'Call 999 now. I only know about cyber safety.' }], buttons: [] }
    })
    expect(otherHelp(aTurn({ text: 'I clicked' }), emergency)).toBeUndefined()
  })

  it('tells somebody whose command was not taken that it was not', () => {
    expect(shown(notTaken(aTurn({ text: 'x', tenant: 'TRIVER' }), library))).toBe(
      '**I did not take that one** · Too many came at once. Wait a few seconds and send it again. If it is urgent, call. · ☎ Your IT service desk: 020 7946 0001 Monday to Friday, 8am to 6pm ☎ Your IT service desk, outside those hours: 020 7946 0002'
    )
  })

  it('tells somebody who writes too fast what to do, and who to call', () => {
    expect(shown(slowDown(aTurn({ text: 'x', tenant: 'TRIVER' }), library))).toContain(
      '**You write faster than I can answer** · I go on one by one. Did something get no answer? Send it again. If it is urgent, call. · ☎ Your IT service desk: 020 7946 0001'
    )
  })
})
