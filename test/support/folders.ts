import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fresh folder for one test's data, and its removal. */
export function tempFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'heads-up-test-'))
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true })
    }
  }
}
