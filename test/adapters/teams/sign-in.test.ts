import { describe, expect, it } from '@jest/globals'
import { shareToken } from '../../../adapters/teams/sign-in.ts'

/** Entra, giving a new token each time it is asked for one, and the one before otherwise. */
function entra() {
  const asked: boolean[] = []
  let made = 1
  return {
    asked,
    async getToken(fresh: boolean) {
      asked.push(fresh)
      if (fresh) made += 1
      return Promise.resolve(`token-${made}`)
    }
  }
}

describe('the token of our own calls', () => {
  let at = Date.UTC(2026, 10, 24, 9)
  const now = () => new Date(at)

  it('is the one the SDK keeps', async () => {
    const authorise = shareToken(entra(), now)
    expect(await authorise(false)).toBe('Bearer token-1')
    expect(await authorise(false)).toBe('Bearer token-1')
  })

  it('that Teams refused is changed for another, at most once a minute', async () => {
    const source = entra()
    const authorise = shareToken(source, now)
    expect(await authorise(true)).toBe('Bearer token-2')
    expect(await authorise(true)).toBe('Bearer token-2')
    at += 60_000
    expect(await authorise(true)).toBe('Bearer token-3')
    expect(source.asked).toEqual([true, false, true])
  })

  it('is asked for once by many messages together', async () => {
    const source = entra()
    const authorise = shareToken(source, now)
    await Promise.all([authorise(false), authorise(false), authorise(false)])
    expect(source.asked).toEqual([false])
  })

  it('is asked for again after Entra refused', async () => {
    let times = 0
    const authorise = shareToken(
      {
        getToken: () => {
          times += 1
          return times === 1 ? Promise.reject(new Error('AADSTS7000222')) : Promise.resolve('good')
        }
      },
      now
    )
    await expect(authorise(false)).rejects.toThrow('AADSTS7000222')
    expect(await authorise(false)).toBe('Bearer good')
  })
})
