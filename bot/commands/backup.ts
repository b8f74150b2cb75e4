import { join } from 'node:path'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/** `backup`: one consistent copy beside the database; 7 are kept. Runs beside a running bot. Holds no key. */
export async function run(): Promise<number> {
  const settings = settingsHere()
  const store = await openStoreHere(settings, quiet)
  try {
    const file = await store.upkeep.backup(join(settings.DATA_DIR, 'backups'), new Date())
    say(`Copied to ${file}`)
    say(
      'The key is not in it. Keep HEADS_UP_KEY (or heads-up.key) somewhere else: without it the copy opens nothing.'
    )
    return 0
  } finally {
    await store.upkeep.close()
  }
}
