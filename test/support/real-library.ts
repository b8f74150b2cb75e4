import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { openLibrary } from '../../bot/compose/open-library.ts'
import type { Library } from '../../bot/content/library.ts'
import { readSettings } from '../../bot/settings.ts'
import { keepLearned, lendLearned } from './learned.ts'

/** The content as shipped, with the examples. Learning takes 10 times as long inside jest: a process of its own does it. */
export function realLibrary(folder: string): Library {
  lendLearned(folder)
  execFileSync(process.execPath, ['bot/heads-up.mjs', 'understand'], {
    cwd: join(import.meta.dirname, '../..'),
    input: '',
    env: { PATH: process.env['PATH'], DATA_DIR: folder }
  })
  keepLearned(folder)
  return openLibrary(readSettings({ DATA_DIR: folder }, () => ''))
}
