// A window of its own: asks what a form asks, and shows what comes back in the same window.
/** @import { ShownForm } from '../shown-form.ts' */
/** @import { AskedForm } from '../asked.ts' */
import { askForm } from './ask.js'
import { drawBlock, drawButton, make } from './draw.js'

/** @typedef {Omit<AskedForm, 'session' | 'message' | 'said'>} Whereabouts Who and where this tab is. */
/** @typedef {ShownForm['fields'][number]} Field */

/**
 * Opens the form of a button.
 * @param {Whereabouts} where
 * @param {string} token
 */
export async function openForm(where, token) {
  const dialog = make('dialog', 'window')
  document.body.append(dialog)
  dialog.addEventListener('close', () => {
    dialog.remove()
  })
  await step(dialog, where, { kind: 'open', token })
  dialog.showModal()
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Whereabouts} where
 * @param {AskedForm['said']} said
 */
async function step(dialog, where, said) {
  const outcome = await askForm({ ...where, said })
  if ('failure' in outcome) {
    // What was typed stays where it is.
    const line = make('p', 'problem', outcome.failure)
    line.setAttribute('role', 'alert')
    const close = make('button', 'press', 'Close')
    close.type = 'button'
    close.addEventListener('click', () => {
      dialog.close()
    })
    if (dialog.firstElementChild === null) dialog.append(line, close)
    else dialog.prepend(line)
    return
  }
  draw(dialog, where, outcome.form)
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Whereabouts} where
 * @param {ShownForm} form
 */
function draw(dialog, where, form) {
  const title = make('h2', 'window-title', form.title)
  title.id = 'window-title'
  title.tabIndex = -1
  dialog.setAttribute('aria-labelledby', title.id)
  const carried = form.carries === undefined ? {} : { carries: form.carries }
  const body = make(
    'form',
    'window-form',
    title,
    ...form.blocks.map(drawBlock),
    ...form.fields.map(drawField),
    ...form.below.map(drawBlock)
  )
  const row = make('div', 'buttons')
  const { submit } = form
  if (submit !== undefined) {
    const send = make('button', 'press primary', submit.label)
    send.type = 'submit'
    row.append(send)
    body.addEventListener('submit', (event) => {
      event.preventDefault()
      send.disabled = true
      const fields = givenIn(body)
      void step(dialog, where, { kind: 'submit', token: submit.token, ...carried, fields }).finally(
        () => {
          send.disabled = false
        }
      )
    })
  }
  for (const button of form.buttons)
    row.append(
      drawButton(button, (_label, token) => {
        void step(dialog, where, { kind: 'open', token, ...carried })
      })
    )
  const close = make('button', 'press', form.close)
  close.type = 'button'
  close.addEventListener('click', () => {
    dialog.close()
  })
  row.append(close)
  body.append(row)
  dialog.replaceChildren(body)
  const [problem] = dialog.querySelectorAll('.problem')
  if (problem === undefined) title.focus()
  else problem.scrollIntoView({ block: 'nearest' })
}

/**
 * @param {Field} field
 * @returns {HTMLElement}
 */
function drawField(field) {
  const problem = field.problem === undefined ? [] : [make('p', 'problem', field.problem)]
  if (field.kind === 'tick') {
    const box = named(make('input', ''), field.id)
    box.type = 'checkbox'
    box.value = 'yes'
    box.checked = field.ticked === true
    return make('div', 'field', ...problem, make('label', 'tick', box, ` ${field.label}`))
  }
  if (field.kind === 'words') return drawWords(field, problem)
  if (field.shape === 'list') {
    const list = named(make('select', ''), field.id)
    if (field.optional === true || field.chosen === undefined) list.append(new Option('', ''))
    for (const { id, label } of field.options)
      list.append(new Option(label, id, false, id === field.chosen))
    list.required = field.optional !== true
    return make('div', 'field', make('label', '', field.label, list), ...problem)
  }
  const options = field.options.map(({ id, label, hint }) => {
    const radio = named(make('input', ''), field.id)
    radio.type = 'radio'
    radio.value = id
    radio.checked = id === field.chosen
    radio.required = field.optional !== true
    return make('label', 'choice', radio, ` ${label}${hint === undefined ? '' : ` (${hint})`}`)
  })
  return make('fieldset', 'field', make('legend', '', field.label), ...problem, ...options)
}

/**
 * @param {Extract<Field, { kind: 'words' }>} field
 * @param {readonly HTMLElement[]} problem
 */
function drawWords(field, problem) {
  const box =
    field.lines === 'many'
      ? named(make('textarea', ''), field.id)
      : named(make('input', ''), field.id)
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
 * @param {string} name
 */
function named(input, name) {
  input.name = name
  return input
}

/** @param {HTMLFormElement} body */
function givenIn(body) {
  /** @type {Record<string, string>} */
  const fields = {}
  for (const [name, value] of new FormData(body))
    if (typeof value === 'string' && value !== '') fields[name] = value
  return fields
}
