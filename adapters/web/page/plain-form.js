// A form in this page's own look, where answers are looked at as a plain card or as text.
/** @import { ShownField, ShownForm } from '../shown-form.ts' */
/** @import { Acts } from './slack-window.js' */
import { drawBlock, drawButton, make } from './draw.js'
import { givenIn } from './slack-window.js'

/**
 * @param {ShownForm} form
 * @param {Acts} acts
 */
export function drawPlainForm(form, acts) {
  const body = make(
    'form',
    'window-form',
    ...form.blocks.map(drawBlock),
    ...form.fields.map(drawField),
    ...form.below.map(drawBlock)
  )
  const row = make('div', 'buttons')
  if (form.submit !== undefined) {
    const send = make('button', 'press primary', form.submit.label)
    send.type = 'submit'
    row.append(send)
    body.addEventListener('submit', (event) => {
      event.preventDefault()
      acts.send(givenIn(body))
    })
  }
  for (const button of form.buttons)
    row.append(
      drawButton(button, (_label, token) => {
        acts.lead(token)
      })
    )
  const close = make('button', 'press', form.close)
  close.type = 'button'
  close.addEventListener('click', acts.shut)
  row.append(close)
  body.append(row)
  return body
}

/**
 * @param {ShownField} field
 * @returns {HTMLElement}
 */
function drawField(field) {
  const problem = field.problem === undefined ? [] : [problemOf(field.id, field.problem)]
  if (field.kind === 'tick') {
    const box = named(make('input', ''), field)
    box.type = 'checkbox'
    box.value = 'yes'
    box.checked = field.ticked === true
    return make('div', 'field', ...problem, make('label', 'tick', box, ` ${field.label}`))
  }
  if (field.kind === 'words') return drawWords(field, problem)
  if (field.shape === 'list') {
    const list = named(make('select', ''), field)
    if (field.optional === true || field.chosen === undefined) list.append(new Option('', ''))
    for (const { id, label } of field.options)
      list.append(new Option(label, id, false, id === field.chosen))
    list.required = field.optional !== true
    return make('div', 'field', make('label', '', field.label, list), ...problem)
  }
  const options = field.options.map(({ id, label, hint }) => {
    const radio = named(make('input', ''), field)
    radio.type = 'radio'
    radio.value = id
    radio.checked = id === field.chosen
    radio.required = field.optional !== true
    return make('label', 'choice', radio, ` ${label}${hint === undefined ? '' : ` (${hint})`}`)
  })
  return make('fieldset', 'field', make('legend', '', field.label), ...problem, ...options)
}

/**
 * @param {Extract<ShownField, { kind: 'words' }>} field
 * @param {readonly HTMLElement[]} problem
 */
function drawWords(field, problem) {
  const box =
    field.lines === 'many' ? named(make('textarea', ''), field) : named(make('input', ''), field)
  box.value = field.given ?? ''
  box.maxLength = field.most
  box.required = field.optional !== true
  box.autocomplete = 'off'
  const label = make('label', '', field.label, box)
  const hint = field.hint === undefined ? [] : [make('p', 'hint', field.hint)]
  return make('div', 'field', label, ...problem, ...hint)
}

/**
 * @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Input
 * @param {Input} input
 * @param {ShownField} field
 */
function named(input, { id, problem }) {
  input.name = id
  if (problem !== undefined) {
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `problem-${id}`)
  }
  return input
}

/**
 * @param {string} id
 * @param {string} problem
 */
function problemOf(id, problem) {
  const line = make('p', 'problem', problem)
  line.id = `problem-${id}`
  return line
}
