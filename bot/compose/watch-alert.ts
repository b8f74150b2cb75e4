import { setTimeout as wait } from 'node:timers/promises'
import { bar, secondsFor, shownLength, sumOf } from '../alerts/how-long.ts'
import { isFinal, progressBlocks, totalsOf } from '../alerts/progress.ts'
import { wordsOf } from '../alerts/show-alert.ts'
import { plainText } from '../conversation/plain-text.ts'
import type { AlertProgress } from '../ports/alerts.ts'
import type { AlertDesk } from './alert-desk.ts'
import { say } from './settings-here.ts'

const LOOK_MS = 1_000
/** Where nothing moves for so long, no bot runs on this database, or all that waits does so for quiet hours. */
const STILL_MS = 20_000

/** Shows a bar until the numbers are final, or until nothing moves any more; then all there is to say. */
export async function watchAlert(desk: AlertDesk, id: string): Promise<number> {
  const { store, library } = desk
  let before = ''
  let still = 0
  for (;;) {
    const progress = await store.alerts.progress(id, new Date())
    const line = lineOf(progress, desk)
    if (line !== before && process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${line}`)
    still = line === before ? still + LOOK_MS : 0
    before = line
    if (isFinal(progress) || still >= STILL_MS) break
    if (progress.later > 0 && progress.later === sumOf(progress.waiting)) break
    await wait(LOOK_MS)
  }
  if (process.stdout.isTTY) say()
  const alert = await store.alerts.find(id)
  const words = alert && (await wordsOf(desk, alert))
  if (alert === undefined || words === undefined) return 1
  const progress = await store.alerts.progress(id, new Date())
  say(plainText({ blocks: progressBlocks(alert, words, progress, library), buttons: [] }, 76))
  say(`\nId: ${id}`)
  if (still >= STILL_MS) say('Nothing moves. Does the bot run on this database?')
  return still >= STILL_MS ? 1 : 0
}

function lineOf(progress: AlertProgress, { library }: AlertDesk): string {
  const { sent, all } = totalsOf(progress)
  const left = secondsFor([...progress.waiting, ...progress.outdated])
  const time = isFinal(progress) ? '' : `, ${shownLength(left, library.words)}`
  const outdated = sumOf(progress.outdated)
  const held = sumOf(progress.held)
  return outdated > 0
    ? `${bar(held - outdated, held)} ${held - outdated} of ${held}${time}`
    : `${bar(sent, all)} ${sent} of ${all}${time}`
}
