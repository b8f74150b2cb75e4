import { CompactEncrypt, compactDecrypt, type CryptoKey } from 'jose'
import { z } from 'zod'
import { HeadsUpError } from '../../bot/errors.ts'
import type { SealedFor, Sealer } from '../../bot/ports.ts'
import type { Keys } from './keys.ts'

/**
 * Smallest size in bytes for each purpose, chosen so that what one platform makes is no shorter than what
 * another makes: a length must not tell the platform, the tips seen or whether something was typed.
 */
const smallest: Readonly<Record<SealedFor, number>> = {
  inbox: 4096,
  memory: 1024,
  delivery: 4096,
  address: 2048
}
/** Each further size is four times the one before. */
const STEP = 4
const LARGEST = 4 * 1024 * 1024
const purposes: readonly SealedFor[] = ['inbox', 'memory', 'delivery', 'address']
/** The length of the words' bytes, in front of them. */
const PREFIX = 4

const header = { alg: 'dir', enc: 'A256GCM' } as const
const Inside = z.tuple([z.string(), z.string()])
/** Without these, jose opens what was sealed under the same key by any other algorithm. */
const only = { keyManagementAlgorithms: [header.alg], contentEncryptionAlgorithms: [header.enc] }

/**
 * JWE (RFC 7516) with the server's key. The purpose is bound by its subkey; what the value belongs to (`about`)
 * lies inside and is compared on opening, so that a row copied onto another row does not open.
 */
export function createSealer(keys: Keys): Sealer {
  const current = new Map(
    purposes.map((purpose) => [purpose, load(keys.subkey(`seal/${purpose}`))])
  )
  const previous = new Map<SealedFor, Promise<CryptoKey>>()
  for (const purpose of purposes) {
    const old = keys.previous(`seal/${purpose}`)
    if (old) previous.set(purpose, load(old))
  }

  async function open(purpose: SealedFor, about: string, sealed: string): Promise<string> {
    for (const key of [current.get(purpose), previous.get(purpose)]) {
      const plain = key && (await decrypt(sealed, await key))
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
      const key = await current.get(purpose)
      if (!key) throw new TypeError(`no key for ${purpose}`)
      return new CompactEncrypt(pack(purpose, about, words)).setProtectedHeader(header).encrypt(key)
    },
    open
  }
}

/** Imported once: jose derives a CryptoKey from raw bytes at every call otherwise, at twice the CPU. */
function load(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, [
    'encrypt',
    'decrypt'
  ])
}

/** Whatever is wrong with it (another key, another form, no JWE at all), it did not open: the caller says so once. */
async function decrypt(sealed: string, key: CryptoKey): Promise<Uint8Array | undefined> {
  try {
    return (await compactDecrypt(sealed, key, only)).plaintext
  } catch {
    return undefined
  }
}

function pack(purpose: SealedFor, about: string, words: string): Uint8Array {
  const text = Buffer.from(JSON.stringify([about, words]))
  let size = smallest[purpose]
  while (size < text.length + PREFIX) size *= STEP
  if (size > LARGEST) throw new RangeError('too long to be sealed')
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, text.length)
  padded.set(text, PREFIX)
  return padded
}

function unpack(plain: Uint8Array, about: string): string | undefined {
  if (plain.length < PREFIX) return undefined
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0)
  if (length > plain.length - PREFIX) return undefined
  const text = new TextDecoder().decode(plain.subarray(PREFIX, PREFIX + length))
  const [whose, words] = Inside.parse(JSON.parse(text))
  return whose === about ? words : undefined
}
