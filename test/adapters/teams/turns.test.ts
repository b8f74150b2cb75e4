import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { addressOf, wordsOf } from '../../support/heard.ts'
import { hasher } from '../../support/slack/adapter.ts'
import { openTeamsStage, type TeamsStage } from '../../support/teams/adapter.ts'
import { bot, freshId, oidOf } from '../../support/teams/driver.ts'
import { tenant } from '../../support/teams/issuer.ts'

const ward = '19:ward@thread.tacv2'
const foreign = 'ffffffff-0000-4000-8000-000000000000'
let stage: TeamsStage
let teams: TeamsStage['teams']

beforeAll(async () => {
  stage = await openTeamsStage()
  ;({ teams } = stage)
})
afterAll(() => stage.close())
let from = 0
beforeEach(() => {
  from = stage.heard.length
})

const person = (user: string) => hasher.person('teams', tenant, oidOf(user))

const shared = (channelData: object, who: object = {}) =>
  teams.mention('zoe', ward, 'tip', {
    channelData: { channel: { id: ward, type: 'shared' }, ...channelData },
    from: { id: '29:zoe', aadObjectId: oidOf('zoe'), ...who }
  })

describe('what is said', () => {
  it('in private is answered there', async () => {
    const turn = await stage.heardOf(teams.dm('ann', 'I clicked a link'))
    expect(wordsOf(turn)).toBe('I clicked a link')
    expect(turn).toMatchObject({
      platform: 'teams',
      tenant,
      language: 'en-GB',
      from: { id: person('ann'), standing: 'staff' },
      place: { kind: 'private', conversation: 'a:ann' }
    })
    expect(turn?.place.here).toEqual(turn?.from.privately)
    expect(addressOf(turn?.place.here)).toMatchObject({ to: 'conversation', conversation: 'a:ann' })
  })

  it('in a channel is answered in its thread, and privately in their own chat', async () => {
    const turn = await stage.heardOf(teams.mention('ann', ward, 'how do I report?'))
    expect(wordsOf(turn)).toBe('how do I report?')
    expect(turn?.place).toMatchObject({ kind: 'channel', id: hasher.place('teams', tenant, ward) })
    expect(turn?.place.here).toMatchObject({ scope: 'channel', owner: turn?.place.id })
    expect(turn?.from.privately).toMatchObject({ scope: 'person', owner: person('ann') })
    expect(addressOf(turn?.from.privately)).toMatchObject({ to: 'person', user: '29:ann' })
  })

  it('a thread belongs to its channel, and two people there do not wait for each other', async () => {
    const [ann, ben] = [
      await stage.heardOf(teams.mention('ann', ward, 'tip')),
      await stage.heardOf(teams.mention('ben', ward, 'tip'))
    ]
    expect(ann?.place.id).toBe(ben?.place.id)
    expect(ann?.place.conversation).not.toBe(ben?.place.conversation)
  })

  it('in a group chat is a group', async () => {
    expect((await stage.heardOf(teams.inGroup('ann', '19:g@thread.v2', 'tip')))?.place.kind).toBe(
      'group'
    )
  })

  it('in a kind of chat that we do not know, others may read along', async () => {
    const turn = await stage.heardOf(
      teams.dm('ann', 'I clicked a link', {
        conversation: { id: '19:new@thread.v2', conversationType: 'huddle', tenantId: tenant }
      })
    )
    expect(turn?.place.kind).toBe('group')
  })

  it('by "/" in a channel, so that nobody else saw it, is answered for them alone', async () => {
    const turn = await stage.heardOf(
      teams.mention('ann', ward, 'how do I report?', { recipient: { ...bot, isTargeted: true } })
    )
    expect(turn?.place.kind).toBe('private')
    expect(turn?.place.here).toEqual(turn?.from.privately)
    expect(turn?.place.here).toMatchObject({ scope: 'person', owner: person('ann') })
    expect(addressOf(turn?.place.here)).toMatchObject({ to: 'person', aside: true })
  })

  it('again with other words is the same message, edited', async () => {
    const said = teams.dm('ann', 'I clicked')
    const first = await stage.heardOf(said)
    const edit = { ...said, type: 'messageUpdate', text: 'I clicked a link' }
    const turn = await stage.heardOf({
      ...edit,
      channelData: { eventType: 'editMessage', tenant: { id: tenant } }
    })
    expect(turn?.input).toMatchObject({ kind: 'text', edited: true })
    expect(turn?.keys).not.toEqual(first?.keys)
  })

  it('with equal ids in two conversations is two messages', async () => {
    const id = freshId()
    const [a, b] = [
      await stage.heardOf(teams.dm('ann', 'tip', { id })),
      await stage.heardOf(teams.dm('ben', 'tip', { id }))
    ]
    expect(a?.keys).not.toEqual(b?.keys)
  })

  it('as a picture alone cannot be read; Teams’ own copy of the words is no picture', async () => {
    const attachments = [{ contentType: 'text/html', content: '<p>tip</p>' }]
    expect((await stage.heardOf(teams.dm('ann', 'tip', { attachments })))?.input.kind).toBe('text')
    const picture = [...attachments, { contentType: 'image/*', contentUrl: 'https://x.test/1' }]
    expect((await stage.heardOf(teams.dm('ann', '', { attachments: picture })))?.input).toEqual({
      kind: 'unreadable'
    })
    expect(
      wordsOf(await stage.heardOf(teams.dm('ann', 'what is this', { attachments: picture })))
    ).toBe('what is this')
  })

  it('deleted or with other words is taken back as it was first said, and undeleted it is not', async () => {
    const said = teams.dm('ann', 'I clicked')
    const first = await stage.heardOf(said)
    const told = async (type: string, eventType: string) => {
      const before = stage.withdrawn.length
      await stage.teams.send({ ...said, type, channelData: { eventType, tenant: { id: tenant } } })
      return stage.withdrawn.slice(before)
    }
    expect(await told('messageUpdate', 'editMessage')).toEqual(first?.keys)
    expect(await told('messageDelete', 'softDeleteMessage')).toEqual(first?.keys)
    expect(await told('messageUpdate', 'undeleteMessage')).toEqual([])
  })

  it.each([
    [
      'a deleted message',
      'messageDelete',
      { channelData: { eventType: 'softDeleteMessage', tenant: { id: tenant } } }
    ],
    [
      'an undeleted message',
      'messageUpdate',
      { text: 'x', channelData: { eventType: 'undeleteMessage', tenant: { id: tenant } } }
    ],
    ['typing', 'typing', {}],
    ['a reaction', 'messageReaction', {}],
    ['a kind of event that is not invented yet', 'holographicNod', {}],
    ['somebody else joining', 'conversationUpdate', { membersAdded: [{ id: '29:ben' }] }],
    ['a new version of the app', 'installationUpdate', { action: 'add-upgrade' }]
  ])('%s is nothing to answer', async (_, type, more) => {
    expect(await stage.heardOf(teams.other('ann', type, more))).toBeUndefined()
  })
})

