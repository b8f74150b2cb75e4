import { expect, it } from '@jest/globals'
import { createVault, newAgeKey, openWith } from '../../../adapters/sealing/vault.ts'
import { OrganisationId } from '../../../bot/identity.ts'
import { randomId } from '../../../bot/random-id.ts'

const trust = OrganisationId.parse('leeds-trust')
const other = OrganisationId.parse('york-trust')
const [breakGlass, server, yorks] = await Promise.all([newAgeKey(), newAgeKey(), newAgeKey()])
const settings = { recipients: [breakGlass.recipient], own: new Map() }

it('a report opens for each recipient, and for the server only where triage in chat is wanted', async () => {
  const id = randomId()
  const withTriage = await createVault({ ...settings, identity: server.identity })
  const sealed = await withTriage.seal(trust, id, 'I clicked a link')
  expect(sealed).not.toContain('clicked')
  expect(await withTriage.open(id, sealed)).toBe('I clicked a link')
  expect(await openWith(breakGlass.identity, id, sealed)).toBe('I clicked a link')

  const breakGlassOnly = await createVault(settings)
  const shut = await breakGlassOnly.seal(trust, id, 'I clicked a link')
  expect(breakGlassOnly.opens).toBe(false)
  expect(await breakGlassOnly.open(id, shut)).toBeUndefined()
  expect(await withTriage.open(id, shut)).toBeUndefined()
  expect(await openWith(breakGlass.identity, id, shut)).toBe('I clicked a link')
})

it("an organisation's own recipients take the place of the others", async () => {
  const id = randomId()
  const vault = await createVault({ ...settings, own: new Map([[other, [yorks.recipient]]]) })
  const sealed = await vault.seal(other, id, 'lost my phone')
  expect(await openWith(yorks.identity, id, sealed)).toBe('lost my phone')
  expect(await openWith(breakGlass.identity, id, sealed)).toBeUndefined()
})

it('a report on the row of another does not open', async () => {
  const vault = await createVault({ ...settings, identity: server.identity })
  const sealed = await vault.seal(trust, randomId(), 'mine')
  expect(await vault.open(randomId(), sealed)).toBeUndefined()
  expect(await vault.open(randomId(), 'not sealed at all')).toBeUndefined()
})

it('a short report is as long as a long one', async () => {
  const vault = await createVault(settings)
  const [short, long] = await Promise.all(
    ['x', 'é'.repeat(3_500)].map((words) => vault.seal(trust, randomId(), words))
  )
  expect(short?.length).toBe(long?.length)
})

it('without any recipient none is taken', async () => {
  const nobody = await createVault({ recipients: [], own: new Map() })
  expect(nobody.keeps(trust)).toBe(false)
  await expect(nobody.seal(trust, randomId(), 'x')).rejects.toThrow(TypeError)
})

it('a key that is none stops the start, without being shown', async () => {
  for (const wrong of [
    { ...settings, identity: 'AGE-SECRET-KEY-1WRONG' },
    { ...settings, recipients: ['age1wrong'] },
    { ...settings, own: new Map([[trust, ['age1wrong']]]) }
  ])
    await expect(createVault(wrong)).rejects.toMatchObject({
      code: 'KEY_INVALID',
      message: expect.not.stringMatching(/wrong/i)
    })
})
