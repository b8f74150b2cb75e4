import type { Features } from './features.ts'
import { pull, type Weights } from './model.ts'
import type { Reading } from './reading.ts'

const most = 4
const weakest = 0.15

/** The words that decided for one class, strongest first, in plain form: `"left on" (lost)`, `not "click"`, `I did`. */
export function because(
  model: Weights,
  reading: Reading,
  { worths, scale }: Features,
  className: string
): readonly string[] {
  const column = model.classes.indexOf(className)
  if (column < 0) return []
  return [...worths]
    .map(([name, worth]) => [name, pull(model, name, worth * scale, column)] as const)
    .filter(([name, strength]) => strength > weakest && !name.startsWith('g:'))
    .toSorted((a, b) => b[1] - a[1])
    .map(([name]) => plain(reading, name))
    .filter((line, at, all) => !all.slice(0, at).some((before) => before.includes(line)))
    .slice(0, most)
}

function plain(reading: Reading, name: string): string {
  const kind = name.slice(0, 2)
  const rest = name.slice(2)
  if (kind === 'w:' || kind === 'b:') {
    const stems = rest.split(' ').filter((part) => part !== '^')
    const words = stems.map((part) => wordOf(reading, part.replace('!', '')))
    return `${rest.includes('!') ? 'not ' : ''}"${words.join(' ')}"`
  }
  if (kind === 'f:') return spaced(rest)
  return rest
    .split('+')
    .map((concept) => conceptWords(reading, concept))
    .join(' with ')
}

function wordOf(reading: Reading, stem: string): string {
  return reading.words.find((word) => word.stem === stem)?.text ?? stem
}

function conceptWords(reading: Reading, concept: string): string {
  const bare = concept.replace('!', '')
  const hit = reading.concepts.find(({ name }) => name === bare)
  const words =
    hit === undefined
      ? bare
      : reading.words
          .slice(hit.from, hit.to)
          .map((w) => w.text)
          .join(' ')
  return `${bare === concept ? '' : 'not '}"${words}" (${spaced(bare)})`
}

function spaced(id: string): string {
  return id.replaceAll('_', ' ')
}
