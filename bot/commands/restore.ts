import { restore } from '../../adapters/database/restore.ts'
import { say, settingsHere } from '../compose/settings-here.ts'
import { HeadsUpError } from '../errors.ts'

/** `restore FILE`: puts a backup back, with the bot stopped; the replaced file is kept. */
export async function run(args: readonly string[]): Promise<number> {
  const [from, ...more] = args
  if (from === undefined || from.startsWith('-') || more.length > 0) {
    say('Usage: heads-up restore FILE')
    return 1
  }
  const settings = settingsHere()
  if (settings.DATABASE_URL !== undefined)
    throw new HeadsUpError(
      'SETTINGS_INVALID',
      'DATABASE_URL is set, and `restore` puts SQLite files back only.',
      "Restore PostgreSQL with its own tools: pg_restore, or your provider's backups."
    )
  const { file, kept } = await restore({ dataDir: settings.DATA_DIR, from, now: new Date() })
  say(`Restored ${file}. Turns and answers that waited in the backup were deleted.`)
  if (kept !== undefined)
    say(`The database before it is kept as ${kept}. Delete that once all is well.`)
  say('People who said "forget me" after the backup was made are in it again.')
  return 0
}
