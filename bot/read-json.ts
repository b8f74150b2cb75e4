import type { z } from 'zod'

/** JSON of our own, read back in its shape; `undefined` where it is no JSON or has another shape: for the caller to say. */
export function readJson<T>(shape: z.ZodType<T>, text: string): T | undefined {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return undefined
  }
  return shape.safeParse(found).data
}
