/** Words as they are compared: small letters, no punctuation, single spaces. "What's the number?" → "whats the number". */
export function asTyped(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
