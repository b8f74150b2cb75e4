import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Press } from '../../bot/conversation/reply.ts'
import type { Destination } from '../../bot/identity.ts'
import type { Signer } from '../../bot/ports.ts'
import type { Keys } from './keys.ts'

/** 128 bits: whoever wants to guess one has to ask us each time. */
const BYTES = 16
const MAC = 22
/** Longer than any token of ours; anything above is not even looked at. */
const LONGEST = 2000
/** Far more presses than all content has: a bound, not a size. */
const MOST_KEPT = 5000

const Inside = z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string()])])

/**
 * A token is 22 characters of HMAC-SHA256 and the press as base64url of compact JSON: under 300 characters.
 * The owner is in the signature only, so the same token in another chat, or pressed by another person, opens nothing.
 */
export function createSigner(keys: Keys): Signer {
  const current = createSecretKey(keys.subkey('sign'))
  const old = keys.previous('sign')
  const accepted = old ? [current, createSecretKey(old)] : [current]
  const payloads = new Map<string, string>()

  /** Checked and written once for each press there is: a few hundred of our own, drawn again and again. */
  function payloadOf(press: Press): string {
    const name = press.about === undefined ? press.action : `${press.action} ${press.about}`
    const known = payloads.get(name)
    if (known !== undefined) return known
    const { action, about } = Press.parse(press)
    const payload = Buffer.from(
      JSON.stringify(about === undefined ? [action] : [action, about])
    ).toString('base64url')
    if (payloads.size === MOST_KEPT) payloads.clear()
    payloads.set(name, payload)
    return payload
  }

  return {
    sign(press, owner) {
      const payload = payloadOf(press)
      return mac(current, payload, owner).toString('base64url') + payload
    },

    open(token, owners) {
      if (typeof token !== 'string' || token.length <= MAC || token.length > LONGEST)
        return undefined
      const given = Buffer.from(token.slice(0, MAC), 'base64url')
      const payload = token.slice(MAC)
      if (given.length !== BYTES) return undefined
      const ours = accepted.some((key) =>
        owners.some((owner) => timingSafeEqual(mac(key, payload, owner), given))
      )
      return ours ? readPress(payload) : undefined
    }
  }
}

function mac(key: KeyObject, payload: string, owner: Destination['owner']): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([payload, owner]))
    .digest()
    .subarray(0, BYTES)
}

/** Only reached with a payload that we signed ourselves. */
function readPress(payload: string): Press | undefined {
  const [action, about] = Inside.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  return Press.safeParse({ action, about }).data
}
