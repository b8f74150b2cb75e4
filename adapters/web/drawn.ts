import { z } from 'zod'
import type { FormAnswer } from '../../bot/conversation/form.ts'
import type { Press, Reply } from '../../bot/conversation/reply.ts'
import type { Draw, Drawable, FormStep } from '../../bot/ports/draw.ts'
import { type SlackPicture, slackPicture } from './slack-picture.ts'

/** The same answer as each platform draws it: an Adaptive Card for Microsoft's renderer, and Slack's blocks as markup. */
export interface Drawn {
  readonly teams: unknown
  readonly slack: SlackPicture
}

/** A form as each platform draws it. Fields stand in the order of the form's own. */
export interface DrawnForm {
  readonly teams: unknown
  readonly slack: SlackWindow
}

/** In Slack a window's title and buttons stand around its blocks, as plain parts of it. */
export interface SlackWindow extends SlackPicture {
  readonly title: string
  readonly submit?: string
  readonly close: string
}

/** `replies`: most often the same one twice. */
export async function drawn(
  draw: Draw,
  replies: Readonly<Record<Drawable, Reply>>,
  sign: (press: Press) => string
): Promise<Drawn> {
  return {
    teams: draw.reply('teams', replies.teams, sign),
    slack: await slackPicture(draw.reply('slack', replies.slack, sign))
  }
}

/** `answers`: most often the same one twice. */
export async function drawnForm(
  draw: Draw,
  answers: Readonly<Record<Drawable, FormAnswer>>,
  sign: (press: Press, step: FormStep) => string
): Promise<DrawnForm> {
  const { blocks, title, submit, close } = View.parse(draw.form('slack', answers.slack, sign))
  return {
    teams: draw.form('teams', answers.teams, sign),
    slack: {
      ...(await slackPicture(blocks)),
      title: title.text,
      close: close.text,
      ...(submit === undefined ? {} : { submit: submit.text })
    }
  }
}

const Label = z.object({ type: z.literal('plain_text'), text: z.string() })
const View = z.object({
  title: Label,
  blocks: z.array(z.unknown()),
  submit: Label.optional(),
  close: Label
})
