import { describe, expect, it } from '@jest/globals'
import { hashOf } from '../../adapters/database/tables/audit.ts'
import {
  type AuditHead,
  type AuditLine,
  createVerifier,
  type Deed
} from '../../bot/reports/audit.ts'
import { PersonId } from '../../bot/identity.ts'
import { after, start, trust } from '../support/store-ground.ts'
import type { Scene } from './store-scene.ts'

const deed: Deed = {
  organisation: trust,
  who: PersonId.parse('rosa'),
  did: 'case-taken',
  about: 'r1'
}
const DAY = 86_400_000

/** The trail of those with a right, and the counts of what was refused. */
export function auditContract(at: () => Scene): void {
  async function verdict(...heads: readonly AuditHead[]) {
    const verifier = createVerifier(hashOf, heads)
    for await (const line of at().store.audit.lines()) verifier.line(line)
    return verifier.verdict()
  }

  describe('the audit trail', () => {
    it('begins empty, and keeps what was done in order', async () => {
      const { audit } = at().store
      expect((await audit.head()).number).toBe(0)
      await audit.append(deed, start)
      await audit.append({ ...deed, did: 'case-closed' }, after(1_000))
      const lines: AuditLine[] = []
      for await (const line of audit.lines()) lines.push(line)
      expect(lines.map(({ number, did, who }) => [number, did, who])).toEqual([
        [1, 'case-taken', 'rosa'],
        [2, 'case-closed', 'rosa']
      ])
      const { number, hash } = await audit.head()
      expect({ number, hash }).toEqual({ number: 2, hash: lines[1]?.hash })
      expect(await verdict({ number, hash })).toEqual({ is: 'whole', lines: 2 })
    })

    it('stays one chain when two processes write at once', async () => {
      const { store, second } = at()
      const writers = [store, second, store, second, store, second, store, second]
      await Promise.all(writers.map(({ audit }) => audit.append(deed, start)))
      expect(await verdict()).toEqual({ is: 'whole', lines: 8 })
    })

    it('shows a row that was changed or deleted behind our back', async () => {
      const { store, ground } = at()
      for (let number = 0; number < 4; number += 1) await store.audit.append(deed, start)
      const head = await store.audit.head()
      await ground.ask('delete from audit where number = 4')
      expect(await verdict(head)).toEqual({ is: 'other', at: 4 })
      await ground.ask("update audit set who = 'somebody else' where number = 2")
      expect(await verdict()).toEqual({ is: 'broken', at: 2 })
    })
  })

  it('a refused press is counted by day and kind, and nobody is kept', async () => {
    const { store, second, ground } = at()
    await store.audit.refused('no-right', start)
    await second.audit.refused('no-right', after(1_000))
    await store.audit.refused('forged', after(DAY))
    const day = Math.floor(start.getTime() / DAY)
    expect(await store.audit.listRefused(start)).toEqual([
      { day, kind: 'no-right', count: 2 },
      { day: day + 1, kind: 'forged', count: 1 }
    ])
    const [row = {}] = await ground.ask('select * from refused')
    expect(Object.keys(row).toSorted()).toEqual(['count', 'day', 'kind'])
  })
}
