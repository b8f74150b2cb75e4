import { newKey } from '../../adapters/sealing/keys.ts'
import { forgetHashKey } from '../compose/open-hasher.ts'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/** `keys new`: a fresh HEADS_UP_KEY, printed and kept nowhere. `keys begin-anew`: after a key was lost for good. */
export async function run([what]: readonly string[]): Promise<number> {
  if (what === 'new') {
    say(newKey())
    return 0
  }
  if (what === 'begin-anew') return beginAnew()
  say('Usage: heads-up keys new | begin-anew')
  return 1
}

async function beginAnew(): Promise<number> {
  const store = await openStoreHere(settingsHere(), quiet)
  try {
    const had = await forgetHashKey(store)
    say(
      had
        ? 'Done. At the next start people meet the bot as if for the first time, and roles and channels must be linked again.'
        : 'There was nothing to forget: the next start makes a new key for this database.'
    )
    return 0
  } finally {
    await store.upkeep.close()
  }
}
