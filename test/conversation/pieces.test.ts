import { describe, expect, it } from '@jest/globals'
import { chosenPieces, piecesOf } from '../../bot/conversation/pieces.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { aLibrary } from './a-library.ts'
import { now } from './a-turn.ts'

const library = aLibrary()
const organisation = OrganisationId.parse('trust')
const all = piecesOf(library, { platform: 'teams', organisation, place: 'private', now })
const ids = new Set(all.map(({ id }) => id))
const shown = (id: string) => JSON.stringify(all.find((one) => one.id === id))

describe('everything that people can be shown', () => {
  it('holds every situation, topic and tip by its own id, each once', () => {
    for (const id of [
      ...library.situations.keys(),
      ...library.topics.keys(),
      ...library.tips.keys()
    ])
      expect(ids).toContain(id)
    expect(ids.size).toBe(all.length)
  })

  it('holds what every button of it leads to', () => {
    const leadsTo = all.flatMap(({ reply }) =>
      reply.card.buttons.flatMap((button) =>
        button.kind === 'press' && button.opens === undefined
          ? [button.press.about ?? button.press.action]
          : []
      )
    )
    expect(leadsTo.filter((wanted) => ![...ids].some((id) => id.includes(wanted)))).toEqual([])
  })

  it('holds what is said where it is no cyber matter, not understood, or cannot be read', () => {
    for (const id of ['welcome', 'help/emergency', 'help/distress', 'unknown', 'ask', 'old-button'])
      expect(ids).toContain(id)
  })

  it('holds an alert as people get it, and its card on the way and at the end', () => {
    expect(shown('alert')).toContain('Sent by the team that sends alerts at')
    expect(shown('alert/on-its-way')).toContain('Sent 22 of 42.')
    expect(shown('alert/sent')).toContain('These numbers are final.')
  })

  it('says what that platform’s people read', () => {
    const words = JSON.stringify(all)
    expect(words).toContain('Teams')
    expect(words).not.toContain('Slack')
  })

  it('can be asked for by name, with what belongs to it', () => {
    const [id = ''] = library.situations.keys()
    const chosen = chosenPieces(all, [id]).map((piece) => piece.id)
    expect(chosen[0]).toBe(id)
    expect(chosen.length).toBeGreaterThan(1)
    expect(chosen.every((one) => one === id || one.startsWith(`${id}/`))).toBe(true)
    expect(chosenPieces(all, [])).toBe(all)
    expect(chosenPieces(all, ['nothing-of-the-kind'])).toEqual([])
  })
})
