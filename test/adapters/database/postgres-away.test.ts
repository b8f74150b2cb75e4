import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { openStore } from '../../../adapters/database/open-store.ts'
import type { Store } from '../../../bot/ports.ts'
import {
  after,
  ann,
  arrival,
  change,
  type Ground,
  postgresGround,
  quiet,
  start,
  ward
} from '../../support/store-ground.ts'

/** The way to the server, which can be cut and mended. */
interface Way {
  readonly url: string
  cut(): Promise<void>
  mend(): Promise<void>
}

async function wayTo(databaseUrl: string): Promise<Way> {
  const target = new URL(databaseUrl)
  const ends = new Set<Socket>()
  const make = () =>
    createServer((near) => {
      const far = connect(Number(target.port), target.hostname)
      for (const end of [near, far]) {
        ends.add(end)
        end.on('error', () => end.destroy()).on('close', () => ends.delete(end))
      }
      near.pipe(far).pipe(near)
    })
  let server: Server = make()
  let port = 0
  async function listen(): Promise<void> {
    server = make()
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address) ({ port } = address)
  }
  await listen()
  const url = new URL(databaseUrl)
  url.port = String(port)
  return {
    url: url.href,
    mend: listen,
    async cut() {
      const closed = once(server, 'close')
      server.close()
      for (const end of ends) end.destroy()
      await closed
    }
  }
}

let ground: Ground
let way: Way
let store: Store
let isCut: boolean
async function cut(): Promise<void> {
  isCut = true
  await way.cut()
}
async function mend(): Promise<void> {
  await way.mend()
  isCut = false
}
beforeEach(async () => {
  ground = await postgresGround()
  way = await wayTo(ground.databaseUrl ?? '')
  store = await openStore({ dataDir: ground.dataDir, databaseUrl: way.url, log: quiet })
  isCut = false
})
afterEach(async () => {
  if (isCut) await mend()
  await store.upkeep.close()
  await way.cut()
  await ground.remove()
})

describe('A PostgreSQL server that is away', () => {
  it('is told by every method, in one line that names no value', async () => {
    await store.inbox.takeIn(arrival('a'), start)
    await cut()
    const all = await Promise.allSettled([
      store.inbox.takeIn(arrival('secret key'), start),
      store.inbox.next('talk', [], start),
      store.inbox.abandoned(start, 1),
      store.inbox.renew(start),
      store.memories.load(ann, ward, undefined, start),
      store.memories.commit(
        change({ finishes: { claims: ['secret key'] }, memory: 'secret words' }),
        start
      ),
      store.links.list(),
      store.upkeep.ping(),
      store.upkeep.night(start)
    ])
    for (const outcome of all) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { name: 'HeadsUpError', code: 'STORE_AWAY' }
      })
      expect(JSON.stringify(outcome)).not.toContain('secret')
    }
  })

  it('is used again once it is back, and what was taken in is still there', async () => {
    await store.inbox.takeIn(arrival('a'), start)
    await cut()
    await expect(store.upkeep.ping()).rejects.toMatchObject({ code: 'STORE_AWAY' })
    await mend()
    await store.upkeep.ping()
    expect(await store.inbox.takeIn(arrival('b'), start)).toBe('queued')
    expect(await store.inbox.next('talk', [], start)).toMatchObject({ key: 'a' })
  })

  it('that goes in the middle of much work leaves each piece whole or undone', async () => {
    const all = Array.from({ length: 200 }, (_, index) => {
      const conversation = `talk ${index}`
      const deliveries = [{ id: `d${index}`, conversation, sealed: 's' }]
      return store.memories.commit(
        change({ finishes: { claims: [`k${index}`] }, deliveries }),
        start
      )
    })
    const settled = Promise.allSettled(all)
    await all[20]
    await cut()
    const outcomes = await settled
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
    await mend()
    const keys = (await ground.ask('select key from seen')).map(({ key }) => String(key).slice(1))
    const sent = (await ground.ask('select id from delivery')).map(({ id }) => String(id).slice(1))
    expect(sent.toSorted()).toEqual(keys.toSorted())
    for (const [index, { status }] of outcomes.entries())
      expect(status === 'rejected' || keys.includes(String(index))).toBe(true)
  })

  it('whose answer to a lease was lost gives that conversation to others', async () => {
    const other = await ground.open()
    // As if the answer "fresh" had been lost on its way: the row is ours, and nobody here works on it.
    await store.inbox.takeIn(arrival('known'), start)
    const [row] = await ground.ask('select holder from conversation')
    await ground.ask(
      `insert into conversation values ('lost', '${String(row?.['holder'])}', ${start.getTime() + 5000}, 1, 1)`
    )
    await store.inbox.renew(after(1000))
    expect(await other.inbox.abandoned(after(1000), 10)).toEqual(['lost'])
  })

  it('at the start is told in one line', async () => {
    const closed = await wayTo(ground.databaseUrl ?? '')
    await closed.cut()
    await expect(
      openStore({ dataDir: ground.dataDir, databaseUrl: closed.url, log: quiet })
    ).rejects.toMatchObject({ code: 'STORE_AWAY', message: expect.not.stringContaining('\n') })
  })
})

describe('A PostgreSQL database', () => {
  it('that a newer program wrote is refused in one line', async () => {
    await ground.ask("insert into kysely_migration (name, timestamp) values ('9999-later', '')")
    await expect(ground.open()).rejects.toMatchObject({ code: 'STORE_NEWER' })
  })

  it('joins no two rows of people by the transaction that wrote them, after a night', async () => {
    for (const word of ['a', 'b'])
      await store.memories.commit(change({ memory: word, placeMemory: word }), start)
    const claims = Array.from({ length: 5 }, (_, index) => `k${index}`)
    for (const key of claims)
      await store.memories.commit(change({ finishes: { claims: [key] } }), start)
    await store.upkeep.night(start)
    expect(await ground.ask('select count(distinct xmin::text)::int as n from seen')).toEqual([
      { n: 1 }
    ])
    expect(
      await ground.ask(
        'select count(*)::int as n from person join place on person.xmin::text = place.xmin::text'
      )
    ).toEqual([{ n: 0 }])
  })

  it('says which tool backs it up', async () => {
    await expect(store.upkeep.backup('anywhere', start)).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      mend: expect.stringContaining('pg_dump')
    })
  })
})
