import { parseArgs } from 'node:util'
import { move } from '../../adapters/database/move/move.ts'
import { checkHashKey } from '../compose/open-hasher.ts'
import { openSealing } from '../compose/open-store.ts'
import { createProgress } from '../compose/progress.ts'
import { quiet, say, settingsHere } from '../compose/settings-here.ts'

/** `move --to URL`: carries the SQLite file into an empty PostgreSQL database, with the bot stopped. */
export async function run(args: readonly string[]): Promise<number> {
  const { to } = parseArgs({ args: [...args], options: { to: { type: 'string' } } }).values
  if (to === undefined || !/^postgres(ql)?:\/\//.test(to)) {
    say('Usage: heads-up move --to postgres://USER@HOST/DATABASE')
    return 1
  }
  const settings = settingsHere()
  const { sealer, keys } = await openSealing(settings)
  const progress = createProgress(process.stdout)
  const { how, counts, kept } = await move({
    dataDir: settings.DATA_DIR,
    to,
    now: new Date(),
    log: quiet,
    checkKey: (secrets) => checkHashKey(secrets, sealer),
    progress: (done, total, table) => {
      progress.at(done, total, table)
    }
  })
  progress.end()
  if (how === 'again') say('All of it is there already, from a move before.')
  const width = Math.max(...counts.map(({ table }) => table.length))
  for (const { table, here, there } of counts)
    say(`  ${table.padEnd(width)}  ${here} here, ${there} there`)
  say(
    `Moved: ${counts.reduce((sum, { there }) => sum + there, 0)} rows in ${counts.length} tables, counted here and there.`
  )
  say(`The SQLite file is kept as ${kept}. Delete that once all is well, and its backups too.`)
  say(
    keys.besideData
      ? `Next: set DATABASE_URL, and HEADS_UP_KEY_FILE=${settings.DATA_DIR}/heads-up.key (better: keep that file elsewhere). Then start the bot.`
      : 'Next: set DATABASE_URL, keep HEADS_UP_KEY as it is, and start the bot.'
  )
  return 0
}
