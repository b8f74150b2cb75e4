import { z } from 'zod'

/** An intent's bare id: `lost_stolen_device`. */
const IntentId = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)
const Line = z.string().min(1).max(600)
/** One or more words; `word*` stands for any ending, `=word` for that spelling alone, `~` for up to 3 words, `@concept` for any word of a concept. */
const Pattern = z.string().min(1).max(120)
/** Shown to content authors as it is: plain words with underscores for spaces. */
const ConceptId = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)

/** A rule that needs no learning: what always fires it, what does so only beside a person, what silences it. */
const HelpRule = z.strictObject({
  always: z.array(Pattern).default([]),
  /** Fire unless they are told of one of the `things`: "has collapsed". */
  unlessThing: z.array(Pattern).default([]),
  /** Fire only where they are told of one of the `people`: "dead". */
  withPerson: z.array(Pattern).default([]),
  /** Takes the meaning from a phrase that it shares words with, or stands close beside in the same clause. */
  never: z.array(Pattern).default([])
})

const HelpRules = z.strictObject({
  people: z.array(Pattern),
  things: z.array(Pattern),
  /** What is written or taught about such matters: "bullying policy", "cardiac arrest training". */
  topics: z.array(Pattern),
  emergency: HelpRule,
  distress: HelpRule,
  safeguarding: HelpRule,
  abuse: HelpRule,
  /** Attempts to give the bot orders: refused, with no help named. */
  injection: HelpRule
})

/** Numbers chosen by cross-validation on the phrases (`node test/bench/tune-understanding.ts`), never on a test set. */
const Tuning = z.strictObject({
  /** Answer at this confidence or above. */
  answerAt: z.number().min(0).max(1),
  /** Ask at this confidence or above; below it, refuse. */
  askAt: z.number().min(0).max(1),
  /** The first must lead the second by this much. */
  lead: z.number().min(0).max(1),
  /** At least this share of the words must be known. */
  knownShare: z.number().min(0).max(1),
  /** At least this share of the words must speak for the intent, by kind of intent. */
  supportOfErrand: z.number().min(0).max(1),
  supportOfTopic: z.number().min(0).max(1),
  supportOfSituation: z.number().min(0).max(1),
  /** Harmless answers need less than this much chance of something having happened. */
  harmlessUnder: z.number().min(0).max(1),
  /** With this much chance that somebody needs other help (`other_help.yaml`), that is what is answered. */
  helpAt: z.number().min(0).max(1),
  /** With this much chance that something graver happened, it is asked. */
  graverAt: z.number().min(0).max(1),
  /** Divides the scores before they become chances. */
  temperature: z.number().positive()
})
export type Tuning = z.infer<typeof Tuning>

/** Any file of `content/<language>/understanding/`: each may hold any of these; all files are laid together. */
export const UnderstandingFile = z.strictObject({
  /** What people say, by intent. */
  phrases: z.record(IntentId, z.array(Line)).optional(),
  /** What is not ours, by kind: each kind is learned on its own, all of them mean "out of scope". */
  notOurs: z.record(ConceptId, z.array(Line)).optional(),
  /** More of what is not ours, by kind: every `say` with its `{}` filled by some of `with`. Keeps "help me with {}" from meaning help. */
  mixes: z
    .record(ConceptId, z.strictObject({ say: z.array(Line), with: z.array(Line).min(1) }))
    .optional(),
  /** Words of like meaning. */
  lexicon: z.record(ConceptId, z.array(Pattern)).optional(),
  /** Shapes of a sentence: who did it, is it a question, is it only feared. May use `@concept`. */
  frames: z.record(ConceptId, z.array(Pattern)).optional(),
  /** Text speak, slang and joined or split words, each with what it stands for. */
  rewrites: z.record(z.string().min(1), z.string()).optional(),
  /** Words everybody knows, that are never taken for a typing slip. */
  commonWords: z.array(z.string()).optional(),
  /** Words of the language that tell us nothing, one string with spaces between: not known, but never taken for a slip either. */
  plainWords: z.string().optional(),
  /** Words that say nothing about the matter. */
  smallWords: z.array(z.string()).optional(),
  help: HelpRules.optional(),
  /** Everyday words of other languages, by name of the language: one string each, with spaces between. */
  languages: z.record(z.string(), z.string()).optional(),
  /** Intents where something happened, gravest first: with two at once, the graver leads. */
  gravest: z.array(IntentId).optional(),
  /** Intents that are harmless: never answered where something may have happened. */
  harmless: z.array(IntentId).optional(),
  /** Intents where the bot is asked to do something. */
  errands: z.array(IntentId).optional(),
  /** For an intent that needs a deed, the concepts of that deed: "not clicked" is no click. */
  deeds: z.record(IntentId, z.array(ConceptId)).optional(),
  tuning: Tuning.optional()
})
export type UnderstandingFile = z.infer<typeof UnderstandingFile>

/** All files laid together: everything must be there. */
const UnderstandingData = UnderstandingFile.required()
export type UnderstandingData = z.infer<typeof UnderstandingData>

/**
 * Lays parsed files together into what {@link file://./create-understand.ts} takes. Lists under the same
 * name are joined; `help` and `tuning` must stand in one file only. Throws a ZodError where something is
 * missing, and an Error with plain words where something is said twice.
 */
export function joinFiles(files: readonly UnderstandingFile[]): UnderstandingData {
  const joined: Record<string, unknown> = {}
  for (const file of files) {
    for (const [key, value] of Object.entries(file)) {
      if (joined[key] !== undefined && (key === 'help' || key === 'tuning')) {
        throw new Error(`"${key}" stands in two files of the understanding folder`)
      }
      joined[key] = joinValues(joined[key], value)
    }
  }
  return UnderstandingData.parse(joined)
}

/** Lists are put behind each other, groups are joined name by name; of two single values the later one holds. */
function joinValues(old: unknown, added: unknown): unknown {
  if (Array.isArray(old) && Array.isArray(added)) return [...list(old), ...list(added)]
  if (!isGroup(old) || !isGroup(added)) return added
  const joined: Record<string, unknown> = { ...old }
  for (const [name, value] of Object.entries(added)) joined[name] = joinValues(joined[name], value)
  return joined
}

function list(values: readonly unknown[]): readonly unknown[] {
  return values
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
