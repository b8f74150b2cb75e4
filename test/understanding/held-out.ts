import { z } from 'zod'

/** A file of held-out voices: lines with the intent they mean, lines that are not ours, lines that need other help. */
export const HeldOut = z.strictObject({
  voices: z.record(z.string(), z.array(z.strictObject({ is: z.string(), say: z.string() }))),
  notOurs: z.array(z.string()),
  help: z.array(z.strictObject({ help: z.string(), say: z.string() }))
})

/** A file of lines that need other help, alone or beside a cyber matter, and of lines that only sound so; `seen` were looked at. */
const Line = { seen: z.boolean(), say: z.string() }
export const HelpVoices = z.strictObject({
  help: z.record(z.string(), z.array(z.strictObject(Line))),
  mixed: z.array(z.strictObject({ is: z.string(), ...Line })),
  nearMisses: z.array(z.strictObject(Line))
})
