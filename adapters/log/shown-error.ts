import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isHeadsUpError } from '../../bot/errors.ts'
import type { Facts } from '../../bot/ports.ts'

const project = join(import.meta.dirname, '../..')
/** Frames are of files below the project, as a path or as an address, or of Node itself. */
const roots = [`${pathToFileURL(project).href}/`, `${project}/`, `${project}\\`]
const FRAMES = 6
const CAUSES = 3

/**
 * Class, code and the first frames (`bot/app.ts:12:3`) of whatever was thrown, and class and code of what caused it.
 * Never the message, nor any other property: those of database drivers hold rows, those of HTTP clients hold tokens. Our own
 * faults, which an operator can mend, hold nobody's words: what is wrong and the mend are told.
 */
export function shownError(error: unknown): Facts {
  try {
    const because = causesOf(error)
    return {
      error: className(error),
      code: codeOf(error),
      ...(isHeadsUpError(error) ? { what: error.message, mend: error.mend } : {}),
      at: framesOf(error),
      because: because === '' ? undefined : because
    }
  } catch {
    // A getter of a hostile object threw: a log must never do.
    return { error: 'unreadable' }
  }
}

/** Names are words of programs. One that holds anything else came from somewhere else. */
function className(error: unknown): string {
  if (typeof error !== 'object' || error === null) return typeof error
  const name = 'name' in error ? error.name : undefined
  return typeof name === 'string' && /^[A-Za-z][\w.$]{0,59}$/.test(name) ? name : 'Error'
}

function codeOf(error: unknown): string | number | undefined {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (typeof code === 'number') return code
  return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : undefined
}

function causesOf(error: unknown): string {
  const causes: string[] = []
  let at = error
  while (typeof at === 'object' && at !== null && 'cause' in at && causes.length < CAUSES) {
    at = at.cause
    if (at === undefined) break
    causes.push([className(at), codeOf(at)].filter((part) => part !== undefined).join(' '))
  }
  return causes.join(' < ')
}

/** The message stands above the frames and may look like one: it is cut out, and only files that are ours to run count. */
function framesOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return undefined
  const { stack } = error
  if (typeof stack !== 'string') return undefined
  const message = 'message' in error && typeof error.message === 'string' ? error.message : ''
  const below = message === '' ? stack : stack.replace(message, '')
  const frames = below.split('\n').flatMap((line) => frameOf(line) ?? [])
  return frames.length === 0 ? undefined : frames.slice(0, FRAMES).join(' ')
}

function frameOf(line: string): string | undefined {
  const place = /^\s+at (?:.* \()?([^()]+:\d+:\d+)\)?$/.exec(line)?.[1]
  if (place === undefined) return undefined
  if (/^node:[\w/]+:\d+:\d+$/.test(place)) return place
  const root = roots.find((one) => place.startsWith(one))
  const file = root === undefined ? undefined : place.slice(root.length).replaceAll('\\', '/')
  return file !== undefined && /^[\w./@+-]+:\d+:\d+$/.test(file) ? file : undefined
}
