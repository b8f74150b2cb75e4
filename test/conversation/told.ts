import { loadLibrary } from '../../bot/content/load-library.ts'
import { isHeadsUpError } from '../../bot/errors.ts'
import { aFile, contentFiles } from './a-library.ts'
import { practice } from './employers.ts'
import { understandOnly } from './meanings.ts'

/** What an author is told: the text of the one error, or nothing. */
export function told(
  change: Parameters<typeof contentFiles>[0],
  organisations: readonly object[] = [practice]
): string {
  return toldOf(contentFiles(change), organisations)
}

/** With more campaigns than the one for everybody. */
export function toldOfMore(campaigns: readonly object[]): string {
  const files = campaigns.map((data, at) => aFile(`content/campaigns/more-${at}.yaml`, data))
  return toldOf([...contentFiles(), ...files], [practice])
}

function toldOf(
  files: Parameters<typeof loadLibrary>[0],
  organisations: readonly object[]
): string {
  try {
    loadLibrary(
      files,
      organisations.map((data, at) => aFile(`organisations/${at}.yaml`, data)),
      understandOnly({})
    )
    return ''
  } catch (error) {
    if (isHeadsUpError(error, 'CONTENT_INVALID')) return error.message
    throw error
  }
}
