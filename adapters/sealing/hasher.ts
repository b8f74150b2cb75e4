import { createHmac, createSecretKey } from 'node:crypto'
import { PersonId, PlaceId } from '../../bot/identity.ts'
import type { Hasher } from '../../bot/ports.ts'

/** 32 characters of base64url are 192 bits, far above the 128 at which two inputs could be made to meet. */
const CHARACTERS = 32

/**
 * HMAC-SHA256 under a key of 32 bytes. The parts are joined as a JSON array, so that no two lists of parts give the same
 * text, and the kind stands first, so that a person's hash is never a place's.
 */
export function createHasher(bytes: Uint8Array): Hasher {
  const key = createSecretKey(bytes)

  function hash(...parts: readonly string[]): string {
    const digest = createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
    return digest.slice(0, CHARACTERS)
  }

  return {
    person: (platform, tenant, user) => PersonId.parse(hash('person', platform, tenant, user)),
    place: (platform, tenant, place) => PlaceId.parse(hash('place', platform, tenant, place)),
    key: (kind, ...parts) => hash(`key/${kind}`, ...parts)
  }
}
