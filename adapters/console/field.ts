import type { Field } from '../../bot/conversation/form.ts'

export interface Asking {
  readonly screen: { readonly print: (text: string) => void }
  /** The next line; `undefined`: the person wants to leave, or there is no more input. */
  readonly ask: (prompt: string) => Promise<string | undefined>
  /** "2 of 3". */
  readonly place: string
  readonly problem: string | undefined
}

/** What one line typed for a field means: what to keep, or what is wrong with it. */
type Read = { readonly keep: string } | { readonly says: string }

/** Asks one field until it is answered. Gives what is kept (empty: nothing), or `undefined` where the person leaves. */
export async function askField(field: Field, asking: Asking): Promise<string | undefined> {
  const { screen, ask, place, problem } = asking
  if (problem !== undefined) screen.print(`\n! ${problem}`)
  screen.print(`\n${place}. ${field.label}${isOptional(field) ? ' (you can leave it out)' : ''}`)
  for (const line of hintsOf(field)) screen.print(`   ${line}`)
  for (;;) {
    const line = await ask(field.kind === 'tick' ? 'yes or no> ' : '> ')
    if (line === undefined) return undefined
    const read = readLine(field, line.trim())
    if ('keep' in read) return read.keep
    screen.print(read.says)
  }
}

/** What stands in the field before anything is typed. */
export function standing(field: Field): string {
  switch (field.kind) {
    case 'choice':
      return field.chosen ?? ''
    case 'words':
      return field.given ?? ''
    case 'tick':
      return field.ticked === true ? 'yes' : ''
  }
}

export function isOptional(field: Field): boolean {
  return field.kind === 'tick' || field.optional === true
}

function hintsOf(field: Field): readonly string[] {
  switch (field.kind) {
    case 'choice':
      return field.options.map(
        ({ id, label, hint }, at) =>
          `[${at + 1}] ${label}${shownHint(hint)}${id === field.chosen ? '  <- chosen: Enter keeps it' : ''}`
      )
    case 'words':
      return [
        ...(field.hint === undefined ? [] : [field.hint]),
        ...(field.given === undefined ? [] : [`Enter keeps: ${field.given}`])
      ]
    case 'tick':
      return field.ticked === true ? ['Enter keeps: yes'] : ['Enter keeps: no']
  }
}

function shownHint(hint: string | undefined): string {
  if (hint === undefined) return ''
  return hint.endsWith('.') ? `. ${hint}` : ` (${hint})`
}

function readLine(field: Field, line: string): Read {
  if (line === '') {
    const keep = standing(field)
    return keep === '' && !isOptional(field)
      ? { says: field.kind === 'choice' ? 'Please choose a number.' : 'Please type something.' }
      : { keep }
  }
  switch (field.kind) {
    case 'choice': {
      const option = /^\d{1,2}$/.test(line)
        ? field.options[Number(line) - 1]
        : field.options.find(({ label }) => label.toLowerCase() === line.toLowerCase())
      return option === undefined
        ? { says: `Type a number from 1 to ${field.options.length}.` }
        : { keep: option.id }
    }
    case 'words':
      return line.length > field.most
        ? { says: `Please use at most ${field.most} letters: these are ${line.length}.` }
        : { keep: line }
    case 'tick':
      if (/^y(es)?$/i.test(line)) return { keep: 'yes' }
      return /^no?$/i.test(line) ? { keep: '' } : { says: 'Type yes or no.' }
  }
}
