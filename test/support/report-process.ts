import { openStore } from '../../adapters/database/open-store.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { quiet } from './store-ground.ts'

/**
 * A process that keeps reports, moves them and answers, for tests that kill one:
 *   node report-process.ts FOLDER NAME REPORTS
 * Prints `kept ID`, then `taken ID`, each once it is confirmed, as a person would be told.
 */
const [dataDir = '', name = '', reports = ''] = process.argv.slice(2)
const store = await openStore({ dataDir, log: quiet })
const organisation = OrganisationId.parse('leeds-trust')

async function one(count: number): Promise<void> {
  const id = `${name}-${count}`
  const now = new Date()
  const notice = (what: string) => [
    { id: `${what} ${id}`, sealed: 's'.repeat(3000), notBefore: now }
  ]
  await store.reports.keep(
    {
      id,
      organisation,
      situation: 'password_entered',
      caseName: 'amber heron',
      same: undefined,
      receipt: `receipt ${id}`,
      sealed: 'r'.repeat(11_000),
      way: 'w'.repeat(2000),
      next: now,
      counts: ['reports'],
      look: 1,
      atOnce: () => false,
      notices: () => notice('card')
    },
    now
  )
  process.stdout.write(`kept ${id}\n`)
  const moved = await store.reports.move(
    {
      id,
      from: 'received',
      to: 'taken',
      line: { id: `line ${id}`, kind: 'question', sealed: 'q' },
      notices: notice('line'),
      counts: []
    },
    now
  )
  if (!moved) throw new Error('not moved')
  process.stdout.write(`taken ${id}\n`)
}

for (let count = 0; count < Number(reports); count += 4)
  await Promise.all([0, 1, 2, 3].map((more) => one(count + more)))
await store.upkeep.close()
