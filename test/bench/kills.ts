import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshDatabase } from '../support/postgres.ts'
import { kills } from './soak/kills.ts'

/**
 * SIGKILL at random moments. Needed: of tips 0 doubled and every unsent one counted; of letters 0 lost; nothing left over.
 *   npm run soak:kills -- [KILLS EACH] [SEED] [sqlite-1,sqlite-2,postgres-1,postgres-2,postgres-4] [FROM-TO MS APART]
 */
const each = Number(process.argv[2] ?? 45)
const seed = Number(process.argv[3] ?? 20_261_128)
const asked = (process.argv[4] ?? 'sqlite-1,sqlite-2,postgres-1,postgres-2,postgres-4').split(',')
const [shortest, longest] = (process.argv[5] ?? '200-1500').split('-').map(Number)
const say = (line: string) => process.stdout.write(`${line}\n`)

let well = true
for (const one of asked) {
  const [engine, processes] = one.split('-')
  const dataDir = mkdtempSync(join(tmpdir(), 'heads-up-kills-'))
  try {
    const databaseUrl = engine === 'postgres' ? await freshDatabase() : undefined
    const {
      kills: killed,
      skip,
      resend,
      left,
      refused
    } = await kills({
      dataDir,
      databaseUrl,
      processes: Number(processes),
      kills: each,
      seed,
      everyMs: [shortest ?? 200, longest ?? 1_500]
    })
    say(
      `${one}: ${killed} kills. Tips ${skip.planned}: sent ${skip.sent}, unknown ${skip.unknown}, never seen ${skip.unseen}, twice ${skip.doubled}. Letters ${resend.put}: never seen ${resend.unseen}, twice ${resend.doubled}, more often ${resend.thrice}, most ${resend.most} times. Left ${left}, 429s ${refused}.`
    )
    const counted = skip.planned === skip.sent + skip.unknown && skip.unseen <= skip.unknown
    well &&= counted && skip.doubled === 0 && resend.unseen === 0 && left === 0
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
say(well ? 'All of it is accounted for.' : 'Something is lost or doubled.')
process.exitCode = well ? 0 : 1
