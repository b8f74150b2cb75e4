import { weekly } from '../campaigns/campaign.ts'
import { cronProblem } from '../campaigns/check-cron.ts'
import type { Content, Found, Tell } from './read-content.ts'
import type { ReadFile } from './read-file.ts'

/** Times that never come, come too often, or fall into a night when the clocks change. */
export function checkCampaigns(
  { campaigns, organisations, tips }: Content,
  files: readonly ReadFile[],
  tell: Tell
): void {
  const ask = ({ file }: Found<unknown>, at: readonly string[], cron: string, zone: string) => {
    const problem = cronProblem(cron, zone)
    if (problem !== undefined) tell(file, at, problem.says, problem.mend)
  }
  for (const found of campaigns) ask(found, ['cron'], found.value.cron, found.value.timeZone)
  for (const found of organisations) {
    const { tips: own, timeZone } = found.value
    if (own.cron !== undefined) ask(found, ['tips', 'cron'], own.cron, timeZone)
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
