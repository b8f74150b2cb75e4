import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { openParseCache } from '../../adapters/files/parse-cache.ts'
import { readFolder, readOneFile } from '../../adapters/files/read-folder.ts'
import type { Library } from '../content/library.ts'
import { loadLibrary } from '../content/load-library.ts'
import { inPlainWords } from '../content/plain-words.ts'
import { contentInvalid, type Problem } from '../content/problem.ts'
import type { ReadFile } from '../content/read-file.ts'
import type { Settings } from '../settings.ts'
import { createUnderstand } from '../understanding/create-understand.ts'
import { joinFiles, type UnderstandingData, UnderstandingFile } from '../understanding/data.ts'
import { fromText, toText } from '../understanding/keep-model.ts'
import type { Model } from '../understanding/model.ts'
import { train } from '../understanding/train.ts'

/** The one that there is content in. */
export const contentLanguage = 'en-GB'
const shipped = join(import.meta.dirname, '../../content')

/** Where content and organisations are read from. */
export function contentFolders(settings: Settings): {
  readonly content: string
  readonly organisations: string
} {
  const content = settings.CONTENT_DIR ?? shipped
  return { content, organisations: settings.ORGANISATIONS_DIR ?? join(content, 'organisations') }
}

/** Learning takes seconds, so whoever waits at a terminal is told. */
export const learning = 'Learning what people say. The first start takes a few seconds.'

/**
 * Everything the bot says and knows, read, checked and indexed. The learned weights are kept in `DATA_DIR` by the hash
 * of what they came from, so that a start with the same phrases learns nothing; `onLearning` is called before it must.
 * Throws `CONTENT_INVALID`.
 */
export function openLibrary(settings: Settings, onLearning: () => void = () => {}): Library {
  const folders = contentFolders(settings)
  const cache = openParseCache(settings.DATA_DIR)
  const organisations = readFolder(folders.organisations, cache)
  const files = [
    ...readFolder(join(folders.content, contentLanguage), cache),
    ...readFolder(join(folders.content, 'campaigns'), cache),
    readOneFile(join(folders.content, 'bank-holidays.json'), cache),
    readOneFile(join(folders.content, 'sources.yaml'), cache)
  ]
  cache.keep()
  refuseFaults([...files, ...organisations])
  const data = taughtData(files.filter(isTaught))
  const understand = createUnderstand(data, keptModel(data, settings.DATA_DIR, onLearning))
  return loadLibrary(
    files.filter((file) => !isTaught(file)),
    organisations,
    understand,
    settings.SLACK_CLIENT_ID === undefined ? [] : ['slack']
  )
}

/** Phrases, near misses and words alone, for `understand` and `check --phrases`. */
export function openTaught(settings: Settings): UnderstandingData {
  const cache = openParseCache(settings.DATA_DIR)
  const files = readFolder(
    join(contentFolders(settings).content, contentLanguage, 'understanding'),
    cache
  )
  refuseFaults(files)
  return taughtData(files)
}

/** A text that is no YAML has no data to check: it is told first. */
function refuseFaults(files: readonly ReadFile[]): void {
  const problems = files.flatMap(({ path, problems: faults }) =>
    faults.map(({ line, message }) => ({
      file: path,
      line,
      says: message,
      mend: 'Look at this line and the one before it'
    }))
  )
  if (problems.length > 0) throw contentInvalid(problems)
}

function isTaught({ path }: ReadFile): boolean {
  return /(^|\/)understanding\//.test(path)
}

function taughtData(files: readonly ReadFile[]): UnderstandingData {
  const problems: Problem[] = []
  const parsed = files.flatMap((file) => {
    const shape = UnderstandingFile.safeParse(file.data)
    if (shape.success) return [shape.data]
    problems.push(
      ...inPlainWords(shape.error.issues, file.data).map(({ path, says, mend }) => ({
        file: file.path,
        line: file.lineOf(path),
        says,
        mend
      }))
    )
    return []
  })
  if (problems.length > 0) throw contentInvalid(problems)
  try {
    return joinFiles(parsed)
  } catch (error) {
    const says = error instanceof Error ? error.message : 'the files do not fit together'
    throw contentInvalid([
      { file: files[0]?.path ?? 'understanding', says, mend: 'Each part stands in one file only' }
    ])
  }
}

/** The weights of exactly these phrases: read back, or learned now and kept. A folder that cannot be written costs some seconds at each start and nothing else. */
export function keptModel(
  data: UnderstandingData,
  dataDir: string,
  onLearning: () => void = () => {}
): Model {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 32)
  const file = join(dataDir, `understanding-${hash}.json`)
  const kept = fromText(readIfThere(file))
  if (kept !== undefined) return kept
  onLearning()
  const model = train(data)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    for (const old of readdirSync(dataDir))
      if (/^understanding-.*\.json$/.test(old)) rmSync(join(dataDir, old), { force: true })
    writeFileSync(`${file}.new`, toText(model), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // Only a cache: `check` says whether DATA_DIR can be written.
    return model
  }
  return model
}

/** The weights of the last start, whatever phrases they came from: what `check --phrases` compares with. */
export function lastModel(dataDir: string): Model | undefined {
  const names = existsSync(dataDir) ? readdirSync(dataDir) : []
  const name = names.find((one) => /^understanding-.*\.json$/.test(one))
  return name === undefined ? undefined : fromText(readIfThere(join(dataDir, name)))
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not kept yet, or not readable: learned anew.
    return ''
  }
}
