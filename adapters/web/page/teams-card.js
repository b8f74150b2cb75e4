// A card as Microsoft's own renderer draws it. No imports: `heads-up preview` puts this file into its page as it stands.

/** @typedef {typeof import('adaptivecards')} Renderer */

const all = { default: 'var(--teams-text)', subtle: 'var(--teams-text)' }
const colours = {
  default: all,
  accent: { default: 'var(--teams-accent)', subtle: 'var(--teams-accent)' },
  attention: { default: 'var(--teams-bad)', subtle: 'var(--teams-bad)' }
}

/** Near that of Teams, which publishes none. Colours are those of teams-card.css, so that a theme is changed there alone. */
const hostConfig = {
  fontFamily: 'inherit',
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
  containerStyles: {
    default: { backgroundColor: 'var(--teams-card)', foregroundColors: colours },
    emphasis: { backgroundColor: 'var(--teams-emphasis)', foregroundColors: colours }
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { suffix: ' *', suffixColor: 'attention' },
      optionalInputs: {}
    },
    errorMessage: { color: 'attention', weight: 'bolder' }
  },
  // The talk stands under a second-level heading of the page.
  textBlock: { headingLevel: 3 },
  actions: {
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    buttonSpacing: 8,
    maxActions: 6
  }
}

/**
 * @param {Renderer} renderer
 * @param {unknown} json An Adaptive Card.
 * @param {(data: ReadonlyMap<string, unknown>) => void} pressed What a button carries, and what stands in the fields where it sends them.
 * @returns {HTMLElement}
 */
export function drawTeamsCard(renderer, json, pressed) {
  renderer.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = linked(text)
    result.didProcess = true
  }
  const card = new renderer.AdaptiveCard()
  card.hostConfig = new renderer.HostConfig(hostConfig)
  card.onExecuteAction = (action) => {
    if (action instanceof renderer.OpenUrlAction) window.open(action.url, '_blank', 'noopener')
    else if (action instanceof renderer.SubmitAction || action instanceof renderer.ExecuteAction)
      pressed(new Map(Object.entries(action.data ?? {})))
  }
  card.onAnchorClicked = () => false
  card.parse(json)
  const drawn = card.render()
  if (drawn === undefined) throw new Error('the card was not drawn')
  for (const link of drawn.querySelectorAll('a[href^="http"]')) {
    link.setAttribute('target', '_blank')
    link.setAttribute('rel', 'noopener noreferrer')
  }
  // The renderer makes a box to tab into of the whole card, which says nothing.
  drawn.removeAttribute('tabindex')
  return drawn
}

/** Of Markdown, our cards hold links alone; all else is text. @param {string} text */
function linked(text) {
  return escaped(text).replaceAll(
    /\[([^\]]+)\]\(((?:https?|tel|mailto):[^()\s]+)\)/g,
    '<a href="$2">$1</a>'
  )
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
