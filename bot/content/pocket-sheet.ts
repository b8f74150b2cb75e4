import type { Contact } from '../conversation/reply.ts'
import { desk, type House } from './house.ts'
import type { Library } from './library.ts'

/** Whom to ring when Teams, Slack and this bot are down: on paper, since nothing else is left. */
export interface PocketSheet {
  readonly title: string
  readonly text: string
  /** One A4 page, complete with its own style: no script, no font, no picture from elsewhere. */
  readonly html: string
}

/** So many fit one page with digits that can be read at arm's length. */
const MOST = 9

interface Words {
  readonly title: string
  readonly when: string
  readonly first: string
  readonly also: string
  readonly say: string
  readonly foot: string
}

/** The sheet of one organisation (or of none: national numbers). Only what can be rung: an address is no use on a dead computer. */
export function pocketSheet({ words, routes }: Library, house: House, now: Date): PocketSheet {
  const first = house.reach(desk, now, 'printed')?.contacts ?? []
  const others = [...routes.values()]
    // What the organisation filled in comes before what holds for the whole country.
    .toSorted((one, other) => Number(one.scope === 'national') - Number(other.scope === 'national'))
    .filter(({ id, for: whom }) => id !== desk && whom === 'staff')
    .flatMap(({ id }) => {
      const reach = house.reach(id, now, 'printed')
      return reach === undefined || reach.route !== id
        ? []
        : reach.contacts.filter(({ phone }) => phone !== undefined)
    })
  const known = new Set(first.flatMap(({ phone }) => phone ?? []))
  const also = others
    .filter(({ phone }) => phone !== undefined && !known.has(phone))
    .slice(0, MOST - first.length)
  const date = new Intl.DateTimeFormat('en-GB', {
    timeZone: house.organisation?.timeZone ?? 'Europe/London',
    day: 'numeric',
    month: 'long',
    year: 'numeric'
  }).format(now)
  const said: Words = {
    title: words.say('pocket.title'),
    when: words.say('pocket.when'),
    first: words.say('pocket.first'),
    also: words.say('pocket.also'),
    say: words.say('pocket.say'),
    foot: words.say('pocket.foot', {
      organisation: house.organisation?.name ?? words.say('pocket.anybody'),
      date
    })
  }
  return { title: said.title, text: asText(said, first, also), html: asHtml(said, first, also) }
}

function line({ name, phone, inWords, hours }: Contact): string {
  return `  ${[phone, name, inWords, hours].filter((part) => part !== undefined).join('  ')}`
}

function asText(said: Words, first: readonly Contact[], also: readonly Contact[]): string {
  const more = also.length === 0 ? [] : ['', said.also, ...also.map(line)]
  return [
    said.title,
    said.when,
    '',
    said.first,
    ...first.map(line),
    ...more,
    '',
    said.say,
    '',
    said.foot
  ].join('\n')
}

function asHtml(said: Words, first: readonly Contact[], also: readonly Contact[]): string {
  const row = ({ name, phone, inWords, hours }: Contact) =>
    `<li><span class="number">${escape(phone ?? '')}</span><span class="name">${escape(name)}${small([inWords, hours])}</span></li>`
  const more =
    also.length === 0 ? '' : `<h2>${escape(said.also)}</h2><ul>${also.map(row).join('')}</ul>`
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${escape(said.title)}</title><style>${style}</style></head>
<body><main><h1>${escape(said.title)}</h1><p>${escape(said.when)}</p>
<h2>${escape(said.first)}</h2><ul class="first">${first.map(row).join('')}</ul>
${more}<p class="say">${escape(said.say)}</p><footer>${escape(said.foot)}</footer></main></body></html>
`
}

/** Hours and remarks, in one small line. */
function small(parts: readonly (string | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined)
  return given.length === 0 ? '' : `<small>${escape(given.join(' · '))}</small>`
}

const style = `@page{size:A4;margin:12mm 16mm}*{box-sizing:border-box}body{margin:0;background:#fff;color:#212b32;font:13pt/1.3 Arial,Helvetica,sans-serif}
main{max-width:178mm;margin:0 auto}h1{font-size:28pt;line-height:1.1;margin:0 0 2mm}h2{font-size:14pt;margin:4mm 0 1mm}p{margin:0 0 2mm}
ul{list-style:none;margin:0;padding:0}li{display:flex;gap:6mm;align-items:baseline;justify-content:space-between;padding:1.2mm 0;border-top:.5mm solid #212b32;break-inside:avoid}
.number{font-size:18pt;font-weight:700;white-space:nowrap;font-variant-numeric:tabular-nums}.first .number{font-size:32pt}.name{text-align:right}.name small{display:block;font-size:11pt}
.say{margin-top:4mm;padding:3mm;border:1mm solid #212b32;font-size:16pt}footer{margin-top:3mm;font-size:10pt}
@media screen{body{padding:8mm}}`

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
