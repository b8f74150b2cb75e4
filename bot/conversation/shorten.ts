const mark = '…'

/** At most `max` UTF-16 units, cut between words where there is one, and marked as cut. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  return `${cut(text, max - mark.length).trimEnd()}${mark}`
}

/** The longest start of `text` within `max` UTF-16 units that ends between words, or (one endless word) between characters. */
export function cut(text: string, max: number): string {
  const start = text.slice(0, max)
  const space = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n'))
  if (space > max / 2) return start.slice(0, space)
  const last = start.charCodeAt(start.length - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return splitsPair ? start.slice(0, -1) : start
}
