/** Signs that a spreadsheet takes for a formula (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\0]/

/** One line of a CSV file (RFC 4180); a field that would be run as a formula is made plain text by an apostrophe. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(said: string): string {
  const plain = said.replaceAll('\0', '')
  const safe = formula.test(said) || formula.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
