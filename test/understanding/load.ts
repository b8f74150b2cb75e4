import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import {
  joinFiles,
  UnderstandingFile,
  type UnderstandingData
} from '../../bot/understanding/data.ts'

const root = join(import.meta.dirname, '../../content/en-GB/understanding')

/** The English data as they are shipped. */
export function loadData(folder = root): UnderstandingData {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
  return joinFiles(
    names.map((name) => UnderstandingFile.parse(parse(readFileSync(join(folder, name), 'utf8'))))
  )
}
