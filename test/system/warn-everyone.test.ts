import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { newKey, openKeys } from '../../adapters/sealing/keys.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { alertForms } from '../../bot/compose/alerts.ts'
import type { FormAnswer, FormTurn } from '../../bot/conversation/form.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import { createForms } from '../../bot/forms.ts'
import { OrganisationId } from '../../bot/identity.ts'
import type { Clock } from '../../bot/ports.ts'
import { waveCard } from '../../bot/reports/case-card.ts'
import { tempFolder } from '../support/folders.ts'
import { realLibrary } from '../support/real-library.ts'
import { hasher, openStage } from '../support/slack/adapter.ts'
import { type Ground, quiet, sqliteGround } from '../support/store-ground.ts'
import { openTeamsStage, toHere } from '../support/teams/adapter.ts'
import { readDialog } from '../support/teams/dialog.ts'
import { tenant } from '../support/teams/issuer.ts'
import { button } from './slack-stage.ts'

const folder = tempFolder()
const library = realLibrary(folder.path)
const trust = OrganisationId.parse('example-trust')
afterAll(() => folder.remove())
const wave = (situation = 'phishing_email_received') =>
  waveCard(library, { organisation: trust, situation, of: 'situation' })
let ground: Ground
beforeEach(async () => {
  ground = await sqliteGround()
})
afterEach(() => ground.remove())

/** The forms of alerts, for which this one person is a responder. */
async function formsFor(
  rita: Turn,
  clock: Clock
): Promise<(turn: FormTurn) => Promise<FormAnswer>> {
  const store = await ground.open()
  const sealer = createSealer(await openKeys({ key: newKey(), dataDir: ground.dataDir }))
  const parts = { store, sealer, hasher, library, messengers: new Map(), log: quiet, clock }
  return createForms({
    ...parts,
    hearing: { organisations: new Set() },
    rightsInFiles: (who) =>
      who === rita.from.id ? [{ organisation: trust, role: 'responders' }] : [],
    forms: alertForms(parts)
  })
}

describe('Warn everyone, on the card of a wave in the responders’ channel', () => {
  it('opens in Slack the form of an alert, filled with what is reported and what to do first', async () => {
    const stage = await openStage()
    try {
      const turn = await stage.heardAfter(stage.slack.mention('U0ANN', 'C0GENERAL', 'hello'))
      if (turn === undefined) throw new Error('nothing was heard')
      stage.front.onForm = await formsFor(turn, stage.clock)
      // What is too long for a field, Slack refuses: every situation must fit.
      let count = 0
      for (const [id, { label }] of library.situations) {
        await stage.adapter.messenger.send(toHere(turn, wave(id)))
        const card = stage.api.calls.findLast(({ method }) => method === 'chat.postMessage')
        const value = button(card, 'Warn everyone')
        expect(value).not.toBe('')
        const where = {
          container: { type: 'message', message_ts: '1.2', channel_id: 'C0GENERAL' },
          channel: { id: 'C0GENERAL', name: 'general' }
        }
        await stage.slack.formPress('U0ANN', value, where)
        count += 1
        const call = (await stage.api.arrived('views.open', count))[count - 1]
        const view = call?.args['view'] as { title: { text: string }; blocks: unknown }
        expect(fieldsOf(view.blocks)).toEqual([
          `Many reports: ${label}`,
          expect.stringMatching(/\w{2}/)
        ])
      }
      expect(count).toBeGreaterThan(20)
    } finally {
      await stage.close()
    }
  }, 60_000)

  it('opens in Teams the same, for those who may alone', async () => {
    const stage = await openTeamsStage()
    try {
      const desks = '19:responders@thread.tacv2'
      const inDesks = {
        conversation: { id: desks, conversationType: 'channel', isGroup: true, tenantId: tenant },
        channelData: { tenant: { id: tenant }, channel: { id: desks, type: 'private' } }
      }
      const turn = await stage.heardOf({
        ...stage.teams.mention('rita', desks, 'hello'),
        ...inDesks
      })
      if (turn === undefined) throw new Error('nothing was heard')
      stage.onForm = await formsFor(turn, stage.clock)
      await stage.adapter.messenger.send(toHere(turn, wave()))
      const body = stage.connector.calls.at(-1)?.body as {
        attachments: [{ content: { actions: { title: string; data: Record<string, unknown> }[] } }]
      }
      const { actions } = body.attachments[0].content
      const data = actions.find(({ title }) => title === 'Warn everyone')?.data ?? {}
      const opens = async (user: string) =>
        readDialog(await stage.teams.send(stage.teams.openDialog(user, data, inDesks)))
      const form = await opens('rita')
      expect(form.inputs.get('f-headline')).toMatchObject({
        value: 'Many reports: I got a suspicious email'
      })
      expect(form.inputs.get('f-todo')).toMatchObject({ value: expect.stringMatching(/\w{2}/) })
      // As it stands it can be looked at: nothing has to be typed first.
      const look = await readDialog(
        await stage.teams.send(
          stage.teams.sendDialog('rita', form.press('See how it looks'), inDesks)
        )
      )
      expect(look.says).toContain('This is what people will see:')
      expect(look.says).toContain('Many reports: I got a suspicious email')
      expect((await opens('mallory')).says).toContain('You cannot send alerts')
    } finally {
      await stage.close()
    }
  })
})

/** What stands in the fields of words of a window that was just opened. */
function fieldsOf(blocks: unknown): readonly string[] {
  return (blocks as readonly { readonly element?: { readonly initial_value?: string } }[]).flatMap(
    ({ element }) => element?.initial_value ?? []
  )
}
