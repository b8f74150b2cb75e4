import { z } from 'zod'
import { OrganisationId } from '../identity.ts'

/**
 * What we remember of one person between two turns. Small, sealed and padded at rest; its row shows no time.
 * Times are inside the seal only. Erased by "forget me" and 90 days after the last turn.
 */
export const Memory = z.object({
  /** Has had the welcome. */
  welcomed: z.boolean().optional(),
  /** The person's own answer to "Where do you work?"; `elsewhere` is "Somewhere else": do not ask again. */
  organisation: z.union([OrganisationId, z.literal('elsewhere')]).optional(),
  /** "Where do you work?" was asked and not answered: the words typed next are tried as an answer. */
  asking: z.literal('organisation').optional(),
  /** The last answer, so that "how?" and "yes" go on with it for 15 minutes, in the same place. */
  last: z
    .object({
      intent: z.string(),
      place: z.string(),
      at: z.number(),
      offered: z.array(z.string()).optional()
    })
    .optional(),
  /** Tips already shown, newest last, until all were: "another" is another. As many as there are tips. */
  tips: z.array(z.string()).optional(),
  /** Day number of the last turn (days since 1970), for erasure after 90 days. */
  day: z.number().int().optional()
})
export type Memory = z.infer<typeof Memory>

/** What we remember of a channel or group. */
export const PlaceMemory = z.object({
  welcomed: z.boolean().optional(),
  organisation: z.union([OrganisationId, z.literal('elsewhere')]).optional()
})
export type PlaceMemory = z.infer<typeof PlaceMemory>
