import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { hasher, signer } from '../../support/slack/adapter.ts'
import { openTeamsStage, stillWorking, type TeamsStage } from '../../support/teams/adapter.ts'
import { oidOf } from '../../support/teams/driver.ts'
import { tenant } from '../../support/teams/issuer.ts'

const ward = '19:ward@thread.tacv2'
const press = { action: 'more', about: 'phishing_link_clicked' }
let stage: TeamsStage
let teams: TeamsStage['teams']

beforeAll(async () => {
  stage = await openTeamsStage()
  ;({ teams } = stage)
})
afterAll(() => stage.close())

const person = (user: string) => hasher.person('teams', tenant, oidOf(user))
const own = (user: string) => ({ headsUp: signer.sign(press, person(user)) })
const ofWard = { headsUp: signer.sign(press, hasher.place('teams', tenant, ward)) }
const inChannel = (channel: string) => ({
  conversation: { id: `${channel};messageid=1`, conversationType: 'channel', tenantId: tenant }
})
const keys = async () => (await stage.heardOf(teams.execute('ann', own('ann'))))?.keys ?? []

describe('a pressed button', () => {
  it('of one’s own card does what it says, by Action.Execute and by Action.Submit', async () => {
    expect((await stage.heardOf(teams.execute('ann', own('ann'))))?.input).toEqual({
      kind: 'press',
      press
    })
    expect((await stage.heardOf(teams.submit('ann', own('ann'))))?.input).toEqual({
      kind: 'press',
      press
    })
  })

  it('shows for a moment that something is coming, and leaves the card', async () => {
    const response = await teams.send(teams.execute('ann', own('ann')))
    expect(await response.json()).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: stillWorking
    })
  })

  it.each<[string, Record<string, unknown>]>([
    ['of somebody else', own('ben')],
    ['forged', { headsUp: `${own('ann').headsUp.slice(0, -3)}abc` }],
    ['not ours', { action: 'wipe' }],
    ['with a huge payload', { headsUp: 'x'.repeat(5000) }],
    ['of a channel, pressed elsewhere', ofWard]
  ])('%s: does nothing of the kind', async (_, data) => {
    for (const activity of [teams.execute('ann', data), teams.submit('ann', data)])
      expect((await stage.heardOf(activity))?.input).toEqual({ kind: 'stale-press' })
  })

  it('of a channel’s card works there for everybody, and nowhere else', async () => {
    const there = await stage.heardOf(teams.execute('ben', ofWard, inChannel(ward)))
    expect(there).toMatchObject({ input: { kind: 'press' }, place: { kind: 'channel' } })
    const elsewhere = await stage.heardOf(
      teams.execute('ben', ofWard, inChannel('19:x@thread.tacv2'))
    )
    expect(elsewhere?.input).toEqual({ kind: 'stale-press' })
  })

  it('on a card that they alone see in a channel is answered for them alone', async () => {
    const turn = await stage.heardOf(teams.execute('ann', own('ann'), inChannel(ward)))
    expect(turn?.input).toEqual({ kind: 'press', press })
    expect(turn?.place.kind).toBe('private')
    expect(turn?.place.here).toMatchObject({ scope: 'person', owner: person('ann') })
  })

  it('sent again under another id is the same press; pressed again later it is a new one', async () => {
    stage.clock.aheadMs = 5000 - (Date.now() % 5000) + 4990
    const first = await keys()
    stage.clock.aheadMs += 3000
    const again = await keys()
    stage.clock.aheadMs += 8000
    const later = await keys()
    stage.clock.aheadMs = 0
    expect(first.some((key) => again.includes(key))).toBe(true)
    expect(first.some((key) => later.includes(key))).toBe(false)
  })

  it('an invoke that we do not know is said to be unknown', async () => {
    const response = await teams.send(teams.execute('ann', {}, { name: 'task/unknown' }))
    expect(response.status).toBe(501)
  })
})
