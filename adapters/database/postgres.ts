import type { Log } from '../../bot/ports.ts'
import type { Care } from './care.ts'
import type { Engine } from './engine.ts'
import { away } from './faults.ts'

export async function openPostgres(
  _url: string,
  _log: Log
): Promise<{ engine: Engine; care: Care }> {
  throw away('PostgreSQL is not connected yet.', 'Leave DATABASE_URL out.')
}
