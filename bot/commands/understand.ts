import { createInterface } from 'node:readline'
import { createUnderstand } from '../understanding/create-understand.ts'
import { toLine } from '../understanding/utterance.ts'
import { keptModel, openTaught } from '../compose/open-library.ts'
import { say, settingsHere } from '../compose/settings-here.ts'

/** Reads utterances from standard input, a line each, blank ones too; writes a JSON line for each, in order. No server, no network. */
export async function run(): Promise<number> {
  const settings = settingsHere()
  const data = openTaught(settings)
  const understand = createUnderstand(data, keptModel(data, settings.DATA_DIR))
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity }))
    if (!say(toLine(understand, line))) break
  // Left open by its sender, it would keep the process.
  process.stdin.destroy()
  return 0
}