describe('who speaks', () => {
  it('from outside, in our own shared channel, is an outsider', async () => {
    const byPlace = await stage.heardOf(shared({ tenant: { id: foreign } }))
    expect(byPlace?.from.standing).toBe('outsider')
    expect(byPlace?.place.open).toBe(true)
    const byPerson = await stage.heardOf(shared({ tenant: { id: tenant } }, { tenantId: foreign }))
    expect(byPerson?.from.standing).toBe('outsider')
    expect((await stage.heardOf(shared({ tenant: { id: tenant } })))?.from.standing).toBe('staff')
  })

  it('in another tenant’s channel is not heard', async () => {
    const activity = teams.mention('zoe', ward, 'tip')
    const conversation = { ...(activity['conversation'] as object), tenantId: foreign }
    expect((await teams.send({ ...activity, conversation })).status).toBe(401)
    expect(stage.heard).toHaveLength(from)
  })

  it('with the tenant written in capitals is the same tenant', async () => {
    const activity = teams.dm('ann', 'tip')
    const conversation = { ...(activity['conversation'] as object), tenantId: tenant.toUpperCase() }
    expect((await stage.heardOf({ ...activity, conversation }))?.from.standing).toBe('staff')
  })
})

describe('the app comes and goes', () => {
  it('is told in two ways, and they share a name', async () => {
    const [a, b] = [
      await stage.heardOf(teams.other('ann', 'installationUpdate', { action: 'add' })),
      await stage.heardOf(
        teams.other('ann', 'conversationUpdate', {
          membersAdded: [{ id: '29:ann' }, { id: bot.id }]
        })
      )
    ]
    expect([a?.input.kind, b?.input.kind]).toEqual(['added', 'added'])
    expect(a?.keys.some((key) => b?.keys.includes(key))).toBe(true)
  })

  it('is added to a team in one of its channels: that one is greeted, and its buttons work', async () => {
    const general = '19:general@thread.tacv2'
    const added = await stage.heardOf(
      teams.other('ann', 'installationUpdate', {
        action: 'add',
        conversation: { id: general, conversationType: 'channel', tenantId: tenant },
        channelData: { tenant: { id: tenant }, settings: { selectedChannel: { id: ward } } }
      })
    )
    expect(added?.place).toMatchObject({ kind: 'channel', id: hasher.place('teams', tenant, ward) })
    expect(addressOf(added?.place.here)).toMatchObject({ to: 'conversation', conversation: ward })
  })

  it('shares it also across the turn of a minute', async () => {
    stage.clock.aheadMs = 59_990 - (Date.now() % 60_000)
    const a = await stage.heardOf(teams.other('ann', 'installationUpdate', { action: 'add' }))
    stage.clock.aheadMs += 5000
    const b = await stage.heardOf(
      teams.other('ann', 'conversationUpdate', { membersAdded: [{ id: bot.id }] })
    )
    stage.clock.aheadMs = 0
    expect(a?.keys.some((key) => b?.keys.includes(key))).toBe(true)
  })

  it('goes', async () => {
    expect(
      (await stage.heardOf(teams.other('ann', 'installationUpdate', { action: 'remove' })))?.input
        .kind
    ).toBe('removed')
    expect(
      (
        await stage.heardOf(
          teams.other('ann', 'conversationUpdate', { membersRemoved: [{ id: bot.id }] })
        )
      )?.input.kind
    ).toBe('removed')
  })
})
