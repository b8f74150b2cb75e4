import { z } from 'zod'
import type { Form } from '../../bot/conversation/form.ts'
import type { Press, Reply } from '../../bot/conversation/reply.ts'
import type { Draw, Drawable } from '../../bot/ports/draw.ts'
import { type SlackPicture, slackPicture } from './slack-picture.ts'

/** The same answer as each platform draws it: an Adaptive Card for Microsoft's renderer, and Slack's blocks as markup. */
export interface Drawn {
  readonly teams: unknown
  readonly slack: SlackPicture
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

/** A window of each platform: in Slack its title and buttons stand around the blocks, as plain parts of it. */
export async function drawnForm(
  draw: Draw,
  forms: Readonly<Record<Drawable, Form>>
): Promise<Drawn> {
  const view = View.parse(draw.form('slack', { is: 'show', form: forms.slack }, () => 'preview'))
  const buttons = [view.close, ...(view.submit === undefined ? [] : [view.submit])]
  return {
    teams: draw.form('teams', { is: 'show', form: forms.teams }, () => 'preview'),
    slack: await slackPicture([
      { type: 'header', text: { type: 'plain_text', text: view.title.text } },
      ...view.blocks,
      {
        type: 'actions',
        elements: buttons.map((text, at) => ({ type: 'button', action_id: `window-${at}`, text }))
      }
    ])
  }
}

const Label = z.object({ type: z.literal('plain_text'), text: z.string() })
const View = z.object({
  title: Label,
  blocks: z.array(z.unknown()),
  submit: Label.optional(),
  close: Label
})
