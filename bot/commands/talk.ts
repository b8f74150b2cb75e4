import { talk } from '../../adapters/console/talk.ts'
import { createApp } from '../app.ts'
import { clock } from '../compose/clock.ts'
import { alertForms } from '../compose/alerts.ts'
import { composeReports } from '../compose/reports.ts'
import { openHasher } from '../compose/open-hasher.ts'
import { learning, openLibrary } from '../compose/open-library.ts'
import { openSealing, openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/** `talk`: the same conversation as everywhere, in this terminal. Works piped, too. */
export async function run(): Promise<number> {
  const settings = settingsHere()
  const library = openLibrary(settings, () => void say(learning))
  const sealing = await openSealing(settings)
  const store = await openStoreHere(settings, quiet)
  try {
    const hasher = await openHasher({ store, ...sealing })
    const reporting = await composeReports({
      settings,
      store,
      sealing,
      hasher,
      library,
      log: quiet,
      clock
    })
    const front = createApp({
      store,
      ...sealing,
      hasher,
      library,
      messengers: new Map(),
      rightsInFiles: () => [],
      forms: new Map([
        ...reporting.forms,
        ...alertForms({ store, ...sealing, hasher, log: quiet })
      ]),
      hearing: reporting.hearing,
      log: quiet,
      clock
    })
    await talk({
      front,
      hasher,
      clock,
      organisations: [...library.organisations.keys()],
      input: process.stdin,
      output: process.stdout
    })
    return 0
  } finally {
    await store.upkeep.close()
  }
}
