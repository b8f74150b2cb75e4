import { randomBytes } from 'node:crypto'
import type { Ground } from '../support/store-ground.ts'
import type { Truth } from './linker.ts'

/** What a thief has of a table as it lay at some time: the files it lay in, and where each person's row was. */
interface Places {
  readonly files: Map<string, string>
  readonly rows: Map<string, string>
}

/** PostgreSQL's log from now on, kept as for a standby or an archive. The server writes it; the night does not rewrite it. */
export interface ServerLog {
  /** A look at the live tables: the night's rewriting puts them into other files. */
  look(): Promise<void>
  /**
   * How many reports a thief of the log joins to the right person: the report whose row a record brought, and the one
   * person whose row the nearest record changed, before it and behind it. https://www.postgresql.org/docs/18/pgwalinspect.html
   */
  link(truth: Truth): Promise<{ readonly seen: number; readonly right: number }>
  letGo(): Promise<void>
}

export async function keepLog(ground: Ground): Promise<ServerLog> {
  const ask = (sql: string) => ground.ask(sql)
  const slot = `thief_${randomBytes(8).toString('hex')}`
  const places: Places = { files: new Map(), rows: new Map() }
  await ask('create extension pg_walinspect')
  await ask(`select pg_create_physical_replication_slot('${slot}', true)`)
  return {
    async look() {
      // As one comes every 5 minutes: whatever is changed first after it stands in the log as a whole page.
      await ask('checkpoint')
      for (const { name, node } of await ask(
        "select relname as name, pg_relation_filenode(oid)::text as node from pg_class where relname in ('person', 'report')"
      ))
        places.files.set(String(node), String(name))
      for (const { id, ctid, node } of await ask(
        "select id, ctid::text, pg_relation_filenode('person')::text as node from person"
      ))
        places.rows.set(placeOf(node, ...String(ctid).slice(1, -1).split(',')), String(id))
    },
    async link(truth) {
      const people = (await ask('select id from person')).map(({ id }) => String(id))
      const records = await ask(`
        select relfilenode::text as node, relblocknumber as block, record_type as type, description,
          block_data as data, block_fpi_data as image
        from pg_replication_slots s, pg_get_wal_block_info(s.restart_lsn, pg_current_wal_flush_lsn())
        where slot_name = '${slot}' and resource_manager = 'Heap' and block_id = 0
          and reldatabase = (select oid from pg_database where datname = current_database())
          and relfilenode::text = any ('{${[...places.files.keys()].join()}}')
        order by start_lsn`)
      return joined(happenings(records, places, people, [...truth.keys()]), truth)
    },
    async letGo() {
      await ask(`select pg_drop_replication_slot('${slot}')`)
    }
  }
}

type Happening = { readonly report: string } | { readonly person: string }

/** What each record of the log did, as far as it is about a report that came or a person's row. */
function happenings(
  records: readonly Readonly<Record<string, unknown>>[],
  { files, rows }: Places,
  people: readonly string[],
  reports: readonly string[]
): readonly Happening[] {
  const at = new Map(rows)
  const brought = new Set<string>()
  return records.flatMap(({ node, block, type, description, data, image }): Happening[] => {
    const [, off] = /(?:^|new_)off: (\d+)/.exec(String(description)) ?? []
    const [, old] = /old_off: (\d+)/.exec(String(description)) ?? []
    if (off === undefined || !/INSERT|UPDATE/.test(String(type))) return []
    const bytes = image instanceof Buffer ? rowIn(image, Number(off)) : (data as Buffer | null)
    if (files.get(String(node)) === 'report') {
      const report = reports.find((id) => !brought.has(id) && bytes?.includes(id) === true)
      if (report === undefined) return []
      brought.add(report)
      return [{ report }]
    }
    // Of a row that is changed the log leaves out what stays: then it is the row at the place that is named.
    const named = people.find((id) => bytes?.includes(id))
    const person = named ?? at.get(placeOf(node, block, old))
    if (person === undefined) return []
    at.set(placeOf(node, block, off), person)
    return [{ person }]
  })
}

function joined(
  happened: readonly Happening[],
  truth: Truth
): { readonly seen: number; readonly right: number } {
  const reports = happened.flatMap((one, index) => ('report' in one ? [{ ...one, index }] : []))
  const isPerson = (one: Happening) => 'person' in one
  const right = reports.filter(({ report, index }) => {
    const before = happened.slice(0, index).findLast(isPerson)
    const behind = happened.slice(index).find(isPerson)
    return before?.person === behind?.person && before?.person === truth.get(report)
  })
  return { seen: reports.length, right: right.length }
}

const placeOf = (...parts: readonly unknown[]) => parts.join(' ')

/** One row of a page that the log holds whole. https://www.postgresql.org/docs/18/storage-page-layout.html */
function rowIn(image: Buffer, number: number): Buffer {
  const pointer = image.readUInt32LE(24 + 4 * (number - 1))
  const from = pointer & 0x7fff
  return image.subarray(from, from + (pointer >>> 17))
}
