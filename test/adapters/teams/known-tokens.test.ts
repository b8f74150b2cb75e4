import { describe, expect, it } from '@jest/globals'
import { createKnownTokens } from '../../../adapters/teams/known-tokens.ts'

const now = new Date('2026-11-24T10:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const use = { authorization: 'Bearer a.b.c', channelId: 'msteams', serviceUrl: 'https://a.test/' }

describe('a token that held', () => {
  it('is known for 5 minutes', () => {
    const known = createKnownTokens<string>()
    known.keep(use, 'held', after(3600), now)
    expect(known.find(use, after(299))).toBe('held')
    expect(known.find(use, after(300))).toBeUndefined()
  })

  it('is never known past its own end', () => {
    const known = createKnownTokens<string>()
    known.keep(use, 'held', after(60), now)
    expect(known.find(use, after(59))).toBe('held')
    expect(known.find(use, after(60))).toBeUndefined()
  })

  it.each([
    ['without an end', undefined],
    ['that has ended, within the minutes that clocks may differ', after(-60)]
  ])('%s is not kept', (_, end) => {
    const known = createKnownTokens<string>()
    known.keep(use, 'held', end, now)
    expect(known.find(use, now)).toBeUndefined()
  })

  it.each([
    ['another service address', { serviceUrl: 'https://b.test/' }],
    ['another channel', { channelId: 'webchat' }],
    ['another token', { authorization: 'Bearer a.b.d' }],
    [
      'parts moved from one field to the next',
      { channelId: 'msteamshttps://a.test/', serviceUrl: '' }
    ]
  ])('says nothing of %s', (_, change) => {
    const known = createKnownTokens<string>()
    known.keep(use, 'held', after(3600), now)
    expect(known.find({ ...use, ...change }, now)).toBeUndefined()
  })

  it('makes room: the oldest goes', () => {
    const known = createKnownTokens<number>()
    for (let n = 0; n <= 200; n += 1)
      known.keep({ ...use, authorization: `Bearer ${n}` }, n, after(3600), now)
    expect(known.find({ ...use, authorization: 'Bearer 0' }, now)).toBeUndefined()
    expect(known.find({ ...use, authorization: 'Bearer 1' }, now)).toBe(1)
    expect(known.find({ ...use, authorization: 'Bearer 200' }, now)).toBe(200)
  })
})
