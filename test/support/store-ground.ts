import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '../../adapters/database/open-store.ts'
import type { Change, Log, Store } from '../../bot/ports.ts'
import { OrganisationId, PersonId, PlaceId } from '../../bot/identity.ts'
import { tempFolder } from './folders.ts'
import { ask, freshDatabase } from './postgres.ts'

/** One new, empty database, for any number of holders. */
export interface Ground {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** Opens it once more, as another process would. */
  open(): Promise<Store>
  /** Asks the database beside the store. */
  ask(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** The person rows in the order in which they lie on the disk, whichever way round. */
  order(ids: readonly string[]): Promise<readonly string[]>
  /** Closes all that was opened, and deletes it. */
  remove(): Promise<void>
}

export const quiet: Log = { info() {}, warn() {}, error() {} }

function ground(
  databaseUrl: string | undefined,
  own: Pick<Ground, 'ask' | 'order'>,
  folder = tempFolder()
): Ground {
  const opened = new Set<Store>()
  return {
    dataDir: folder.path,
    databaseUrl,
    async open() {
      const store = await openStore({ dataDir: folder.path, databaseUrl, log: quiet })
      const upkeep = {
        ...store.upkeep,
        async close() {
          opened.delete(store)
          await store.upkeep.close()
        }
      }
      opened.add(store)
      return { ...store, upkeep }
    },
    ...own,
    async remove() {
      for (const store of opened) await store.upkeep.close()
      folder.remove()
    }
  }
}

export async function sqliteGround(): Promise<Ground> {
  const folder = tempFolder()
  const file = join(folder.path, 'heads-up.db')
  return ground(
    undefined,
    {
      async ask(sql) {
        const database = new DatabaseSync(file, { timeout: 5000 })
        try {
          return database.prepare(sql).all()
        } finally {
          database.close()
        }
      },
      async order(ids) {
        const bytes = readFileSync(file)
        return ids.toSorted((a, b) => bytes.indexOf(a) - bytes.indexOf(b))
      }
    },
    folder
  )
}

export async function postgresGround(): Promise<Ground> {
  const url = await freshDatabase()
  return ground(url, {
    ask: (sql) => ask(url, sql),
    order: async () =>
      (await ask(url, 'select id from person order by ctid')).map(({ id }) => String(id))
  })
}

/** The moment at which every story begins. */
export const start = new Date('2026-11-24T09:00:00Z')
export const MINUTE = 60_000
export const DAY = 86_400_000

/** So long after the story began. */
export function after(ms: number): Date {
  return new Date(start.getTime() + ms)
}

export const ann = PersonId.parse('person-ann')
export const bob = PersonId.parse('person-bob')
export const ward = PlaceId.parse('place-ward')
export const trust = OrganisationId.parse('leeds-trust')
export const other = OrganisationId.parse('york-trust')

/** What Ann says on the ward, with nothing to change but what is given. */
export function change(given: Partial<Change>): Change {
  return {
    finishes: { claims: [] },
    person: ann,
    place: ward,
    platform: 'teams',
    effects: [],
    deliveries: [],
    ...given
  }
}

export function arrival(
  key: string,
  conversation = 'talk'
): Parameters<Store['inbox']['takeIn']>[0] {
  return { keys: [key], conversation, body: `sealed ${key}` }
}
