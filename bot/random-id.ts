const bytesOfId = 16
/** Random bytes are asked for in the hundreds: one call for each id would cost more than all else about it. */
const pool = new Uint8Array(256 * bytesOfId)
let used = pool.length

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** 128 random bits as 32 hexadecimal digits: no time and no order in it, so it joins nothing. */
export function randomId(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  let id = ''
  for (let at = used; at < used + bytesOfId; at += 1) id += digits[pool[at] ?? 0] ?? ''
  used += bytesOfId
  return id
}
