import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes
} from 'node:crypto'
import type { Tickets } from '../../bot/ports.ts'
import type { Keys } from './keys.ts'

const cipher = 'aes-256-gcm'
const NONCE = 12
const ID = 16
const TAG = 16

/**
 * 59 letters: nonce, encrypted id and tag, so that it fits into a button. What a button holds can be exported with the
 * chat; an id in the clear would join the chat to a row of the database. The owner is authenticated with it.
 */
export function createTickets(keys: Keys): Tickets {
  const current = createSecretKey(keys.subkey('ticket'))
  const old = keys.previous('ticket')
  const accepted = old === undefined ? [current] : [current, createSecretKey(old)]

  return {
    seal(id, owner) {
      const nonce = randomBytes(NONCE)
      const sealing = createCipheriv(cipher, current, nonce, { authTagLength: TAG })
      sealing.setAAD(Buffer.from(owner))
      const text = Buffer.concat([sealing.update(Buffer.from(id, 'hex')), sealing.final()])
      return Buffer.concat([nonce, text, sealing.getAuthTag()]).toString('base64url')
    },
    open(ticket, owner) {
      if (ticket.length > 100) return undefined
      const bytes = Buffer.from(ticket, 'base64url')
      if (bytes.length !== NONCE + ID + TAG) return undefined
      for (const key of accepted) {
        const id = decrypt(bytes, owner, key)
        if (id !== undefined) return id
      }
      return undefined
    }
  }
}

function decrypt(bytes: Buffer, owner: string, key: KeyObject): string | undefined {
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, NONCE), {
      authTagLength: TAG
    })
    opening.setAAD(Buffer.from(owner))
    opening.setAuthTag(bytes.subarray(NONCE + ID))
    const id = opening.update(bytes.subarray(NONCE, NONCE + ID))
    return Buffer.concat([id, opening.final()]).toString('hex')
  } catch {
    // Another key, another owner, or no ticket of ours: the caller answers all of them alike.
    return undefined
  }
}
