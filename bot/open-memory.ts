import type { z } from 'zod'
import type { Log, Sealer } from './ports.ts'

/** A memory that no longer opens (the key was lost, or an older program wrote it) is forgotten: the answer matters more. */
export async function openMemory<T>(
  { sealer, log }: { readonly sealer: Sealer; readonly log: Log },
  about: string,
  sealed: string | undefined,
  shape: z.ZodType<T>
): Promise<T | undefined> {
  if (sealed === undefined) return undefined
  try {
    return shape.parse(JSON.parse(await sealer.open('memory', about, sealed)))
  } catch (error) {
    log.error('memory.unreadable', error)
    return undefined
  }
}
