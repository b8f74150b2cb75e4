import { expect, it } from '@jest/globals'
import { openKeys } from '../../../adapters/sealing/keys.ts'
import { createTickets } from '../../../adapters/sealing/tickets.ts'
import { newKey } from '../../../adapters/sealing/keys.ts'
import { PersonId } from '../../../bot/identity.ts'
import { randomId } from '../../../bot/random-id.ts'

const ann = PersonId.parse('ann')
const bob = PersonId.parse('bob')
const [one, two] = [newKey(), newKey()]
const keys = await openKeys({ key: one, dataDir: '/nowhere' })
const tickets = createTickets(keys)

it('a ticket opens for its person only, and shows nothing of the report', () => {
  const id = randomId()
  const ticket = tickets.seal(id, ann)
  expect(tickets.open(ticket, ann)).toBe(id)
  expect(tickets.open(ticket, bob)).toBeUndefined()
  expect(ticket.length).toBeLessThanOrEqual(60)
  expect(Buffer.from(ticket, 'base64url').toString('hex')).not.toContain(id)
  expect(tickets.seal(id, ann)).not.toBe(ticket)
})

it('anything else opens nothing', () => {
  const ticket = tickets.seal(randomId(), ann)
  for (const wrong of ['', 'x', `${ticket.slice(0, -4)}AAAA`, 'A'.repeat(59), 'A'.repeat(5000)])
    expect(tickets.open(wrong, ann)).toBeUndefined()
})

it('one of the previous key still opens', async () => {
  const id = randomId()
  const ticket = tickets.seal(id, ann)
  const after = createTickets(await openKeys({ key: two, previous: one, dataDir: '/nowhere' }))
  expect(after.open(ticket, ann)).toBe(id)
  const gone = createTickets(await openKeys({ key: two, dataDir: '/nowhere' }))
  expect(gone.open(ticket, ann)).toBeUndefined()
})
