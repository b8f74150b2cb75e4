// Put below the others into the page that `heads-up preview` writes: draws its cards and windows, and changes how they look.
/** @import { ShownForm } from '../shown-form.ts' */
import { drawSlackWindow } from './slack-window.js'
import { drawTeamsCard } from './teams-card.js'
import { drawTeamsWindow } from './teams-window.js'

/** What a host names by number: a card, which is passed on as it is, or a window.
 * @typedef {Pick<ShownForm, 'title' | 'fields' | 'drawn'>} Window */

/** @type {readonly Window[]} */
const cards = JSON.parse(document.getElementById('cards')?.textContent ?? '[]')
const list = document.getElementById('log')
const nothing = () => undefined
/** Nobody is behind this page: it can be filled in, and goes nowhere. */
const acts = { send: nothing, lead: nothing, shut: nothing }

/**
 * @param {string} name
 * @param {(kept: Window) => HTMLElement} draw
 */
function drawEach(name, draw) {
  for (const host of document.querySelectorAll(`[${name}]`)) {
    const kept = cards[Number(host.getAttribute(name))]
    if (kept !== undefined) host.append(draw(kept))
  }
}
drawEach('data-card', (card) => drawTeamsCard(window.AdaptiveCards, card, nothing))
drawEach('data-teams-window', ({ title, fields, drawn }) =>
  drawTeamsWindow(window.AdaptiveCards, title, drawn.teams, fields, acts)
)
drawEach('data-slack-window', ({ fields, drawn }) => drawSlackWindow(drawn.slack, fields, acts))
for (const id of ['theme', 'width'])
  document.getElementById(id)?.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && list !== null) list.dataset[id] = target.value
  })
