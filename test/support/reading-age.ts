/** Sentences of plain prose. A decimal, an address or a quoted question in the middle does not end one. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.?!]["”’')]*)\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0)
}

/** Words as a reader meets them: `2-step`, `£1.5` and `report@phishing.gov.uk` are one each. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
}

/**
 * Flesch-Kincaid grade (Kincaid and others, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
 * Grade 4 to 6 is a reading age of about 9 to 11. The syllables are estimated, so it points at lines
 * to look at; it does not prove that a line is easy.
 */
export function gradeOf(text: string): number {
  const words = wordsOf(text)
  const sentences = sentencesOf(text)
  if (words.length === 0) return 0
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

function syllablesOf(word: string): number {
  return word
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .reduce((sum, part) => sum + syllablesOfPart(part), 0)
}

function syllablesOfPart(part: string): number {
  if (/^\p{N}+$/u.test(part)) return 1
  // IT, NHS, QR: said letter by letter.
  if (/^\p{Lu}{2,4}$/u.test(part)) return part.length
  const letters = part.toLowerCase().replace(/[^a-z]/g, '')
  if (letters.length <= 3) return 1
  const spoken = letters
    .replace(/(?:[^laeiouy]es|[^aeioudty]ed|[^laeiouy]e)$/, '')
    .replace(/^y/, '')
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0)
}
