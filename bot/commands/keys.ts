import { newKey } from '../../adapters/sealing/keys.ts'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import { forgetHashKey } from '../compose/open-hasher.ts'
import { openStoreHere } from '../compose/open-store.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/**
 * `keys new`: a fresh HEADS_UP_KEY; `keys new reports`: a pair that opens reports. Printed, and kept nowhere.
 * `keys begin-anew`: after a key was lost for good.
 */
export async function run([what, which]: readonly string[]): Promise<number> {
  if (what === 'new' && which === 'reports') return newPair()
  if (what === 'new') {
    say(newKey())
    return 0
  }
  if (what === 'begin-anew') return beginAnew()
  say('Usage: heads-up keys new [reports] | begin-anew')
  return 1
}

async function newPair(): Promise<number> {
  const { identity, recipient } = await newAgeKey()
  say(
    '# Keep this line away from the server, locked: it opens every report sealed to the line below.'
  )
  say('# As REPORT_IDENTITY on the server it lets responders read reports in chat.')
  say(identity)
  say('# This one goes into REPORT_RECIPIENTS, or into the file of an organisation.')
  say(recipient)
  return 0
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
