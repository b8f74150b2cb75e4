// A window of its own: asks what a form asks, and shows what comes back in the same window.
/** @import { ShownForm } from '../shown-form.ts' */
/** @import { AskedForm } from '../asked.ts' */
import { askForm } from './ask.js'
import { make } from './draw.js'
import { drawPlainForm } from './plain-form.js'
import { chosenTheme, chosenView, chosenWidth } from './settings.js'
import { drawWindows } from './windows.js'

/** @typedef {Omit<AskedForm, 'session' | 'message' | 'said'>} Whereabouts Who and where this tab is. */

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
  dialog.querySelector('h2')?.focus()
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Whereabouts} where
 * @param {AskedForm['said']} said
 */
async function step(dialog, where, said) {
  // Pressed twice, it is sent once.
  if (dialog.ariaBusy === 'true') return
  dialog.ariaBusy = 'true'
  const outcome = await askForm({ ...where, said })
  dialog.querySelector('.failure')?.remove()
  if ('failure' in outcome) {
    // What was typed stays where it is.
    const line = make('p', 'problem failure', outcome.failure)
    line.setAttribute('role', 'alert')
    if (dialog.firstElementChild === null) dialog.append(line, closing(dialog))
    else dialog.prepend(line)
    dialog.scrollTo({ top: 0 })
  } else await draw(dialog, where, outcome.form)
  dialog.ariaBusy = 'false'
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Whereabouts} where
 * @param {ShownForm} form
 */
async function draw(dialog, where, form) {
  const carried = form.carries === undefined ? {} : { carries: form.carries }
  const token = form.submit?.token ?? ''
  const acts = {
    /** @param {Record<string, string>} fields */
    send: (fields) => void step(dialog, where, { kind: 'submit', token, ...carried, fields }),
    /** @param {string} lead */
    lead: (lead) => void step(dialog, where, { kind: 'open', token: lead, ...carried }),
    shut: () => {
      dialog.close()
    }
  }
  const title = make('h2', 'window-title', form.title)
  title.id = 'window-title'
  title.tabIndex = -1
  dialog.setAttribute('aria-labelledby', title.id)
  const drawn = (await drawnAs(form, acts)) ?? drawPlainForm(form, acts)
  dialog.classList.toggle('as-drawn', drawn.classList.contains('drawn'))
  dialog.replaceChildren(title, drawn)
  dialog.scrollTo({ top: 0 })
  // What is to be mended in a plain form is where somebody goes on; Teams' and Slack's say it first, or at the field.
  const wrong = dialog.querySelector('[aria-invalid="true"]')
  if (wrong instanceof HTMLElement) wrong.focus()
  else title.focus()
}

/**
 * As the platforms show it; undefined where answers are looked at as a plain card or as text, or a renderer does not come.
 * @param {ShownForm} form
 * @param {Parameters<typeof drawWindows>[2]} acts
 */
async function drawnAs(form, acts) {
  const view = chosenView()
  if (view === 'card' || view === 'text') return undefined
  try {
    const look = make('div', 'look drawn', await drawWindows(form, chosenTheme(), acts))
    look.dataset['view'] = view
    look.dataset['theme'] = chosenTheme()
    look.dataset['width'] = chosenWidth()
    return look
  } catch {
    // The plain form asks the same.
    return undefined
  }
}

/** @param {HTMLDialogElement} dialog */
function closing(dialog) {
  const close = make('button', 'press', 'Close')
  close.type = 'button'
  close.addEventListener('click', () => {
    dialog.close()
  })
  return close
}
