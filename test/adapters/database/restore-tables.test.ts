import { expect, it } from '@jest/globals'
import { join } from 'node:path'
import { restore } from '../../../adapters/database/restore.ts'
import { everyRow, fillEveryTable } from '../../support/every-table.ts'
import { sqliteGround, start } from '../../support/store-ground.ts'

/** Nobody wants to have this days later. */
const WAITED = [
  'alert_planning',
  'arrival',
  'bucket',
  'conversation',
  'delivery',
  'outbox',
  'planning'
]
const KEPT = [
  'alert',
  'alert_copy',
  'audit',
  'audit_head',
  'beat',
  'code',
  'install',
  'link',
  'person',
  'place',
  'practice',
  'refused',
  'report',
  'report_line',
  'schedule',
  'secret',
  'seen',
  'slot',
  'slot_count',
  'statistic',
  'subscription',
  'tip_done',
  'wave'
]

it('a restore knows of every table whether it is work that waited, or what is kept: a new one must be decided', async () => {
  const ground = await sqliteGround()
  try {
    const store = await ground.open()
    const from = await store.upkeep.backup(join(ground.dataDir, 'backups'), start)
    await store.upkeep.close()
    await fillEveryTable(from)
    const { file } = await restore({ dataDir: ground.dataDir, from, now: start })
    const rows = await everyRow(file)
    const are = (empty: boolean) =>
      [...rows].filter(([, all]) => (all.length === 0) === empty).map(([table]) => table)
    expect(are(true)).toEqual(WAITED)
    expect(are(false)).toEqual(KEPT)
  } finally {
    await ground.remove()
  }
})
