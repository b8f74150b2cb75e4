import { newKey } from '../../adapters/sealing/keys.ts'
import { newAgeKey } from '../../adapters/sealing/vault.ts'
import { say } from '../compose/settings-here.ts'

/** `keys new`: a fresh HEADS_UP_KEY; `keys new reports`: a pair that opens reports. Printed, and kept nowhere. */
export async function run([what, which]: readonly string[]): Promise<number> {
  if (what !== 'new' || (which !== undefined && which !== 'reports')) {
    say('Usage: heads-up keys new [reports]')
    return 1
  }
  if (which === undefined) {
    say(newKey())
    return 0
  }
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
