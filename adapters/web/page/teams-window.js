// A dialog as Teams shows it: Microsoft's renderer draws what stands in it, and checks what must be filled in.
/** @import { ShownField } from '../shown-form.ts' */
/** @import { Acts } from './slack-window.js' */
/** @import { Renderer } from './teams-card.js' */
import { make } from './draw.js'
import { drawTeamsCard } from './teams-card.js'

/**
 * @param {Renderer} renderer
 * @param {string} title
 * @param {unknown} card
 * @param {readonly ShownField[]} fields
 * @param {Acts} acts
 */
export function drawTeamsWindow(renderer, title, card, fields, acts) {
  const drawn = drawTeamsCard(renderer, card, (data) => {
    const step = data.get('step')
    if (step === 'submit') acts.send(fieldsIn(data, fields))
    else if (step === 'open') acts.lead(String(data.get('headsUp')))
    else acts.shut()
  })
  const close = make('button', 'teams-close', '✕')
  close.type = 'button'
  close.setAttribute('aria-label', 'Close')
  close.addEventListener('click', acts.shut)
  return make(
    'div',
    'teams-window',
    make('div', 'teams-top', make('p', 'window-name', title), close),
    drawn
  )
}

/**
 * The names that the card gives its inputs stand in bot/ports/draw.ts.
 * @param {ReadonlyMap<string, unknown>} data
 * @param {readonly ShownField[]} fields
 */
function fieldsIn(data, fields) {
  /** @type {Record<string, string>} */
  const given = {}
  for (const { kind, id } of fields) {
    const value = data.get(kind === 'tick' ? `t-${id}` : `f-${id}`)
    if (typeof value === 'string' && value !== '' && (kind !== 'tick' || value === 'yes'))
      given[id] = value
  }
  return given
}
