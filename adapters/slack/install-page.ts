/** How an install ended. `less`: Slack gave fewer permissions than we need, or a token that soon ends. */
export type InstallEnd = 'done' | 'refused' | 'expired' | 'less' | 'failed'

/** A title and a sentence or two for each end, and the links below them. */
export type InstallWords = Readonly<
  Record<InstallEnd, { readonly title: string; readonly text: string }>
> & {
  readonly next: readonly string[]
  readonly open: string
  readonly again: string
}

const style = `
  :root { color-scheme: light dark; --ink: #1d2733; --paper: #f4f6f8; --card: #fff; --line: #c9d3dd; --go: #004b8d; --on-go: #fff }
  @media (prefers-color-scheme: dark) { :root { --ink: #eaf0f6; --paper: #12181f; --card: #1b242e; --line: #3a4856; --go: #9bcaff; --on-go: #06213f } }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink); font: 1.125rem/1.55 system-ui, sans-serif }
  main { box-sizing: border-box; width: min(34rem, 100%); padding: 2.25rem 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
  p.name { margin: 0; font-size: 1rem; font-weight: 600 }
  h1 { margin: .25rem 0 .75rem; font-size: 1.7rem; line-height: 1.2 }
  ol { padding-left: 1.4rem } li { margin: .35rem 0 }
  a { display: inline-block; margin-top: 1rem; padding: .7rem 1.25rem; border-radius: .5rem; background: var(--go); color: var(--on-go); font-weight: 600; text-decoration: none }
  a:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px }
`

/** What whoever installs it sees at the end: what happened, and the next step. Needs no script and loads nothing. */
export function drawInstallPage(how: InstallEnd, words: InstallWords, open?: string): string {
  const { title, text } = words[how]
  const next =
    how === 'done' ? `<ol>${words.next.map((line) => `<li>${html(line)}</li>`).join('')}</ol>` : ''
  const link =
    how === 'done'
      ? open === undefined
        ? ''
        : `<a href="${html(open)}">${html(words.open)}</a>`
      : `<a href="/slack/install">${html(words.again)}</a>`
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)} – Heads Up</title>
<style>${style}</style>
</head>
<body><main><p class="name">Heads Up</p><h1>${html(title)}</h1><p>${html(text)}</p>${next}${link}</main></body>
</html>
`
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
