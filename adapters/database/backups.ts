import { access, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { away, fieldOf, textOf } from './faults.ts'

/** So many are kept, the newest. */
const KEPT = 7
const pattern = /^heads-up-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.db$/

/** `heads-up-2026-11-24.db`, and `-2`, `-3` … for further ones of that day. Makes the folder (0700). */
export async function nameBackup(folder: string, now: Date): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw away(
      `The folder for backups (${folder}) cannot be made (${textOf(error, 'code')}).`,
      'Check that the user the bot runs as may write there.'
    )
  }
  return freeName(join(folder, `heads-up-${now.toISOString().slice(0, 10)}`), '.db')
}

/** The first of `STEM`, `STEM-2`, `STEM-3` … (each with `end`) that is not there. */
export async function freeName(stem: string, end = ''): Promise<string> {
  for (let count = 1; ; count += 1) {
    const file = count === 1 ? `${stem}${end}` : `${stem}-${count}${end}`
    try {
      await access(file)
    } catch (error) {
      if (fieldOf(error, 'code') === 'ENOENT') return file
      throw error
    }
  }
}

/** Deletes all but the newest 7 of our backups, and what a stopped one left half-written; touches nothing else. */
export async function pruneBackups(folder: string): Promise<void> {
  const entries = await readdir(folder)
  const ours = entries.flatMap((name) => {
    const [, day, count] = pattern.exec(name) ?? []
    return day === undefined ? [] : [{ name, day, count: Number(count ?? 1) }]
  })
  ours.sort((a, b) => a.day.localeCompare(b.day) || a.count - b.count)
  const old = ours.slice(0, -KEPT).map(({ name }) => name)
  const halves = entries.filter(
    (name) => name.endsWith('.part') && pattern.test(name.slice(0, -'.part'.length))
  )
  for (const name of [...old, ...halves]) await rm(join(folder, name), { force: true })
}
