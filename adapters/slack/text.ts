/**
 * Slack's own escapes for text that it reads as markup: with these three no `<!channel>`, `<@U…>` or link can come alive.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A link that shows `label`. `url` is of our own making (`tel:`, `mailto:`, `https:`). */
export function link(url: string, label: string): string {
  const target = url.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E')
  return `<${target.replaceAll('&', '&amp;')}|${escape(label)}>`
}

/** A British number in full, an email address, a web address. Short numbers are left to the eye: 2222 is another one in each building. */
const reachable =
  /(?<![\w+])(?:\+44 ?\d|0\d)(?: ?\d){8,9}(?!\d)|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|https?:\/\/[^\s<>|"“”]*[^\s<>|"“”.,;:!?)]/g

/**
 * The text as markup in which numbers and addresses can be tapped. `undefined` where there are none, or where the rest of it
 * holds letters that Slack would read as formatting: then it is drawn as it is.
 */
export function tappable(text: string): string | undefined {
  const rest = text.replaceAll(reachable, '')
  if (rest === text || /[*_~`]/.test(rest)) return undefined
  let at = 0
  let marked = ''
  for (const { 0: found, index } of text.matchAll(reachable)) {
    marked += escape(text.slice(at, index)) + link(targetOf(found), found)
    at = index + found.length
  }
  return marked + escape(text.slice(at))
}

function targetOf(found: string): string {
  if (found.includes('://')) return found
  return found.includes('@') ? `mailto:${found}` : `tel:${found.replaceAll(' ', '')}`
}

/**
 * What a person typed, as they see it: mentions of people, groups and everybody are dropped (so no id stays),
 * channels and links become their label, and Slack's escapes become letters again.
 */
export function readable(text: string): string {
  return text
    .replaceAll(/<([^<>]*)>/g, (_whole, inner: string) => shown(inner))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .trim()
}

/** A message that somebody reports: what a link leads to stays in sight, since it may be what matters. */
export function readableQuote(text: string): string {
  return readable(
    text.replaceAll(/<(https?:[^<>|]*)\|([^<>]*)>/g, (_whole, target: string, label: string) =>
      label === '' || label === target ? target : `${label} (${target})`
    )
  )
}

function shown(inner: string): string {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? undefined : inner.slice(bar + 1)
  if (target.startsWith('@') || target.startsWith('!')) return ' '
  if (target.startsWith('#')) return label === undefined || label === '' ? ' ' : `#${label}`
  return label === undefined || label === '' ? target.replace(/^(mailto|tel):/, '') : label
}
