import { describe, expect, it } from '@jest/globals'
import { choices, type Choices, type Line, type Situation } from '../../bot/content/situation.ts'
import {
  filled,
  houseWith,
  linesOf,
  reader,
  readers,
  routes,
  situations,
  textOf
} from '../support/content.ts'
import { gradeOf, sentencesOf, wordsOf } from '../support/reading-age.ts'

/** What a person may read of one situation, as the file has it. */
const wordsOfSituation = (situation: Situation): readonly string[] => [
  situation.title,
  situation.label,
  situation.say ?? '',
  situation.why ?? '',
  ...situation.include,
  ...situation.next.map(({ label }) => label),
  ...linesOf(situation).map(withoutBlanks)
]
const everyWord = [
  ...situations.flatMap(wordsOfSituation),
  ...routes.flatMap((route) => [
    route.name,
    ...route.how,
    ...(route.scope === 'local'
      ? [route.blank]
      : [route.ways.inWords ?? '', route.ways.hours ?? ''])
  ])
]

describe('a tired person with a phone', () => {
  it('who has plugged a found stick in reads first that they call now, not to leave it unplugged', () => {
    const usb = situations.find(({ id }) => id === 'usb_found')
    expect(usb?.title).toMatch(/^Plugged in\? Call now/)
    expect(usb?.steps.map(withoutBlanks)[0]).toMatch(/plugged in.*[Cc]all.*now/)
  })

  it.each(readers)('meets no sentence of more than 20 words: %s', (_name, house) => {
    const long = situations.flatMap((situation) =>
      [...filled(linesOf(situation), house), situation.say ?? '', situation.why ?? '']
        .flatMap(sentencesOf)
        .filter((sentence) => wordsOf(sentence).length > 20)
    )
    expect(long).toEqual([])
  })

  it.each(readers)('reads every answer at grade 7 or lower: %s', (_name, house) => {
    const hard = situations
      .map((situation) => [
        situation.id,
        gradeOf(asRead(situation, filled(linesOf(situation), house)))
      ])
      .filter(([, grade = 99]) => Number(grade) > 7)
    expect(hard).toEqual([])
  })

  it.each([
    ['an exclamation mark', /!/],
    ['"should"', /\bshould\b/i],
    ['"click here"', /\bclick here\b/i],
    ['the name of the platform', /\bSlack\b|\bTeams\b/],
    ['"ring" or "dial" for call', /\b(ring|rang|dial|SMS|e-mail)\b/i],
    ['blame', /\b(careless|stupid|fault|blame|victim)\b/i],
    ['markup', /[*_`<>]|https?:/],
    ['a number in letters', /\b(two|three|four|five|six|seven|eight|nine|ten)\b/i],
    ['a foreign spelling', /\b(organiz|recogniz|behavior|color|center|canceled)/i],
    ['a dash that stands for a word', / [-–—] /]
  ])('never meets %s', (_what, wrong) => {
    expect(everyWord.filter((line) => wrong.test(line))).toEqual([])
  })

  it('meets no number in a sentence of a situation, since numbers stand in routes', () => {
    const numbers = situations
      .flatMap(linesOf)
      .map(withoutBlanks)
      .filter((line) => /\d{3}/.test(line))
    expect(numbers).toEqual([])
  })

  it('can tell the buttons apart', () => {
    const labels = situations.map(({ label }) => label)
    expect(new Set(labels).size).toBe(labels.length)
    for (const { next } of situations)
      expect(new Set(next.map(({ situation }) => situation)).size).toBe(next.length)
  })
})

describe('the first card', () => {
  it.each(readers)('holds 2 steps at least, and 1 thing not to do: %s', (_name, house) => {
    const thin = situations.filter(
      ({ steps, donts }) => filled(steps, house).length < 2 || filled(donts, house).length < 1
    )
    expect(thin.map(({ id }) => id)).toEqual([])
  })

  it('loses no step to a nation: only "then tell" steps may name a route of one', () => {
    const nations = new Set(routes.filter((one) => one.nations.length > 0).map(({ id }) => id))
    const first = situations
      .filter(({ id }) => id !== 'home_scam' && id !== 'report_unsure')
      .flatMap(({ steps }) => steps.map(textOf))
      .filter((line) => [...line.matchAll(/\{(\w+)\}/g)].some(([, id = '']) => nations.has(id)))
    expect(first).toEqual([])
  })

  it('gives a care home the public address, and a trust its own button', () => {
    const now = new Date('2026-11-24T10:00:00Z')
    const email = situations.find(({ id }) => id === 'phishing_email_received')
    const first = (house: ReturnType<typeof reader>): string | undefined =>
      email?.tell.map((id) => house.reach(id, now)?.route).find((route) => route !== undefined)
    expect(first(reader('example-care-home'))).toBe('sers')
    expect(first(reader('example-trust'))).toBe('report_button')
    expect(first(reader('example-practice'))).toBe('spamreports')
    expect(first(reader('nobody known'))).toBe('sers')
  })

  it('sends people in Scotland to the police there, and nobody else', () => {
    const scotland = houseWith('example-care-home', { nation: 'SCT' })
    const scam = situations.find(({ id }) => id === 'home_scam')
    const there = filled(scam?.steps ?? [], scotland).join(' ')
    expect(there).toContain('Police Scotland (101)')
    expect(there).not.toContain('Report Fraud')
    expect(filled(scam?.steps ?? [], reader('example-care-home')).join(' ')).not.toContain(
      'Scotland'
    )
  })
})

describe('where guidance differs', () => {
  const all = choices.ransomware.flatMap((ransomware) =>
    choices.patientDataInChat.flatMap((patientDataInChat) =>
      choices.afterReporting.map((afterReporting) => ({
        ransomware,
        patientDataInChat,
        afterReporting
      }))
    )
  )

  it.each(all)('one voice is heard, never two: %j', (chosen: Choices) => {
    const house = houseWith('example-trust', { choices: chosen })
    const heard = situations.map((situation) => {
      const said = filled([...situation.steps, ...situation.more], house).join(' ')
      return [situation.id, said.includes('Leave it on.'), said.includes('Then switch it off.')]
    })
    const leaveOn = chosen.ransomware === 'leave-on'
    expect(heard.filter(([, on, off]) => on === true || off === true)).toEqual([
      ['attachment_opened', leaveOn, !leaveOn],
      ['ransomware_screen', leaveOn, !leaveOn]
    ])
  })

  it('nothing that a patient depends on is ever cut off, whatever was chosen', () => {
    const cuts = situations.filter(({ steps }) =>
      steps.some((line) =>
        /unplug|turn off its wifi|turn off the wifi|switch it off/i.test(textOf(line))
      )
    )
    expect(cuts.length).toBeGreaterThan(2)
    for (const { id, steps, donts } of cuts) {
      const first = textOf(donts[0] ?? '')
      const said = `${first} ${steps.map(textOf).join(' ')}`
      expect([id, /patient depends on/.test(said)]).toEqual([id, true])
    }
  })
})

function asRead({ title, say, why }: Situation, lines: readonly string[]): string {
  return [`${title}.`, ...lines, say ?? '', why ?? ''].join(' ')
}

function withoutBlanks(line: Line): string {
  return textOf(line).replace(/\{\w+\}/g, 'them')
}
