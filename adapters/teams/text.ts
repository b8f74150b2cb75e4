import type { Mention } from './payloads.ts'

const named: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'"
}

/**
 * What a person typed, as they see it: mentions are dropped (the bot's, and those of others too, so that no name stays),
 * and Teams' HTML becomes text. The SDK's own cleaner takes out only the first mention.
 */
export function readable(text: string, mentions: readonly Mention[]): string {
  let rest = text
  for (const { text: shown } of mentions)
    if (shown !== undefined && shown !== '') rest = rest.replaceAll(shown, ' ')
  return rest
    .replaceAll(/<at\b[^>]*>[^<]*<\/at>/gi, ' ')
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|li)>/gi, '\n')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => decode(whole, decimal, hex, name)
    )
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .trim()
}

function decode(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named[name.toLowerCase()] ?? whole
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : whole
}

/**
 * Text for a `TextBlock`, which reads a part of Markdown, and `{{DATE()}}` and `{{TIME()}}`: nothing in it comes alive.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function escape(text: string): string {
  return inert(text)
    .replaceAll(/[\\*_[\]]/g, '\\$&')
    .replaceAll(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
}

/** Text for a `TextRun`, which reads no Markdown: only the two brackets of a date formula never stand together. */
export function inert(text: string): string {
  return text.replaceAll('{{', '{\u200b{')
}

/** A link that shows `label`. `url` is of our own making (`tel:`, `mailto:`, `https:`). */
export function link(url: string, label: string): string {
  return `[${escape(label)}](${url
    .replaceAll(/[()\s<>\\]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`
}
