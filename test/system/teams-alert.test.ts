import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createAlertDelivery } from '../../bot/alerts/deliver.ts'
import { createAlertPlanning } from '../../bot/alerts/plan.ts'
import { alertForms } from '../../bot/compose/alerts.ts'
import type { Button } from '../../bot/conversation/reply.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import { createForms } from '../../bot/forms.ts'
import type { Role } from '../../bot/identity.ts'
import { createPump } from '../../bot/outbox/pump.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { newKey, openKeys } from '../../adapters/sealing/keys.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { trust } from '../alerts/a-newsroom.ts'
import { aReply, hasher } from '../support/slack/adapter.ts'
import { change, type Ground, quiet, sqliteGround } from '../support/store-ground.ts'
import { openTeamsStage, type TeamsStage, toHere } from '../support/teams/adapter.ts'
import { readDialog } from '../support/teams/dialog.ts'

const channel = '19:ward@thread.tacv2'
const given = { 'f-headline': 'Fake parcel texts today', 'f-todo': 'Do not tap the link.' }
let ground: Ground
let stage: TeamsStage
let work: () => Promise<void>
let zoe: Turn

const heard = async (activity: Readonly<Record<string, unknown>>): Promise<Turn> => {
  const turn = await stage.heardOf(activity)
  if (turn === undefined) throw new Error('nothing was heard')
  return turn
}

beforeEach(async () => {
  ground = await sqliteGround()
  stage = await openTeamsStage()
  const store = await ground.open()
  const sealer = createSealer(await openKeys({ key: newKey(), dataDir: ground.dataDir }))
  const clock = { now: () => new Date(), wait: stage.clock.wait.bind(stage.clock) }
  const messengers = new Map([['teams' as const, stage.adapter.messenger]])
  const parts = { store, sealer, hasher, library: aLibrary(), messengers, log: quiet, clock }
  zoe = await heard(stage.teams.dm('zoe', 'alert'))
  const rights = (who: string): { organisation: typeof trust; role: Role }[] =>
    who === zoe.from.id ? [{ organisation: trust, role: 'comms' }] : []
  stage.onForm = createForms({
    ...parts,
    hearing: { organisations: new Set() },
    rightsInFiles: rights,
    forms: alertForms(parts)
  })
  const plan = createAlertPlanning(parts)
  const pump = createPump({ ...parts, render: () => undefined, alert: createAlertDelivery(parts) })
  work = async () => {
    await plan(() => false)
    await pump(() => false)
  }
  const { place } = await heard(stage.teams.mention('zoe', channel, 'hello'))
  await store.links.offer('code', trust, 'tips', new Date())
  await store.memories.commit(
    change({
      place: place.id,
      address: await sealer.seal('address', place.id, JSON.stringify(place.root ?? place.here)),
      effects: [{ do: 'redeem', code: 'code', organisation: trust, role: 'tips', of: 'place' }]
    }),
    new Date()
  )
})
afterEach(async () => {
  await stage.close()
  await ground.remove()
})

/** What a button of the newest card in a chat sends. */
function actionOf(title: string): Record<string, unknown> {
  const cards = [...stage.connector.standing().values()].map(
    (body) =>
      body as { attachments?: [{ content: { actions?: { title: string; data: object }[] } }] }
  )
  const found = cards
    .flatMap(({ attachments }) => attachments?.[0].content.actions ?? [])
    .find((one) => one.title === title)
  return { ...found?.data }
}

const stands = () =>
  [...stage.connector.standing()]
    .filter(([key]) => key.startsWith(channel))
    .map(([, body]) => JSON.stringify(body))

async function sentBy(user: string) {
  const alert: Button = {
    kind: 'press',
    label: 'Send an alert',
    press: { action: 'alert' },
    opens: 'form'
  }
  const card = { blocks: [{ kind: 'text' as const, text: 'A card' }], buttons: [alert] }
  await stage.adapter.messenger.send(toHere(zoe, aReply({ card })))
  return readDialog(await stage.teams.send(stage.teams.openDialog(user, actionOf('Send an alert'))))
}

const sends = async (data: Record<string, unknown>) =>
  readDialog(await stage.teams.send(stage.teams.sendDialog('zoe', data)))

describe('an alert in Teams, in dialogs, over HTTP', () => {
  it('is sent, edited where it stands, and taken back', async () => {
    const form = await sentBy('zoe')
    const look = await sends(form.press('See how it looks', given))
    expect(look.says).toContain('This is what people will see:')
    const twice = await sends(look.press('Next: who gets it', given))
    expect(twice.says).toContain('At Riverside NHS Trust this goes to: channels 1, people 0.')
    const thanks = await sends(twice.press('Send it now', given))
    expect(thanks.says).toContain('Your alert is on its way.')
    await work()
    expect(stands()).toEqual([expect.stringContaining('Fake parcel texts today')])
    const edit = await readDialog(
      await stage.teams.send(stage.teams.openDialog('zoe', actionOf('Edit everywhere')))
    )
    const changed = { ...given, 'f-headline': 'Fake parcel texts and calls' }
    const seen = await sends(edit.press('See how it looks', changed))
    const cost = await sends(seen.press('Next: who gets it', changed))
    await sends(cost.press('Change it everywhere', changed))
    await work()
    expect(stands()).toEqual([expect.stringContaining('Fake parcel texts and calls')])
    expect(stage.connector.calls.some(({ is }) => is === 'edit')).toBe(true)
    const recall = await readDialog(
      await stage.teams.send(stage.teams.openDialog('zoe', actionOf('Recall')))
    )
    expect((await sends(recall.press('Take it back'))).says).toContain('being taken back')
    await work()
    expect(stands()).toEqual([])
  })

  it('opens for nobody else', async () => {
    expect((await sentBy('mallory')).says).toContain('no longer works')
    await work()
    expect(stands()).toEqual([])
  })
})
