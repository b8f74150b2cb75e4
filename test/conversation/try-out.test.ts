import { describe, expect, it } from '@jest/globals'
import { createHasher } from '../../adapters/sealing/hasher.ts'
import { momentOf, type TryOut, tryOutTurn } from '../../bot/conversation/try-out.ts'

const hasher = createHasher(Buffer.alloc(32, 7))
const chosen: TryOut = {
  platform: 'web',
  organisation: 'example-trust',
  place: 'private',
  session: 'tab-1',
  message: '1',
  at: new Date('2026-11-24T10:00:00Z')
}
const turn = (other: Partial<TryOut> = {}) =>
  tryOutTurn({ ...chosen, ...other }, { kind: 'home' }, hasher)

describe('trying the bot out', () => {
  it('makes the organisation that was chosen the tenant', () => {
    expect(turn().tenant).toBe('example-trust')
    expect(turn({ organisation: 'none' }).tenant).toBe('none')
  })

  it('keeps one person through private chat and channel, and sends private answers to them alone', () => {
    const channel = turn({ place: 'channel' })
    expect(channel.from.id).toBe(turn().from.id)
    expect(channel.place.here.owner).toBe(channel.place.id)
    expect(channel.from.privately.owner).toBe(channel.from.id)
    expect(turn().place.here).toEqual(turn().from.privately)
  })

  it.each([{ session: 'tab-2' }, { organisation: 'example-practice' }])(
    'takes %j for somebody else',
    (other) => {
      expect(turn(other).from.id).not.toBe(turn().from.id)
    }
  )
})

describe('the hour that was chosen', () => {
  it.each([
    ['in winter', '2026-11-24T10:00:00Z', '03:00', '2026-11-24T03:00:00.000Z'],
    [
      'in summer, when clocks are an hour ahead',
      '2026-07-24T10:00:00Z',
      '03:00',
      '2026-07-24T02:00:00.000Z'
    ],
    ['just after midnight there', '2026-07-24T23:30:00Z', '09:00', '2026-07-25T08:00:00.000Z'],
    ['on the day clocks go back', '2026-10-25T10:00:00Z', '00:30', '2026-10-24T23:30:00.000Z']
  ])('is that of clocks in London, %s', (_, now, hour, moment) => {
    expect(momentOf(new Date(now), hour, 'Europe/London').toISOString()).toBe(moment)
  })

  it('is now where none was chosen', () => {
    const now = new Date('2026-11-24T10:01:02Z')
    expect(momentOf(now, undefined, 'Europe/London')).toBe(now)
  })
})
