import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Truth } from './linker.ts'

/** What one commit wrote, page by page. https://www.sqlite.org/fileformat2.html#walformat */
type Commit = ReadonlyMap<number, Buffer>

const WAL_HEADER = 32
const FRAME_HEADER = 24
/** Right behind its id begins what is sealed of a person: other bytes each time it is written. */
const BEHIND = 120

/** The commits that lie in a write-ahead log, in their order. */
export function commitsIn(log: string): readonly Commit[] {
  const bytes = readFileSync(log)
  if (bytes.length < WAL_HEADER) return []
  const pageSize = bytes.readUInt32BE(8)
  const salt = bytes.subarray(16, 24)
  const commits: Commit[] = []
  let pages = new Map<number, Buffer>()
  for (
    let at = WAL_HEADER;
    at + FRAME_HEADER + pageSize <= bytes.length;
    at += FRAME_HEADER + pageSize
  ) {
    // Frames of an earlier round of the log lie behind those of this one.
    if (!bytes.subarray(at + 8, at + 16).equals(salt)) break
    pages.set(
      bytes.readUInt32BE(at),
      bytes.subarray(at + FRAME_HEADER, at + FRAME_HEADER + pageSize)
    )
    if (bytes.readUInt32BE(at + 4) === 0) continue
    commits.push(pages)
    pages = new Map()
  }
  return commits
}

/**
 * How many reports a thief of the live files joins to the right person by the write-ahead log: the report that a commit
 * brought, and the one person whose row the nearest commit changed.
 */
export function linkByLog(
  file: string,
  truth: Truth
): { readonly seen: number; readonly right: number } {
  const database = readFileSync(file)
  const pageSize = database.readUInt16BE(16) === 1 ? 65_536 : database.readUInt16BE(16)
  const pageOf = (number: number) => database.subarray((number - 1) * pageSize, number * pageSize)
  const known = new Map<number, Buffer>()
  const people = new Set(truth.values())
  const rows = new Map<string, Buffer>()
  for (const person of allPeople(file)) {
    const at = database.indexOf(person)
    if (at >= 0) rows.set(person, database.subarray(at, at + BEHIND))
  }
  const changed: (readonly string[])[] = []
  const brought = new Map<string, number>()
  for (const [at, commit] of commitsIn(`${file}-wal`).entries()) {
    const persons = new Set<string>()
    for (const [number, page] of commit) {
      const before = known.get(number) ?? pageOf(number)
      for (const person of allPeople(file)) {
        const now = page.indexOf(person)
        if (now < 0) continue
        // A row may have moved to another page without a change.
        const row = page.subarray(now, now + BEHIND)
        if (rows.get(person)?.equals(row) !== true) persons.add(person)
        rows.set(person, row)
      }
      for (const report of truth.keys())
        if (!brought.has(report) && page.includes(report) && !before.includes(report))
          brought.set(report, at)
      known.set(number, page)
    }
    changed.push([...persons])
  }
  let right = 0
  for (const [report, at] of brought) {
    for (let away = 1; away < changed.length; away += 1) {
      const near = new Set([...(changed[at - away] ?? []), ...(changed[at + away] ?? [])])
      if (near.size === 0) continue
      const [only] = near
      if (near.size === 1 && only !== undefined && people.has(only) && truth.get(report) === only)
        right += 1
      break
    }
  }
  return { seen: brought.size, right }
}

const peopleOf = new Map<string, readonly string[]>()

/** Everybody who has a row: a thief reads that off the database. */
function allPeople(file: string): readonly string[] {
  const found = peopleOf.get(file)
  if (found !== undefined) return found
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const ids = database
      .prepare('select id from person')
      .all()
      .map(({ id }) => String(id))
    peopleOf.set(file, ids)
    return ids
  } finally {
    database.close()
  }
}

/** How many pages of a file, free ones too, hold both a report and its reporter. */
export function pagesWithBoth(file: string, truth: Truth): number {
  const bytes = readFileSync(file)
  const size = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16)
  let both = 0
  for (let at = 0; at < bytes.length; at += size) {
    const page = bytes.subarray(at, at + size)
    for (const [report, person] of truth)
      if (page.includes(report) && page.includes(person)) both += 1
  }
  return both
}
