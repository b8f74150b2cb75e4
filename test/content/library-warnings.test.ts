import { describe, expect, it } from '@jest/globals'
import { practice, trust } from '../conversation/employers.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { now } from '../conversation/a-turn.ts'

function warnings(organisations: readonly object[], at = now): readonly string[] {
  return aLibrary(undefined, organisations)
    .warnings(at)
    .map(({ says }) => says)
}

describe('what is only a warning', () => {
  it('an empty blank, and what stands in for it', () => {
    expect(warnings([practice])).toContain(
      '"lakeside-practice" has no "local_ftsu" (Freedom to Speak Up guardian); people are sent to: Your IT service desk'
    )
  })

  it('a blank for which nothing stands in', () => {
    expect(warnings([practice])).toContain(
      '"lakeside-practice" has no "report_button" (Report phishing button), and nothing stands in for it'
    )
  })

  it('a route past its review date', () => {
    expect(warnings([], new Date('2027-06-01T00:00:00Z'))).toContain(
      'the route "spamreports" was due to be looked at by 2027-05-23; people see when it was last checked'
    )
    expect(warnings([])).toEqual([])
  })

  it('a tenant that two organisations claim', () => {
    expect(warnings([practice, { ...trust, claims: practice.claims }])).toContainEqual(
      expect.stringContaining('both claim the same tenant')
    )
  })

  it('a number from an example that nobody answers', () => {
    expect(warnings([practice])).toContain(
      'the number "01632 960002" is kept for films and examples, and nobody answers it'
    )
    const own = {
      ...practice,
      routes: { ...practice.routes, local_it: { phone: '01234 567890', outOfHours: 'same' } }
    }
    expect(warnings([own]).join()).not.toContain('films')
  })

  it('nothing about examples', () => {
    expect(warnings([{ ...practice, example: true }])).toEqual([])
  })
})
