import type { Audit } from '../../bot/ports.ts'
import type { AuditLine } from '../../bot/reports/audit.ts'
import { dayOf } from './days.ts'
import type { Engine } from './engine.ts'
import { row, rows } from './query.ts'
import {
  appendAudit,
  type AuditTable,
  countRefused,
  linesAfter,
  listRefused,
  readHead
} from './tables/audit.ts'

const PAGE = 1_000

/** The trail of what people with a right did, and the counts of refused presses. */
export function createAudit(engine: Engine): Audit {
  return {
    append: (deed, now) => engine.write(() => appendAudit(deed, now)),

    async refused(kind, now) {
      await engine.write(() => countRefused(kind, now))
    },

    async head() {
      const head = await engine.read(() => row(readHead, {}))
      return { number: head?.number ?? 0, hash: head?.hash ?? '' }
    },

    async *lines() {
      for (let number = 0; ;) {
        const page = await engine.read(() => rows(linesAfter, { number, size: PAGE }))
        for (const line of page) yield lineOf(line)
        if (page.length < PAGE) return
        number = page.at(-1)?.number ?? number
      }
    },

    async listRefused(since) {
      const found = await engine.read(() => rows(listRefused, { day: dayOf(since) }))
      return found.map((one) => ({ ...one }))
    }
  }
}

function lineOf({ at, about, ...line }: AuditTable): AuditLine {
  return { ...line, at: new Date(at), about: about ?? undefined }
}
