import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomFillSync
} from 'node:crypto'
import { HeadsUpError } from '../../bot/errors.ts'
import type { SealedFor, Sealer } from '../../bot/ports.ts'
import type { Keys } from './keys.ts'
import { pack, unpack } from './padding.ts'

/**
 * Smallest size in bytes for each purpose, chosen so that what one platform makes is no shorter than what
 * another makes: a length must not tell the platform, the tips seen or whether something was typed.
 */
const smallest: Readonly<Record<SealedFor, number>> = {
  inbox: 2048,
  memory: 1024,
  delivery: 3072,
  address: 2048,
  secret: 128,
  install: 1024,
  subscription: 1024,
  alert: 4096,
  'alert-copy': 2048,
  'alert-card': 2048,
  way: 2048,
  line: 4096,
  form: 1024
}
const purposes: readonly SealedFor[] = [
  'inbox',
  'memory',
  'delivery',
  'address',
  'secret',
  'install',
  'subscription',
  'alert',
  'alert-copy',
  'alert-card',
  'way',
  'line',
  'form'
]
/** The one protected header there is (RFC 7518, 4.5 and 5.3): whatever says another is not opened at all. */
const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')
const authenticated = Buffer.from(header, 'ascii')
const cipher = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/**
 * JWE (RFC 7516, compact) with the server's key, as any JOSE library opens it; `docs/decisions/sealing.md` says why none is
 * on the path of a message. The purpose is bound by its subkey; what the value belongs to (`about`) lies inside and is
 * compared on opening, so that a row copied onto another row does not open.
 */
export function createSealer(keys: Keys): Sealer {
  const current = new Map(
    purposes.map((purpose) => [purpose, createSecretKey(keys.subkey(`seal/${purpose}`))])
  )
  const previous = new Map<SealedFor, KeyObject>()
  for (const purpose of purposes) {
    const old = keys.previous(`seal/${purpose}`)
    if (old) previous.set(purpose, createSecretKey(old))
  }

  function open(purpose: SealedFor, about: string, sealed: string): string {
    for (const key of [current.get(purpose), previous.get(purpose)]) {
      const plain = key && decrypt(sealed, key)
      const words = plain && unpack(plain, about)
      if (words !== undefined) return words
    }
    throw new HeadsUpError(
      'KEY_INVALID',
      `A sealed value (${purpose}) does not open with HEADS_UP_KEY or HEADS_UP_KEY_PREVIOUS.`,
      'Set HEADS_UP_KEY_PREVIOUS to the key that was used before.'
    )
  }

  return {
    async seal(purpose, about, words) {
      const key = current.get(purpose)
      if (!key) throw new TypeError(`no key for ${purpose}`)
      return encrypt(pack(smallest[purpose], about, words), key)
    },
    open: async (purpose, about, sealed) => open(purpose, about, sealed)
  }
}

/** A nonce is 96 random bits: 2^32 values under one key before two may meet (NIST SP 800-38D, 8.3), and each purpose has its own key. */
function encrypt(plain: Uint8Array, key: KeyObject): string {
  const nonce = freshNonce()
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: TAG })
  sealing.setAAD(authenticated)
  const text = sealing.update(plain).toString('base64url')
  // GCM gives every byte at once: what is left to do is the tag.
  sealing.final()
  return `${header}..${nonce.toString('base64url')}.${text}.${sealing.getAuthTag().toString('base64url')}`
}

/** Random bytes are asked for in the hundreds: a call of its own for each nonce cost a third of all sealing. None is used twice. */
const pool = Buffer.alloc(256 * NONCE)
let used = pool.length

function freshNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += NONCE
  return pool.subarray(used - NONCE, used)
}

/** Whatever is wrong with it (another key, another form, no JWE at all), it did not open: the caller says so once. */
function decrypt(sealed: string, key: KeyObject): Uint8Array | undefined {
  const [head, wrapped, nonce = '', text = '', tag = '', ...more] = sealed.split('.')
  if (head !== header || wrapped !== '' || more.length > 0) return undefined
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG
    })
    opening.setAAD(authenticated)
    opening.setAuthTag(Buffer.from(tag, 'base64url'))
    const plain = opening.update(text, 'base64url')
    // Throws where the tag does not fit. Nothing is left to give.
    opening.final()
    return plain
  } catch {
    return undefined
  }
}
