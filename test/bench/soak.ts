import { soak } from './soak/steady.ts'

/**
 * Does it stay as it is, hour after hour? Needed: everything answered, the bot's memory as flat as can be told, and the
 * 99th percentile of the last quarter no worse than that of the others.
 *   npm run soak -- [MINUTES] [MESSAGES A SECOND]
 */
const minutes = Number(process.argv[2] ?? 60)
const perSecond = Number(process.argv[3] ?? 20)
const say = (line: string) => process.stdout.write(`${line}\n`)

say(`${minutes} minutes, ${perSecond} a second`)
const { asked, answered, p99Ms, memorySlopeMbAnHour, memoryMb, complaints } = await soak({
  seconds: minutes * 60,
  perSecond,
  seed: 20_261_124,
  say
})
say(`asked ${asked}, answered ${answered}`)
say(`p99 by quarter: ${p99Ms.map((one) => one.toFixed(1)).join(', ')} ms`)
say(
  `memory at the end of each quarter: ${memoryMb.map((one) => one.toFixed(0)).join(', ')} MB; it grows by ${memorySlopeMbAnHour.toFixed(1)} MB an hour`
)
for (const line of complaints.slice(0, 10)) say(line)
const [, second = 0, third = 0, last = 0] = p99Ms
const flat = last <= Math.max(second, third) * 1.5
const well = asked === answered && complaints.length === 0 && flat && memorySlopeMbAnHour < 10
say(well ? 'It stays as it is.' : 'It does not stay as it is.')
process.exitCode = well ? 0 : 1
