import { z } from 'zod'
import { JobId } from './job.ts'
import { RouteId, Day } from './route.ts'
import { SituationId } from './situation.ts'

export const TopicId = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/)
export const TipId = z.string().regex(/^[a-z][a-z0-9-]{2,60}$/, 'small letters, digits and hyphens')

/** Advice somebody asked for; nothing has happened. */
export const Topic = z.strictObject({
  id: TopicId,
  /** First line of the answer. */
  title: z.string().min(3).max(60),
  label: z.string().min(3).max(40),
  /** 2 to 4 short lines; the first is the most useful one. */
  advice: z.array(z.string().min(3).max(200)).min(2).max(4),
  /** Tips the advice rests on; their sources are its sources. */
  tips: z.array(TipId).min(1).max(6),
  /** If it already went wrong: situations offered as buttons. */
  next: z.array(SituationId).max(2).default([]),
  /** A route worth knowing, if any. */
  tell: z.array(RouteId).max(2).default([])
})
export type Topic = z.infer<typeof Topic>
export const TopicsFile = z.strictObject({ topics: z.array(Topic).min(1) })

/** One fact and one action, under 80 words in all. */
export const Tip = z.strictObject({
  id: TipId,
  /** "Lock it when you leave it" */
  title: z.string().min(3).max(60),
  /** One sentence. */
  fact: z.string().min(3).max(200),
  /** One sentence that begins with what to do. */
  action: z.string().min(3).max(200),
  /** One tap to answer. Whichever is chosen, it is explained kindly: nobody is wrong here. */
  ask: z
    .strictObject({
      question: z.string().min(3).max(150),
      answers: z
        .array(
          z.strictObject({ label: z.string().min(2).max(40), says: z.string().min(3).max(200) })
        )
        .min(2)
        .max(3)
    })
    .optional(),
  where: z.enum(['work', 'home', 'both']),
  topics: z.array(TopicId).min(1).max(3),
  /** Kinds of work it is for, as `jobs.yaml` names them; empty: everybody's. */
  for: z.array(JobId).max(6).default([]),
  /** Months in which it fits best (1 to 12); empty: any time. */
  months: z.array(z.number().int().min(1).max(12)).max(6).default([]),
  sources: z.array(z.string().regex(/^S\d+$/)).min(1),
  checkedOn: Day
})
export type Tip = z.infer<typeof Tip>
export const TipsFile = z.strictObject({ tips: z.array(Tip).min(1) })

/** Where facts were read: `content/sources.yaml`. */
export const Source = z.strictObject({
  url: z.string().min(5),
  of: z.string().optional(),
  /** How far it was checked: R file read, E official page's excerpt, S secondary page. Nothing weaker is told to staff. */
  confidence: z.enum(['R', 'E', 'S', 'X'])
})
export const SourcesFile = z.strictObject({ sources: z.record(z.string().regex(/^S\d+$/), Source) })
