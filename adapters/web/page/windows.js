// A form as Teams and as Slack show it. Each can be filled in and sent.
/** @import { ShownForm } from '../shown-form.ts' */
/** @import { Theme } from './screens.js' */
/** @import { Acts } from './slack-window.js' */
import { make } from './draw.js'
import { glass, once, renderer, slackStyle, styleOf, teamsStyle, wear } from './screens.js'
import { drawSlackWindow } from './slack-window.js'
import { drawTeamsWindow } from './teams-window.js'

const windowStyle = once(() => styleOf('windows.css'))

/**
 * @param {ShownForm} form
 * @param {Theme} theme
 * @param {Acts} acts
 */
export async function drawWindows({ title, fields, drawn }, theme, acts) {
  const [library, forTeams, forSlack, around] = await Promise.all([
    renderer(),
    teamsStyle(),
    slackStyle(),
    windowStyle()
  ])
  const windows = make(
    'div',
    'screens',
    screen(
      'Teams',
      glass([forTeams, around], drawTeamsWindow(library, title, drawn.teams, fields, acts))
    ),
    screen('Slack', glass([...forSlack, around], drawSlackWindow(drawn.slack, fields, acts)))
  )
  wear(windows, theme)
  return windows
}

/**
 * @param {string} platform
 * @param {HTMLElement} inside
 */
function screen(platform, inside) {
  const group = make(
    'div',
    `screen in-${platform.toLowerCase()}`,
    make('p', 'screen-name', platform),
    inside
  )
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', `As ${platform} shows it`)
  return group
}
