import { readFileSync } from 'node:fs'
import type { Browser, Page as Tab } from 'playwright-core'

const renderer = readFileSync(
  new URL('../../../node_modules/adaptivecards/dist/adaptivecards.min.js', import.meta.url),
  'utf8'
)

/** Near those of Teams, which publishes none of its own settings for cards. */
const themes = {
  light: { back: '#ffffff', frame: '#f5f5f5', text: '#242424', accent: '#4f52b2', bad: '#c4314b' },
  dark: { back: '#292929', frame: '#1f1f1f', text: '#ffffff', accent: '#7f85f5', bad: '#e37d80' }
} as const

export interface Look {
  readonly theme: keyof typeof themes
  /** Of the window, in CSS pixels. */
  readonly width: number
}

/** A card as Microsoft's own renderer draws it, in a window of this width. What is pressed is kept in `window.pressed`. */
export async function drawInBrowser(
  browser: Browser,
  card: unknown,
  { theme, width }: Look
): Promise<Tab> {
  const { back, frame, text, accent, bad } = themes[theme]
  const colours = {
    default: { default: text, subtle: text },
    accent: { default: accent, subtle: accent },
    attention: { default: bad, subtle: bad }
  }
  const hostConfig = {
    fontFamily: 'sans-serif',
    spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 16 },
    containerStyles: {
      default: { backgroundColor: back, foregroundColors: colours },
      emphasis: { backgroundColor: frame, foregroundColors: colours }
    },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { suffix: ' *', suffixColor: 'attention' } },
      errorMessage: { color: 'attention', weight: 'bolder' }
    },
    textBlock: { headingLevel: 2 },
    actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8 }
  }
  const tab = await browser.newPage({ viewport: { width, height: 900 } })
  await tab.setContent(
    `<!doctype html><html lang="en"><title>Card</title><style>
      body { margin: 0; background: ${back}; color: ${text}; color-scheme: ${theme} }
      input, textarea, select, button { font: inherit; color: inherit; background: ${back}; border: 1px solid ${text} }
      textarea { min-height: 5em; width: 100%; box-sizing: border-box } select { width: 100% }
      a { color: ${accent} } .ac-actionSet { flex-wrap: wrap }
    </style><main id="card"></main>`
  )
  await tab.addScriptTag({ content: renderer })
  await tab.evaluate(`{
    const card = new AdaptiveCards.AdaptiveCard()
    card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig)})
    card.onExecuteAction = (action) => { window.pressed = action.data }
    card.parse(${JSON.stringify(card)})
    document.getElementById('card').append(card.render())
  }`)
  return tab
}
