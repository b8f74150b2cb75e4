// Slack's blocks, drawn by React on the server: here they become elements, and their buttons get something to do.
/** @import { SlackPicture, SlackPress } from '../slack-picture.ts' */

/** What comes here was written by React on our server, which escapes every word in it. */
const rules = { createHTML: (/** @type {string} */ html) => html }
const trust = window.trustedTypes?.createPolicy('slack-blocks', rules) ?? rules

/**
 * @param {SlackPicture} picture
 * @param {(press: SlackPress, label: string) => void} pressed
 * @returns {HTMLElement}
 */
export function drawSlackCard({ html, presses }, pressed) {
  const drawn = document.createElement('div')
  drawn.className = 'slack-blocks'
  drawn.innerHTML = trust.createHTML(html)
  for (const [at, button] of [
    ...drawn.querySelectorAll('.slack_blocks_to_jsx__button_element')
  ].entries())
    button.addEventListener('click', () => {
      const press = presses[at]
      if (press !== undefined) pressed(press, button.textContent)
    })
  return drawn
}
