import { drawForm as drawTeamsForm } from '../../adapters/teams/forms.ts'
import { drawReply as drawTeamsReply } from '../../adapters/teams/reply.ts'
import { drawForm as drawSlackForm } from '../../adapters/slack/forms.ts'
import { drawReply as drawSlackReply } from '../../adapters/slack/reply.ts'
import type { Words } from '../content/wording.ts'
import type { Draw } from '../ports/draw.ts'
import { formWords } from './form-words.ts'

/** The drawings of both platforms, by the very functions that their adapters send with. No SDK is loaded by it. */
export function createDraw(words: Words): Draw {
  const { teams, slack } = formWords(words)
  return {
    reply: (platform, reply, sign) =>
      platform === 'teams'
        ? drawTeamsReply(reply, 'channel', sign, teams.cut).attachments?.[0].content
        : drawSlackReply(reply, 'channel', sign, teams.cut).blocks,
    form(platform, answer, sign) {
      if (platform === 'teams')
        return drawTeamsForm(answer, sign, teams, true).task.value.card.content
      return drawSlackForm(answer.form, sign, slack)
    }
  }
}
