import { describe, expect, it } from '@jest/globals'
import { createEmployers } from '../../bot/content/employers.ts'
import { Organisation } from '../../bot/content/organisation.ts'
import { home, practice, trust } from '../conversation/employers.ts'

const some = [trust, home, practice].map((data) => Organisation.parse(data))
const employers = createEmployers(some)
const names = (typed: string) =>
  employers
    .match(typed)
    .map(({ organisation, exact }) => `${organisation.name}${exact ? ', exact' : ''}`)

describe('finding an employer by what somebody typed', () => {
  it.each([
    ['Riverside NHS Trust', ['Riverside NHS Trust, exact']],
    ['  riverside nhs trust. ', ['Riverside NHS Trust, exact']],
    ['the riverside', ['Riverside NHS Trust, exact']],
    ['Riverside Trust', ['Riverside NHS Trust']],
    ['rivreside trust', ['Riverside NHS Trust']],
    ['hillveiw', ['Hillview Care Home']],
    ['lakeside', ['Lakeside Surgery']]
  ])('"%s"', (typed, expected) => {
    expect(names(typed)).toEqual(expected)
  })

  it.each([
    '',
    '🙂',
    'somewhere',
    'I clicked a link in an email',
    'how do I report a dodgy email',
    'x'.repeat(5000)
  ])('finds nothing in "%s"', (typed) => {
    expect(names(typed)).toEqual([])
  })

  it('takes no name for sure that two employers share', () => {
    const twins = createEmployers(
      [{ ...some[0], id: 'other-trust' }, some[0]].map((one) => Organisation.parse(one))
    )
    expect(twins.match('the riverside').map(({ exact }) => exact)).toEqual([false, false])
  })

  it('shows at most 3, and none where the words fit too many', () => {
    const many = Array.from({ length: 4000 }, (_, at) =>
      Organisation.parse({
        ...practice,
        id: `home-${at}`,
        name: `${place(at)} Care Home`,
        claims: {}
      })
    )
    const found = createEmployers(many)
    expect(found.match('care home')).toEqual([])
    expect(found.match('Abbey1').length).toBe(1)
    expect(found.match(`${place(7)} home`)[0]?.organisation.id).toBe('home-7')
    for (const { length } of ['Abbey', 'Abbey 12', 'home'].map((typed) => found.match(typed)))
      expect(length).toBeLessThanOrEqual(3)
  })

  it('answers 1,000 questions among 4,000 employers in a few seconds, also on a busy machine', () => {
    const many = Array.from({ length: 4000 }, (_, at) =>
      Organisation.parse({
        ...practice,
        id: `home-${at}`,
        name: `${place(at)} Care Home`,
        claims: {}
      })
    )
    const found = createEmployers(many)
    const start = performance.now()
    for (let at = 0; at < 1000; at++) found.match(`${place(at)}x care hoem`)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

function place(at: number): string {
  return `Abbey${at} ${['Hill', 'Lane', 'View', 'Court'][at % 4]}`
}
