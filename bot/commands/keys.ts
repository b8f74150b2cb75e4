import { newKey } from '../../adapters/sealing/keys.ts'
import { say } from '../compose/settings-here.ts'

/** `keys new`: a fresh HEADS_UP_KEY, printed and kept nowhere. */
export function run([what]: readonly string[]): Promise<number> {
  if (what !== 'new') {
    say('Usage: heads-up keys new')
    return Promise.resolve(1)
  }
  say(newKey())
  return Promise.resolve(0)
}
