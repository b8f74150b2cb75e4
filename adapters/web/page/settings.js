// What is chosen beside the talk: who, where, when, and how answers are drawn.
/** @import { Place } from './draw.js' */
/** @import { Theme } from './screens.js' */

/** @typedef {'both' | 'teams' | 'slack' | 'card' | 'text'} View */

const organisation = find('organisation', HTMLSelectElement)
const hour = find('hour', HTMLSelectElement)
const language = find('language', HTMLSelectElement)
const colours = find('colours', HTMLSelectElement)
const width = find('width', HTMLSelectElement)
const place = find('place', HTMLFieldSetElement)
const view = find('view', HTMLSelectElement)
const now = find('as-now', HTMLElement)
const where = find('where', HTMLElement)
const note = find('organisation-note', HTMLElement)
const choices = find('choices', HTMLDetailsElement)
const wide = window.matchMedia('(min-width: 62rem)')
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const ownColours = window.matchMedia('(forced-colors: active)')

/**
 * The element of this page with that id. Throws where the page has none of that kind.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 */
export function find(id, kind) {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`no ${id} on this page`)
  return element
}

/** @param {HTMLFieldSetElement} group */
function checked(group) {
  return group.querySelector('input:checked')?.getAttribute('value')
}

/** @returns {{ organisation: string, place: Place, language: string, hour?: string }} */
export function chosen() {
  return {
    organisation: organisation.value,
    language: language.value,
    place: checked(place) === 'channel' ? 'channel' : 'private',
    ...(hour.value === '' ? {} : { hour: hour.value })
  }
}

/** @returns {View} */
export function chosenView() {
  const { value } = view
  return value === 'teams' || value === 'slack' || value === 'card' || value === 'text'
    ? value
    : 'both'
}

/** @param {View} wanted */
export function showAs(wanted) {
  view.value = wanted
}

/** The colours of the screens: chosen, or those of this device. @returns {Theme} */
export function chosenTheme() {
  const { value } = colours
  if (value === 'light' || value === 'dark' || value === 'contrast') return value
  if (ownColours.matches) return 'contrast'
  return dark.matches ? 'dark' : 'light'
}

export function chosenWidth() {
  return width.value
}

/** "A channel. You work at Example NHS Trust." */
export function chosenInWords() {
  const option = organisation.selectedOptions[0]
  const employer =
    option === undefined || option.value === 'none'
      ? 'Where you work is not known'
      : `You work at ${option.label}`
  return `${chosen().place === 'channel' ? 'A channel' : 'A private chat'}. ${employer}.`
}

/** Says again, beside the choices and above the message, what is chosen. */
function tell() {
  const open = chosen().place === 'channel'
  now.textContent = `${open ? 'Channel' : 'Private chat'}, ${hour.value === '' ? 'now' : hour.value}`
  where.textContent = open ? 'in a channel, where others read it' : 'in a private chat'
  note.textContent = noteOn(organisation.selectedOptions[0])
}

/** @param {HTMLOptionElement | undefined} option */
function noteOn(option) {
  if (option === undefined || option.value === 'none')
    return 'The bot then gives the numbers for the whole country.'
  return option.dataset['example'] === 'true'
    ? 'An example. Its numbers are made up.'
    : 'The bot then gives its own numbers.'
}

/** @param {Awaited<ReturnType<typeof import('./ask.js').choices>>} all */
export function offer({ organisations, languages }) {
  language.replaceChildren(...languages.map(({ id, name }) => new Option(name, id)))
  for (const { id, name, example } of organisations) {
    const option = new Option(name, id)
    option.dataset['example'] = String(example)
    organisation.append(option)
  }
}

/**
 * @param {() => void} moved Somebody else, or somewhere else.
 * @param {() => void} drawn Another way to draw answers.
 */
export function onChoice(moved, drawn) {
  for (const one of [organisation, place])
    one.addEventListener('change', () => {
      tell()
      moved()
    })
  hour.addEventListener('change', tell)
  for (const one of [view, colours, width, dark, ownColours]) one.addEventListener('change', drawn)
  // Side by side needs room for two.
  if (!wide.matches) showAs('teams')
  for (let at = 0; at < 24; at += 1) {
    const shown = `${String(at).padStart(2, '0')}:00`
    hour.append(new Option(shown, shown))
  }
  // On a wide window the choices stand beside the talk; on a phone they are one line until they are asked for.
  const openWhereWide = () => {
    choices.open = wide.matches
  }
  wide.addEventListener('change', openWhereWide)
  openWhereWide()
}
