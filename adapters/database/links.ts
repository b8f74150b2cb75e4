import { PlaceId } from '../../bot/identity.ts'
import type { Links } from '../../bot/ports.ts'
import type { Engine } from './engine.ts'
import { rows } from './query.ts'
import { appendGone } from './rights.ts'
import { putCode } from './tables/code.ts'
import { linkedPlaces, listLinks, removeLink } from './tables/link.ts'

/** A code works for 15 minutes. */
const CODE_MS = 15 * 60_000

/** One-time codes and what they linked. */
export function createLinks(engine: Engine): Links {
  return {
    async offer(hash, organisation, role, now) {
      const until = now.getTime() + CODE_MS
      await engine.write(() => rows(putCode, { hash, organisation, role, until }))
    },
    async list() {
      const found = await engine.read(() => rows(listLinks, {}))
      return found.map((link) => ({ ...link }))
    },
    async places(platform) {
      const found = await engine.read(() => rows(linkedPlaces, { platform }))
      return found.map(({ id, subject, address }) => ({
        id,
        place: PlaceId.parse(subject),
        address: address ?? ''
      }))
    },
    remove: (id, now) =>
      engine.write(
        function* () {
          const gone = yield* rows(removeLink, { id })
          yield* appendGone(gone, 'operator', now)
          return gone.length > 0
        },
        (removed) => !removed
      )
  }
}
