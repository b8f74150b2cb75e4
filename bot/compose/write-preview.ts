import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Preview } from '../../adapters/web/preview-page.ts'
import type { Library } from '../content/library.ts'
import { createDraw } from './drawings.ts'

/** Writes what people will see, as Teams and as Slack draw it, into a folder, and gives the file. */
export async function writePreview(
  preview: Preview,
  folder: string,
  library: Library
): Promise<string> {
  const { previewPage } = await import('../../adapters/web/preview-page.ts')
  const page = await previewPage(preview, createDraw(library.words))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'index.html')
  writeFileSync(file, page)
  return file
}
