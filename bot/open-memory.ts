import type { z } from 'zod'
import type { Log, SealedFor, Sealer } from './ports.ts'

interface Parts {
  readonly sealer: Sealer
  readonly log: Log
}

/** A memory that no longer opens (the key was lost, or an older program wrote it) is forgotten: the answer matters more. */
export async function openMemory<T>(
  parts: Parts,
  about: string,
  sealed: string | undefined,
  shape: z.ZodType<T>
): Promise<T | undefined> {
  return sealed === undefined
    ? undefined
    : openSealed(parts, { purpose: 'memory', about, sealed }, shape)
}

/** What is kept of somebody, or nothing where it does not open. */
export async function openSealed<T>(
  { sealer, log }: Parts,
  {
    purpose,
    about,
    sealed
  }: { readonly purpose: SealedFor; readonly about: string; readonly sealed: string },
  shape: z.ZodType<T>
): Promise<T | undefined> {
  try {
    return shape.parse(JSON.parse(await sealer.open(purpose, about, sealed)))
  } catch (error) {
    log.error('memory.unreadable', error)
    return undefined
  }
}
