import { expect, it, jest } from '@jest/globals'
import { fillServer } from '../../support/every-table.ts'
import { ask } from '../../support/postgres.ts'
import { DAY, postgresGround, start } from '../../support/store-ground.ts'

// A database server starts beside; a busy machine takes its time.
jest.setTimeout(120_000)

/** In how many transactions the rows of a table were written, and whether they lie in the order of their key. */
async function shapeOf(url: string, table: string) {
  const [key] = await ask(
    url,
    `select string_agg(quote_ident(attname), ', ' order by array_position(indkey::int[], attnum::int)) as columns
     from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
     where indisprimary and indrelid = 'public."${table}"'::regclass`
  )
  const [found] = await ask(
    url,
    `select count(*)::int as rows, count(distinct xmin::text)::int as transactions,
            bool_and(place = rank) as ordered
     from (select xmin, row_number() over (order by ctid) as place,
                  row_number() over (order by ${String(key?.['columns'])}) as rank
           from "${table}") as all_rows`
  )
  return found
}

it('after a night no table tells which rows were written together, or in which order: a new one neither', async () => {
  const ground = await postgresGround()
  try {
    const store = await ground.open()
    const url = ground.databaseUrl ?? ''
    const tables = await fillServer(url, 6)
    // Somebody's trail is numbered and dated on purpose, and only responders stand in it.
    const worn = tables.filter((table) => !['audit', 'audit_head'].includes(table))
    expect(worn).toEqual(expect.arrayContaining(['person', 'alert_copy', 'install', 'report']))
    for (const table of worn)
      expect({ table, ...(await shapeOf(url, table)) }).toMatchObject({ table, ordered: false })
    await ask(url, 'create table zz_new (id text constraint zz_own_name primary key)')
    for (const id of ['b', 'a']) await ask(url, `insert into zz_new values ('${id}')`)
    // Long before anything in it is old, so that nothing is erased.
    await store.upkeep.night(new Date(start.getTime() - 365 * 100 * DAY))
    for (const table of [...worn, 'zz_new'])
      expect({ table, ...(await shapeOf(url, table)) }).toMatchObject({
        table,
        transactions: 1,
        ordered: true
      })
  } finally {
    await ground.remove()
  }
})
