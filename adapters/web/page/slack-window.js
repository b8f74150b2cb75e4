// A window as Slack shows it. Slack's renderer draws inputs that nothing names, and some that nobody can use: here each becomes one that works.
/** @import { SlackWindow } from '../drawn.ts' */
/** @import { ShownField } from '../shown-form.ts' */
import { make } from './draw.js'
import { drawSlackCard } from './slack-card.js'

/**
 * What can be done in a window.
 * @typedef {object} Acts
 * @property {(fields: Record<string, string>) => void} send
 * @property {(token: string) => void} lead To another step in the same window.
 * @property {() => void} shut
 */

/** Names in the page: more than one window can stand on it. */
let named = 0

/**
 * @param {SlackWindow} drawn
 * @param {readonly ShownField[]} fields
 * @param {Acts} acts
 */
export function drawSlackWindow(drawn, fields, acts) {
  const body = drawSlackCard(drawn, (press) => {
    if ('href' in press) window.open(press.href, '_blank', 'noopener')
    else acts.lead(press.token)
  })
  for (const [at, block] of [...body.querySelectorAll('.slack_blocks_to_jsx__input')].entries()) {
    const field = fields[at]
    if (field !== undefined) makeUsable(block, field)
  }
  const close = make('button', 'slack-close', drawn.close)
  close.type = 'button'
  close.addEventListener('click', acts.shut)
  const foot = make('div', 'slack-foot', close)
  const form = make('form', 'slack-window', make('p', 'window-name', drawn.title), body, foot)
  if (drawn.submit !== undefined) {
    const send = make('button', 'slack-send', drawn.submit)
    foot.append(send)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      acts.send(givenIn(form))
    })
  }
  return form
}

/**
 * @param {Element} block
 * @param {ShownField} field
 */
function makeUsable(block, field) {
  const [label, below] = block.querySelector('.grow > div')?.children ?? []
  const drawn = below?.querySelector('#given')
  if (label === undefined || below === undefined || !(drawn instanceof HTMLElement)) return
  const hint = drawn.parentElement?.nextElementSibling
  named += 1
  const id = `slack-field-${named}`
  // Slack says so beside each that can be left empty; its renderer does not.
  if (field.kind === 'tick' || field.optional === true)
    (label.querySelector('p') ?? label).append(make('span', 'slack-optional', ' (optional)'))
  // Its hint on keys, which Slack shows nowhere.
  hint?.querySelector(':scope > p')?.remove()
  const told = []
  if (hint !== null && hint !== undefined) told.push(hint)
  if (field.problem !== undefined) told.push(make('p', 'problem', field.problem))
  for (const [at, one] of told.entries()) one.id = `${id}-${at}`
  const control = controlOf(drawn, field)
  if (told.length > 0) control.setAttribute('aria-describedby', told.map((one) => one.id).join(' '))
  if (field.problem !== undefined) control.setAttribute('aria-invalid', 'true')
  below.append(...told)
  for (const one of [block, drawn, ...drawn.querySelectorAll('[id]')]) one.removeAttribute('id')
  for (const one of drawn.querySelectorAll('label')) one.removeAttribute('for')
  drawn.removeAttribute('tabindex')
  nameBy(label, control, id)
}

/**
 * @param {Element} label
 * @param {Element} control
 * @param {string} id
 */
function nameBy(label, control, id) {
  if (control instanceof HTMLFieldSetElement) {
    label.id = id
    control.setAttribute('aria-labelledby', id)
    return
  }
  const its = make('label', '', ...label.childNodes)
  its.htmlFor = id
  control.id = id
  label.append(its)
}

/**
 * @param {HTMLElement} drawn
 * @param {ShownField} field
 * @returns {Element}
 */
function controlOf(drawn, field) {
  if (field.kind === 'words') {
    const many = drawn.querySelector('textarea')
    const box = field.lines === 'many' && many !== null ? many : make('input', 'slack-input')
    box.name = field.id
    box.value = field.given ?? ''
    box.maxLength = field.most
    box.required = field.optional !== true
    box.autocomplete = 'off'
    box.removeAttribute('aria-label')
    drawn.replaceChildren(box)
    return box
  }
  if (field.kind === 'choice' && drawn.querySelector('fieldset') === null) {
    const list = make('select', 'slack-input')
    list.name = field.id
    list.required = field.optional !== true
    if (field.chosen === undefined) list.append(new Option('Select an item', ''))
    for (const { id, label } of field.options)
      list.append(new Option(label, id, false, id === field.chosen))
    drawn.className = ''
    drawn.replaceChildren(list)
    return list
  }
  for (const [at, input] of [...drawn.querySelectorAll('input')].entries()) {
    input.name = field.id
    if (field.kind === 'choice') {
      const option = field.options[at]
      input.value = option?.id ?? ''
      input.checked = option?.id === field.chosen
      input.required = field.optional !== true
    } else {
      input.value = 'yes'
      input.checked = field.ticked === true
    }
  }
  return drawn.querySelector('fieldset') ?? drawn
}

/** @param {HTMLFormElement} form */
export function givenIn(form) {
  /** @type {Record<string, string>} */
  const fields = {}
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value !== '') fields[name] = value
  return fields
}
