import { type Campaign, holidaysOf, usualZone, weekly } from '../campaigns/campaign.ts'
import { cronProblem } from '../campaigns/check-cron.ts'
import { nextOf } from '../campaigns/own-campaign.ts'
import { pickedTips } from '../campaigns/pick.ts'
import type { Content, Found, Tell } from './read-content.ts'
import type { ReadFile } from './read-file.ts'

/** Times that never come, come too often, or fall into a night when the clocks change; and campaigns with nobody or nothing. */
export function checkCampaigns(
  content: Content,
  files: readonly ReadFile[],
  tell: Tell,
  /** Names that lead nowhere only because their file could not be read would bury the one real fault. */
  names: boolean
): void {
  const { campaigns, organisations, tips } = content
  for (const found of campaigns) {
    const employer = organisations.find(({ value }) => value.id === found.value.organisation)
    const zone = found.value.timeZone ?? employer?.value.timeZone ?? usualZone
    const bad = tellCron(found, ['cron'], found.value.cron, zone, tell)
    if (found.value.id === weekly) checkWeekly(found, tell)
    else if (!bad && names) checkOwn(found, zone, content, tell)
  }
  for (const found of organisations) {
    const { tips: own, timeZone } = found.value
    if (own.cron === undefined || tellCron(found, ['tips', 'cron'], own.cron, timeZone, tell))
      continue
    tellDays(found, ['tips', 'cron'], own.cron, tell)
  }
  const [first] = files
  if (first === undefined || files.some(({ problems }) => problems.length > 0)) return
  if (!campaigns.some(({ value }) => value.id === weekly))
    tell(
      campaigns[0]?.file ?? first,
      ['id'],
      `there is no campaign "${weekly}"`,
      'put campaigns/weekly.yaml back: it says when tips come'
    )
  if (tips.length === 0) tell(first, [], 'there are no tips', 'put the files of tips/ back')
}

function tellCron(
  { file }: Found<unknown>,
  at: readonly string[],
  cron: string,
  zone: string,
  tell: Tell
): boolean {
  const problem = cronProblem(cron, zone)
  if (problem !== undefined) tell(file, at, problem.says, problem.mend)
  return problem !== undefined
}

/** People change the day by talking, so the default names one, or every day. */
function tellDays({ file }: Found<unknown>, at: readonly string[], cron: string, tell: Tell): void {
  const [, , date, month, day = ''] = cron.trim().split(/\s+/)
  if (date !== '*' || month !== '*' || !/^([0-7]|\*)$/.test(day))
    tell(
      file,
      at,
      `"${cron}" is not one day of each week, nor every day`,
      'write it such as "0 9 * * 1" for Mondays at 9; for other times make a campaign of your own'
    )
}

function checkWeekly(found: Found<Campaign>, tell: Tell): void {
  const { cron, organisation, start, end } = found.value
  if (cronProblem(cron, usualZone) === undefined) tellDays(found, ['cron'], cron, tell)
  for (const [name, value] of Object.entries({ organisation, start, end }))
    if (value !== undefined)
      tell(
        found.file,
        [name],
        `"${weekly}" is everybody's, always: it has no "${name}"`,
        'take the line out, or copy the file and give the copy another id'
      )
}

/** A campaign that an organisation makes for its own people. */
function checkOwn(
  { value, file }: Found<Campaign>,
  zone: string,
  { organisations, tips, topics, holidays }: Content,
  tell: Tell
): void {
  const { id, organisation, pick, to, start, end } = value
  const employer = organisations.find((found) => found.value.id === organisation)
  if (employer === undefined)
    tell(
      file,
      ['organisation'],
      organisation === undefined
        ? `nobody knows whose campaign "${id}" is`
        : `there is no organisation "${organisation}"`,
      'write "organisation:" and the id of its file'
    )
  for (const [name, known] of [
    ['tips', tips],
    ['topics', topics]
  ] as const)
    for (const [at, wanted] of pick[name].entries())
      if (!known.some((found) => found.value.id === wanted))
        tell(
          file,
          ['pick', name, at],
          `there is no ${name === 'tips' ? 'tip' : 'topic'} "${wanted}"`,
          'check its spelling, or take it out'
        )
  if (
    tips.length > 0 &&
    pickedTips(
      pick,
      tips.map((tip) => tip.value)
    ).length === 0
  )
    tell(
      file,
      ['pick'],
      `the campaign "${id}" has no tips`,
      'choose other topics, tips or another kind: no tip is of all that you ask for'
    )
  if (!to.channels && !to.people && to.roles.length === 0)
    tell(file, ['to'], `the campaign "${id}" goes to nobody`, 'say channels, people or roles')
  if (start !== undefined && end !== undefined && end < start)
    tell(file, ['end'], `it ends on ${end}, before it starts`, `write a day after ${start}`)
  else if (
    employer !== undefined &&
    nextOf(value, zone, employer.value.nation, startOf(start), daysOff(holidays)) === undefined
  )
    tell(
      file,
      ['cron'],
      `"${value.cron}" never comes between its start and its end`,
      'move the end, or choose another day'
    )
}

function startOf(start: string | undefined): Date {
  return new Date(`${start ?? '2026-01-01'}T00:00:00Z`)
}

function daysOff(holidays: Content['holidays']) {
  return holidaysOf(holidays.map(({ value }) => value))
}
