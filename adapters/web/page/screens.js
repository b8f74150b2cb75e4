// One answer as Teams and as Slack show it, each in a frame that none of this page's own style reaches.
/** @import { Shown } from '../shown.ts' */
/** @import { Press } from './draw.js' */
import { make } from './draw.js'
import { drawSlackCard } from './slack-card.js'
import { drawTeamsCard } from './teams-card.js'

/** @typedef {'light' | 'dark' | 'contrast'} Theme */

/** Fetched when the first answer is drawn, after the page stands; half the bytes of it all are Microsoft's renderer. */
export const renderer = once(async () => (await import('./adaptivecards.js')).renderer)
export const teamsStyle = once(() => styleOf('teams-card.css'))
export const slackStyle = once(async () =>
  Promise.all([styleOf('slack-blocks.css'), styleOf('slack-card.css')])
)

/**
 * @param {Shown} shown
 * @param {Theme} theme
 * @param {Press} press
 */
export async function drawScreens({ drawn }, theme, press) {
  const [library, forTeams, forSlack] = await Promise.all([renderer(), teamsStyle(), slackStyle()])
  const teams = drawTeamsCard(library, drawn.teams, (data) => {
    press(labelIn(teams), String(data.get('headsUp')), data.has('msteams'))
  })
  const slack = drawSlackCard(drawn.slack, (pressed, label) => {
    if ('href' in pressed) window.open(pressed.href, '_blank', 'noopener')
    else press(label, pressed.token, pressed.opens)
  })
  const screens = make(
    'div',
    'screens',
    screen('Teams', glass([forTeams], teams)),
    screen('Slack', glass(forSlack, slack))
  )
  wear(screens, theme)
  return screens
}

/**
 * The colours that Slack's blocks are drawn in stand in an attribute; Teams' follow the page's style alone.
 * @param {ParentNode} inside
 * @param {Theme} theme
 */
export function wear(inside, theme) {
  for (const host of inside.querySelectorAll('.glass'))
    for (const one of host.shadowRoot?.querySelectorAll('[data-theme]') ?? [])
      one.setAttribute('data-theme', theme === 'light' ? 'light' : 'dark')
}

/** @param {ParentNode} inside */
export function buttonsIn(inside) {
  return [...inside.querySelectorAll('.glass')].flatMap((host) => [
    ...(host.shadowRoot?.querySelectorAll('button') ?? [])
  ])
}

/**
 * @param {string} platform
 * @param {HTMLElement} inside
 */
function screen(platform, inside) {
  const face = make('img', 'face')
  face.src = '/try-it/icon.svg'
  face.alt = ''
  const group = make(
    'div',
    `screen in-${platform.toLowerCase()}`,
    make('p', 'screen-name', platform),
    make(
      'div',
      'message',
      face,
      make('p', 'sender', make('b', '', 'Heads Up'), make('span', 'badge', 'App')),
      inside
    )
  )
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', `As ${platform} shows it`)
  return group
}

/**
 * @param {readonly CSSStyleSheet[]} styles
 * @param {HTMLElement} inside
 */
export function glass(styles, inside) {
  const host = make('div', 'glass')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [...styles]
  root.append(inside)
  return host
}

/** @param {HTMLElement} card */
function labelIn(card) {
  const at = card.getRootNode()
  const button = at instanceof ShadowRoot ? at.activeElement : undefined
  return button?.textContent ?? 'A button'
}

/** @param {string} file */
export async function styleOf(file) {
  const response = await fetch(`/try-it/${file}`)
  return new CSSStyleSheet().replace(await response.text())
}

/**
 * Asks once; what failed is asked for again the next time.
 * @template Got
 * @param {() => Promise<Got>} get
 * @returns {() => Promise<Got>}
 */
export function once(get) {
  /** @type {Promise<Got> | undefined} */
  let kept
  return () => {
    kept ??= get().catch((/** @type {unknown} */ error) => {
      kept = undefined
      throw error
    })
    return kept
  }
}
