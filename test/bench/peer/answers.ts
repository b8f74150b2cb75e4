import { createHasher } from '../../../adapters/sealing/hasher.ts'
import { openLibrary } from '../../../bot/compose/open-library.ts'
import { decide } from '../../../bot/conversation/decide.ts'
import type { Known } from '../../../bot/conversation/decision.ts'
import type { Reply } from '../../../bot/conversation/reply.ts'
import { tryOutTurn } from '../../../bot/conversation/try-out.ts'
import { Private } from '../../../bot/private.ts'
import { readSettings } from '../../../bot/settings.ts'

/**
 * The same job for a bot of another framework: our own core understands and decides, with the same content, and remembers
 * a person in the memory of the process. So what differs is the framework, and that nothing is kept.
 */
export function createAnswers(): (
  person: string,
  text: string,
  message: string
) => readonly Reply[] {
  const library = openLibrary(readSettings(process.env, () => ''))
  const hasher = createHasher(Buffer.alloc(32, 7))
  const memories = new Map<string, Known>()
  return (person, text, message) => {
    const at = new Date()
    const turn = tryOutTurn(
      { platform: 'console', organisation: 'none', place: 'private', session: person, message, at },
      { kind: 'text', text: new Private(text) },
      hasher
    )
    const known = memories.get(person) ?? { memory: {}, placeMemory: {}, roles: [] }
    const { replies, memory, placeMemory } = decide(turn, known, library, at)
    memories.set(person, { ...known, memory, placeMemory })
    return replies
  }
}
