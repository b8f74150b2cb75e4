import { z } from 'zod'

/** A file of held-out voices: lines with the intent they mean, lines that are not ours, lines that need other help. */
export const HeldOut = z.strictObject({
  voices: z.record(z.string(), z.array(z.strictObject({ is: z.string(), say: z.string() }))),
  notOurs: z.array(z.string()),
  help: z.array(z.strictObject({ help: z.string(), say: z.string() }))
})
