// Put below teams-card.js into the page that `heads-up preview` writes: draws its cards, and changes how they look.
import { drawTeamsCard } from './teams-card.js'

/** @type {readonly unknown[]} */
const cards = JSON.parse(document.getElementById('cards')?.textContent ?? '[]')
const list = document.getElementById('log')
for (const host of document.querySelectorAll('[data-card]'))
  host.append(
    drawTeamsCard(
      window.AdaptiveCards,
      cards[Number(host.getAttribute('data-card'))],
      () => undefined
    )
  )
for (const id of ['theme', 'width'])
  document.getElementById(id)?.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && list !== null) list.dataset[id] = target.value
  })
