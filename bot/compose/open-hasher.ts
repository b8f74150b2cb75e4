import { randomBytes } from 'node:crypto'
import { createHasher } from '../../adapters/sealing/hasher.ts'
import { HeadsUpError, isHeadsUpError } from '../errors.ts'
import type { Hasher, Sealer, Store } from '../ports.ts'

const name = 'hash'
const BYTES = 32

/**
 * The key that people, places and codes are hashed with. It is made once, lies sealed in the database, and outlives a
 * change of `HEADS_UP_KEY`: nobody is a stranger after it. Throws `KEY_INVALID` where the server's key is not the one it
 * was sealed with.
 */
export async function openHasher({
  store,
  sealer
}: {
  readonly store: Pick<Store, 'secrets'>
  readonly sealer: Sealer
}): Promise<Hasher> {
  const fresh = () => sealer.seal('secret', name, randomBytes(BYTES).toString('base64'))
  const sealed = (await store.secrets.read(name)) ?? (await store.secrets.make(name, await fresh()))
  const key = await opened(sealer, sealed)
  // Under the newest key from now on: the previous one may be taken out whenever nothing else waits under it.
  await store.secrets.replace(name, await sealer.seal('secret', name, key))
  return createHasher(Buffer.from(key, 'base64'))
}

async function opened(sealer: Sealer, sealed: string): Promise<string> {
  try {
    return await sealer.open('secret', name, sealed)
  } catch (error) {
    if (!isHeadsUpError(error, 'KEY_INVALID')) throw error
    throw new HeadsUpError(
      'KEY_INVALID',
      'This database was made with another HEADS_UP_KEY.',
      'Set the key it was made with, as HEADS_UP_KEY or, after a change, as HEADS_UP_KEY_PREVIOUS. Lost for good: `heads-up keys begin-anew`, which the documentation explains.',
      error
    )
  }
}

/** Whether the server's key is the one of the database whose sealed keys these are. Throws `KEY_INVALID`. */
export async function checkHashKey(
  secrets: ReadonlyMap<string, string>,
  sealer: Sealer
): Promise<void> {
  const sealed = secrets.get(name)
  if (sealed !== undefined) await opened(sealer, sealed)
}

/** After the key was lost: people, links and memories begin anew at the next start. False: there was nothing. */
export function forgetHashKey(store: Pick<Store, 'secrets'>): Promise<boolean> {
  return store.secrets.drop(name)
}
