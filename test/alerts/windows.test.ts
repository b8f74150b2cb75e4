import { describe, expect, it } from '@jest/globals'
import { drawForm as drawInSlack } from '../../adapters/slack/forms.ts'
import { drawForm as drawInTeams } from '../../adapters/teams/forms.ts'
import { alertWindows } from '../../bot/alerts/alert-pieces.ts'
import { formWords as wordsOf } from '../../bot/compose/form-words.ts'
import { onlookerTalk } from '../../bot/conversation/pieces.ts'
import type { Platform } from '../../bot/identity.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { trust } from '../conversation/employers.ts'
import { now } from '../conversation/a-turn.ts'
import { faultsInModal } from '../support/slack/check-blocks.ts'
import { readDialog } from '../support/teams/dialog.ts'

const library = aLibrary()
const formWords = wordsOf(library.words)
const windowsOn = (platform: Platform) => {
  const onlooker = { organisation: trust.id as never, place: 'private', now, platform } as const
  return alertWindows(onlookerTalk(library, onlooker), onlooker.organisation)
}
const shown = (name: string) =>
  JSON.stringify(windowsOn('slack').find(({ id }) => id === name)?.form)
const names = windowsOn('slack').map(({ id }) => id)

describe('the windows of an alert', () => {
  it('are those of sending, editing and recalling', () => {
    expect(names).toEqual(['alert/form', 'alert/look', 'alert/count', 'alert/edit', 'alert/recall'])
  })

  it.each(names)('%s is one that Slack takes, and one that Teams takes', async (name) => {
    const inSlack = windowsOn('slack').find(({ id }) => id === name)
    const inTeams = windowsOn('teams').find(({ id }) => id === name)
    if (inSlack === undefined || inTeams === undefined) throw new Error('there is no such window')
    expect(faultsInModal(drawInSlack(inSlack.form, () => 'signed', formWords.slack))).toEqual([])
    const answer = { is: 'show', form: inTeams.form } as const
    const drawn = drawInTeams(answer, () => 'signed', formWords.teams, true)
    expect((await readDialog(Response.json(drawn))).title).toBe(inTeams.form.title)
  })

  it('of an edit has the words that stand, and of a recall says from how many it goes, and how long that takes', () => {
    expect(shown('alert/edit')).toContain('Fake parcel texts today')
    expect(shown('alert/recall')).toMatch(/22.*seconds|22.*minute/)
  })
})
