import { describe, expect, it } from '@jest/globals'
import { SourcesFile, TipsFile, TopicsFile } from '../../bot/content/advice.ts'
import type { Tip, Topic } from '../../bot/content/advice.ts'
import { RoutesFile } from '../../bot/content/route.ts'
import type { Ways } from '../../bot/content/route.ts'
import { SituationsFile } from '../../bot/content/situation.ts'
import { contentFiles, readContent } from '../support/content-files.ts'
import { gradeOf, sentencesOf, wordsOf } from '../support/reading-age.ts'

const tips = contentFiles('en-GB/tips').flatMap((file) => readContent(file, TipsFile).tips)
const { topics } = readContent('en-GB/topics.yaml', TopicsFile)

const linesOfTip = (tip: Tip): readonly string[] => [tip.title, tip.fact, tip.action]
const linesOfTopic = (topic: Topic): readonly string[] => [
  topic.title,
  topic.label,
  ...topic.advice
]
const everyLine = [...tips.flatMap(linesOfTip), ...topics.flatMap(linesOfTopic)]
const tipText = (tip: Tip): string => `${tip.fact} ${tip.action}`
const ids = (things: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(things.map((thing) => thing.id))
const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index)
const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length

describe('a person who wants a tip', () => {
  it('has at least 60 to look forward to, at least a third of them for home', () => {
    expect(tips.length).toBeGreaterThanOrEqual(60)
    const home = tips.filter((tip) => tip.where === 'home').length
    expect(home).toBeGreaterThanOrEqual(20)
    expect(home).toBeGreaterThanOrEqual(tips.length / 3)
  })

  it('reads one fact and one action, in under 80 words', () => {
    const wrong = tips.filter(
      (tip) =>
        linesOfTip(tip).flatMap(wordsOf).length >= 80 ||
        sentencesOf(tip.fact).length !== 1 ||
        sentencesOf(tip.action).length !== 1
    )
    expect(wrong.map((tip) => tip.id)).toEqual([])
  })

  it('never meets the same tip twice under two names', () => {
    expect(repeated(tips.map((tip) => tip.id))).toEqual([])
    expect(repeated(tips.map((tip) => plain(tip.title)))).toEqual([])
    expect(alike(tips.map((tip) => tip.action))).toEqual([])
  })

  it('gets something that fits the month, in every month that has a day of its own', () => {
    for (const month of [1, 2, 3, 5, 7, 8, 10, 11, 12])
      expect(tips.filter((tip) => tip.months.includes(month)).map((tip) => tip.id)).not.toEqual([])
  })

  it('can trust every fact: each has a source that was looked at', () => {
    const { sources } = readContent('sources.yaml', SourcesFile)
    const unknown = tips.flatMap((tip) =>
      tip.sources.filter((source) => !(source in sources)).map((source) => `${tip.id}: ${source}`)
    )
    expect(unknown).toEqual([])
  })
})

describe('a person who asks for advice', () => {
  it('finds all 18 topics, each once', () => {
    expect(topics.map((topic) => topic.id).toSorted()).toEqual(
      [
        'passwords',
        'two_step',
        'updates',
        'phishing_signs',
        'screen_lock',
        'home_devices',
        'family',
        'social_media',
        'shopping',
        'public_wifi',
        'travel',
        'backups',
        'ai_tools',
        'messaging_apps',
        'remote_working',
        'removable_media',
        'physical_security',
        'downtime'
      ].toSorted()
    )
  })

  it('can have a tip about every topic, and no tip is about a topic that does not exist', () => {
    const named = new Set(tips.flatMap((tip) => tip.topics))
    expect([...named].toSorted()).toEqual([...ids(topics)].toSorted())
  })

  it('gets advice that rests on tips that exist', () => {
    const known = ids(tips)
    expect(topics.flatMap((topic) => topic.tips.filter((tip) => !known.has(tip)))).toEqual([])
  })

  it('is offered situations that exist, in case it already went wrong', () => {
    const known = ids(readContent('en-GB/situations.yaml', SituationsFile).situations)
    expect(topics.flatMap((topic) => topic.next.filter((id) => !known.has(id)))).toEqual([])
  })

  it('is sent only to routes that exist and are meant for staff', () => {
    const { routes } = readContent('en-GB/routes.yaml', RoutesFile)
    const known = ids(routes.filter((route) => route.for === 'staff'))
    expect(topics.flatMap((topic) => topic.tell.filter((id) => !known.has(id)))).toEqual([])
  })
})

describe('the words', () => {
  it('name a number or an address only where a route has the same one, so that none is out of date alone', () => {
    const { routes } = readContent('en-GB/routes.yaml', RoutesFile)
    const known = new Set(
      routes.flatMap((route) => (route.scope === 'national' ? contactsOf(route.ways) : []))
    )
    const found = everyLine.flatMap((line) => line.match(contact) ?? [])
    expect(found).toContain('159')
    expect(found.filter((one) => !known.has(one))).toEqual([])
  })

  it.each([
    ['a sentence of more than 20 words', (line: string) => longest(line) > 20],
    ['an exclamation mark', (line: string) => line.includes('!')],
    ['"should"', (line: string) => /\bshould\b/i.test(line)],
    ['"click here"', (line: string) => /\bclick here\b/i.test(line)],
    ['the name of the platform', (line: string) => /\bSlack\b|\bTeams\b/.test(line)],
    ['"ring" or "dial" for call', (line: string) => /\b(ring|dial|SMS|e-mail)\b/i.test(line)],
    ['a foreign spelling', (line: string) => american.test(line)],
    ['blame', (line: string) => /\b(careless|stupid|fault|blame|must)\b/i.test(line)],
    ['markup', (line: string) => /[*_`<>{}]|https?:/.test(line)]
  ])('never hold %s', (_what, breaks) => {
    expect(everyLine.filter(breaks)).toEqual([])
  })

  it('can be read by most 11-year-olds: grade 6 or lower on average, and no tip over grade 10', () => {
    const ofTips = tips.map((tip) => gradeOf(tipText(tip)))
    const ofTopics = topics.map((topic) => gradeOf(topic.advice.join(' ')))
    expect(average(ofTips)).toBeLessThanOrEqual(6)
    expect(average(ofTopics)).toBeLessThanOrEqual(6)
    expect(tips.filter((tip) => gradeOf(tipText(tip)) > 10).map((tip) => tip.id)).toEqual([])
  })
})

const american =
  /\b(organi[z]|recogni[z]|apologi[z]|behavior|color|center|favorite|fulfill|canceled|traveler|gray\b|cell ?phone|mom\b|license plate)/i
/** Short numbers of services, full phone numbers, addresses. */
const contact =
  /\b(?:101|105|111|119|159|999|2222|7726|0\d{2,4} ?\d{3} ?\d{3,4})\b|[\w.]+@[\w.]+\w/g

function contactsOf(ways: Ways): readonly string[] {
  return [ways.phone, ways.text, ways.email].filter((way) => way !== undefined)
}

function longest(line: string): number {
  return Math.max(0, ...sentencesOf(line).map((sentence) => wordsOf(sentence).length))
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Pairs whose words are three fifths the same or more. */
function alike(texts: readonly string[]): readonly string[] {
  const sets = texts.map((text) => new Set(plain(text).split(' ')))
  return texts.flatMap((text, i) =>
    texts
      .slice(0, i)
      .filter((_other, j) => overlap(sets[i], sets[j]) >= 0.6)
      .map((other) => `${text} ~ ${other}`)
  )
}

function overlap(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number {
  const shared = [...a].filter((word) => b.has(word)).length
  return shared / (a.size + b.size - shared)
}
