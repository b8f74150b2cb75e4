import type { FormAnswer } from '../conversation/form.ts'
import type { Press, Reply } from '../conversation/reply.ts'

/** The platforms whose drawing can be looked at without them. */
export type Drawable = 'teams' | 'slack'

/** What a button inside a form does: sends it, or leads to another step in the same window. */
export type FormStep = 'submit' | 'open'

/**
 * Draws the same answer as Teams or Slack would get it, for whoever looks at both side by side. What comes out is the
 * platform's own JSON: an Adaptive Card, or a list of Block Kit blocks. It is not sent anywhere. `sign` makes what a
 * button carries.
 */
export interface Draw {
  reply(platform: Drawable, reply: Reply, sign: (press: Press) => string): unknown
  /** What stands in a form's window. In Teams a field is named `f-` and its id, a box to tick `t-`. */
  form(
    platform: Drawable,
    answer: FormAnswer,
    sign: (press: Press, step: FormStep) => string
  ): unknown
}
