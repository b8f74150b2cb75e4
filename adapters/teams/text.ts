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
  // A mention names somebody: blanks name nobody, and each pass over them would cost as much as the first.
  for (const shown of new Set(mentions.map((mention) => mention.text?.trim() ?? '')))
    if (shown !== '') rest = rest.replaceAll(shown, ' ')
  return rest
    .replaceAll(/<at\b[^<>]*>[^<]*<\/at>/gi, ' ')
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

/** A message longer than this is none that Teams takes: about 28 KB. */
const MOST_QUOTED = 30_000
/** Up to here nothing in it can be made slow to read. */
const anchor = /<a\b([^<>]{0,4000})>([^<>]*)<\/a>/gi

/** A message that somebody else wrote, as text. Where a link leads is kept, as it is what matters of a trap. */
export function readableQuote(html: string): string {
  const linked = html
    .slice(0, MOST_QUOTED)
    .replaceAll(anchor, (_whole, attributes: string, shown: string) => {
      const target = /\bhref="([^"]*)"/i.exec(attributes)?.[1] ?? ''
      return target === '' || target === shown ? shown : `${shown} (${target})`
    })
  return readable(linked, [])
}

function decode(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named[name.toLowerCase()] ?? whole
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : whole
}

/**
 * Text for a `TextRun`, which reads no Markdown: only the two brackets of a date formula never stand together.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function inert(text: string): string {
  return text.replaceAll(/\{(?=\{)/g, '{\u200b')
}

/**
 * Whether a `TextBlock`, which reads a part of Markdown, shows exactly this text. There is no escaping that every client
 * of Teams takes back, so text that is not plain is drawn in another way instead.
 */
export function isPlain(text: string): boolean {
  return (
    !/[\\*[\]`~#&<>{}|\n\r]|:\/\/|www\./i.test(text) &&
    !/^\s*(?:\d+[.)]|[-+=])(?:\s|$)/.test(text) &&
    !/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u.test(text)
  )
}

/** A link for a `TextBlock`; `undefined` where its label could be read as more than a label. `url` is of our own making (`tel:`, `mailto:`, `https:`). */
export function link(url: string, label: string): string | undefined {
  if (!isPlain(label.replace(/^https?:\/\//i, '').replaceAll('www.', ''))) return undefined
  const target = url
    .replaceAll(/[\s<>\\*_~`{}|"']/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('*', '%2A')
    .replaceAll('_', '%5F')
    .replaceAll('~', '%7E')
    .replaceAll("'", '%27')
  return `[${label}](${target})`
}

/** Text for where a client may or may not read Markdown, and nobody minds a changed sign: what stands in for a card. */
export function disarm(text: string): string {
  return inert(text)
    .replaceAll(/[*_`~\\]/g, ' ')
    .replaceAll(/[[<]/g, '(')
    .replaceAll(/[\]>]/g, ')')
}
