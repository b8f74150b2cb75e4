import { z } from 'zod'

export const JobId = z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, 'small letters, digits and hyphens')

/** A kind of work that people may name, so that their tips suit it. Few and wide: nobody is known by theirs. */
export const Job = z.strictObject({
  id: JobId,
  /** Ends the sentence "I choose tips that suit …". */
  label: z.string().min(3).max(40),
  /** What people call it, in small letters: "receptionist", "front desk". */
  said: z
    .array(z.string().regex(/^[a-z]+( [a-z]+)*$/, 'small letters and single spaces'))
    .min(1)
    .max(60)
})
export type Job = z.infer<typeof Job>
export const JobsFile = z.strictObject({ jobs: z.array(Job) })
