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

/**
 * Pieces as people see them in Teams and in Slack, as one HTML file complete in itself: nothing is fetched, so that it can
 * be mailed, printed, or made a picture of by any browser (`#ID` leads to a piece).
 */
export async function previewPage({ title, about, pieces }: Preview, draw: Draw): Promise<string> {
  const cards: unknown[] = []
  const sections: string[] = []
  for (const piece of pieces) {
    const { teams, slack } = await ('replies' in piece
      ? drawn(draw, piece.replies, () => 'preview')
      : drawnForm(draw, piece.forms))
    sections.push(section(piece, cards.push(teams) - 1, slack.html))
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
<main id="log" data-view="both" data-theme="light" data-width="wide">
${sections.join('\n')}
</main>
<script type="application/json" id="cards">${JSON.stringify(cards).replaceAll('<', '\\u003c')}</script>
<script>${fileOf('adaptivecards/dist/adaptivecards.min.js')}</script>
<script type="module">
${ours('teams-card.js')}
${ours('preview.js').replace(/^import .*$/m, '')}
</script>
</body>
</html>
`
}

function section(piece: PreviewPiece, card: number, slack: string): string {
  const { id, leads } = piece
  // Its renderer draws fields that nothing names and nobody can use: to look at. What is asked reads the same in Teams' form.
  const lookOnly = 'forms' in piece ? ' inert' : ''
  const alone =
    !('replies' in piece) || piece.replies.teams.pointer === undefined
      ? ''
      : '<p class="nobody">Only the person who asked sees this, in their private chat.</p>'
  return `<section class="piece" id="${escaped(id)}">
<div class="piece-head"><h2><a href="#${escaped(encodeURIComponent(id))}">${escaped(id)}</a></h2><p>${escaped(leads)}</p></div>
${alone}<div class="drawn"><div class="screens">
${screen('Teams', `<div class="glass" data-card="${card}"></div>`)}
${screen('Slack', `<div class="glass slack-blocks"${lookOnly}>${slack}</div>`)}
</div></div>
</section>`
}

function screen(platform: 'Teams' | 'Slack', inside: string): string {
  return `<div class="screen in-${platform.toLowerCase()}" role="group" aria-label="As ${platform} shows it"><p class="screen-name">${platform}</p>
<div class="message"><img class="face" alt="" src="${icon}"><p class="sender"><b>Heads Up</b><span class="badge">App</span></p>${inside}</div></div>`
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
