import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Form } from '../../bot/conversation/form.ts'
import type { Reply } from '../../bot/conversation/reply.ts'
import type { Draw, Drawable } from '../../bot/ports/draw.ts'
import { fileOf, slackStyle } from './assets.ts'
import { drawn, drawnForm } from './drawn.ts'

/** One answer or form: its name, what leads to it, and what each platform's people get. */
export type PreviewPiece = {
  readonly id: string
  readonly leads: string
} & (
  | { readonly replies: Readonly<Record<Drawable, Reply>> }
  | { readonly forms: Readonly<Record<Drawable, Form>> }
)

/** What is on the page, in order. */
export interface Preview {
  readonly title: string
  /** One line on whose numbers these are, or where and when it goes out. */
  readonly about: string
  readonly pieces: readonly PreviewPiece[]
}

/** Of the page at `/`, in the order in which one needs the other. */
const scripts = [
  'draw.js',
  'teams-card.js',
  'slack-card.js',
  'slack-window.js',
  'teams-window.js',
  'preview.js'
]

/**
 * Pieces as people see them in Teams and in Slack, as one HTML file complete in itself: nothing is fetched, so that it can
 * be mailed, printed, or made a picture of by any browser (`#ID` leads to a piece).
 */
export async function previewPage({ title, about, pieces }: Preview, draw: Draw): Promise<string> {
  const cards: unknown[] = []
  const sections: string[] = []
  for (const piece of pieces) {
    if ('replies' in piece) {
      const { teams, slack } = await drawn(draw, piece.replies, () => 'preview')
      sections.push(section(piece, message(cards.push(teams) - 1, slack.html)))
    } else sections.push(section(piece, window(cards.push(await windowOf(piece.forms, draw)) - 1)))
  }
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${ours('preview.css')}
${ours('screens.css')}
${slackStyle()}
${ours('slack-card.css')}
${ours('windows.css')}
.in-teams {
${ours('teams-card.css')}
}
</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p>${escaped(about)}</p>
<div class="choose">
<label for="theme">Colours <select id="theme"><option value="light">Light</option><option value="dark">Dark</option><option value="contrast">High contrast</option></select></label>
<label for="width">Screen <select id="width"><option value="wide">A computer</option><option value="phone">A small phone</option></select></label>
</div>
</header>
<main id="log" class="look" data-view="both" data-theme="light" data-width="wide">
${sections.join('\n')}
</main>
<script type="application/json" id="cards">${JSON.stringify(cards).replaceAll('<', '\\u003c')}</script>
<script>${fileOf('adaptivecards/dist/adaptivecards.min.js')}</script>
<script type="module">
${scripts.map((name) => ours(name).replaceAll(/^import .*$/gm, '')).join('\n')}
</script>
</body>
</html>
`
}

/** What the script of the page draws a window from. */
async function windowOf(forms: Readonly<Record<Drawable, Form>>, draw: Draw) {
  const answers = {
    teams: { is: 'show', form: forms.teams },
    slack: { is: 'show', form: forms.slack }
  } as const
  const { title, fields } = forms.teams
  return { title, fields, drawn: await drawnForm(draw, answers, () => 'preview') }
}

function section(piece: PreviewPiece, screens: string): string {
  const { id, leads } = piece
  const alone =
    !('replies' in piece) || piece.replies.teams.pointer === undefined
      ? ''
      : '<p class="nobody">Only the person who asked sees this, in their private chat.</p>'
  return `<section class="piece" id="${escaped(id)}">
<div class="piece-head"><h2><a href="#${escaped(encodeURIComponent(id))}">${escaped(id)}</a></h2><p>${escaped(leads)}</p></div>
${alone}<div class="drawn"><div class="screens">
${screens}
</div></div>
</section>`
}

function message(card: number, slack: string): string {
  return (
    screen('Teams', said(`<div class="glass" data-card="${card}"></div>`)) +
    screen('Slack', said(`<div class="glass slack-blocks">${slack}</div>`))
  )
}

function said(inside: string): string {
  return `<div class="message"><img class="face" alt="" src="${icon}"><p class="sender"><b>Heads Up</b><span class="badge">App</span></p>${inside}</div>`
}

function window(at: number): string {
  return (
    screen('Teams', `<div class="glass" data-teams-window="${at}"></div>`) +
    screen('Slack', `<div class="glass" data-slack-window="${at}"></div>`)
  )
}

function screen(platform: 'Teams' | 'Slack', inside: string): string {
  return `<div class="screen in-${platform.toLowerCase()}" role="group" aria-label="As ${platform} shows it"><p class="screen-name">${platform}</p>
${inside}</div>`
}

function ours(name: string): string {
  return readFileSync(join(import.meta.dirname, 'page', name), 'utf8')
}

const icon = `data:image/svg+xml;base64,${Buffer.from(ours('icon.svg')).toString('base64')}`

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
