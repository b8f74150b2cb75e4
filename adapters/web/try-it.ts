import type { Request, Response, Server } from 'restify'
import type { ZodType } from 'zod'
import { momentOf, noOrganisation, tryOutTurn } from '../../bot/conversation/try-out.ts'
import type { Input, Turn } from '../../bot/conversation/turn.ts'
import type { Clock, Front, Hasher, Log, Signer } from '../../bot/ports.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import type { Draw } from '../../bot/ports/draw.ts'
import { Private } from '../../bot/private.ts'
import { Asked, AskedForm } from './asked.ts'
import { type Asset, lateAssets, pageHeaders, readAssets } from './assets.ts'
import { readJson } from './body.ts'
import { drawn } from './drawn.ts'
import { turnedAway } from './gate.ts'
import { loadRenderer } from './slack-picture.ts'
import { type Shown, shown } from './shown.ts'
import { answerForm } from './try-form.ts'

export interface TryItParts {
  readonly front: Pick<Front, 'answer' | 'form'>
  readonly hasher: Hasher
  readonly signer: Signer
  readonly clock: Clock
  readonly log: Log
  /** How Teams and Slack would draw the same answer. */
  readonly draw: Draw
  /** Those that can be chosen, by name. A turn's tenant on this page is the id of one of them, or `none`. */
  readonly organisations: readonly Employer[]
  /** Those that there is content in (BCP 47). */
  readonly languages: readonly string[]
  /** `PUBLIC_URL`, where the page was opened to others on purpose; else it answers on this machine only. */
  readonly publicUrl?: string | undefined
  /** Opened to others on purpose, by whatever proxy they come. */
  readonly isOpen?: boolean | undefined
}

/** What the page lets people choose from. */
export interface Choices {
  readonly organisations: readonly Omit<Employer, 'timeZone'>[]
  readonly languages: readonly { readonly id: string; readonly name: string }[]
}

export interface Employer {
  readonly id: string
  readonly name: string
  /** Its numbers are made up: the page says so. */
  readonly example: boolean
  readonly timeZone: string
}

/** Where nobody's employer is known, hours are meant as clocks in the United Kingdom show them. */
const TIME_ZONE = 'Europe/London'

/**
 * The page to try the bot on: `GET /` and what belongs to it, `GET /try-it/choices`, `POST /try-it/turn`.
 * Whoever composes decides whether it is served at all; a foreign `Host` or `Origin` gets 403.
 */
export function mountTryIt(server: Server, parts: TryItParts): void {
  const { organisations, log } = parts
  const publicHost =
    parts.publicUrl === undefined ? undefined : URL.parse(parts.publicUrl)?.hostname
  const byId = new Map(organisations.map((one) => [one.id, one]))

  /** Answers 403 itself, so that whoever opened the page by another name learns which name to use. */
  function refused(request: Request, response: Response): boolean {
    const why = turnedAway(request.headers, publicHost, parts.isOpen === true)
    if (why === undefined) return false
    log.warn('try-it.refused', { why })
    answer(
      response,
      403,
      'text/plain; charset=utf-8',
      `This page answers on this machine only. Open http://127.0.0.1:${request.socket.localPort ?? 3978}/ there.\n`
    )
    return true
  }

  function serve(path: string, asset: () => Asset): void {
    server.get(path, async (request, response) => {
      if (refused(request, response)) return
      for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
      const { type, body } = asset()
      answer(response, 200, type, body)
      // Whoever opens the page says something next: what draws the answer is ready by then.
      // Where it cannot be loaded, the first answer fails by itself, and is told.
      if (path === '/') loadRenderer().catch(() => undefined)
    })
  }
  for (const asset of readAssets()) serve(asset.path, () => asset)
  for (const { path, read: late } of lateAssets()) serve(path, late)

  server.get('/try-it/choices', async (request, response) => {
    if (refused(request, response)) return
    const shownOnes = organisations.map(({ id, name, example }) => ({ id, name, example }))
    const languages = parts.languages.map((id) => ({ id, name: nameOf(id) }))
    answerJson(response, 200, { organisations: shownOnes, languages } satisfies Choices)
  })

  /** Reads what a tab asks; undefined where it was answered with what is wrong. */
  async function read<T extends { readonly organisation: string }>(
    request: Request,
    response: Response,
    shape: ZodType<T>
  ): Promise<T | undefined> {
    if (refused(request, response)) return undefined
    const wrong = (status: number, error: string) => {
      answerJson(response, status, { error })
      return undefined
    }
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return wrong(415, 'only application/json')
    const body = await readJson(request)
    if (body === 'too-large') {
      response.setHeader('Connection', 'close')
      return wrong(413, 'too long')
    }
    const asked = body === 'broken' ? undefined : shape.safeParse(body.json).data
    if (asked?.organisation === noOrganisation || byId.has(asked?.organisation ?? '')) return asked
    return wrong(400, 'not understood')
  }

  server.post('/try-it/turn', async (request, response) => {
    const asked = await read(request, response, Asked)
    if (asked !== undefined) answerJson(response, 200, { answers: await answers(asked) })
  })

  server.post('/try-it/form', async (request, response) => {
    const asked = await read(request, response, AskedForm)
    if (asked === undefined) return
    const turn = turnOf({ ...asked, said: { kind: 'added' } })
    answerJson(response, 200, { form: await answerForm(asked, turn, parts) })
  })

  async function answers(asked: Asked): Promise<readonly Shown[]> {
    const turn = turnOf(asked)
    const all: Shown[] = []
    let button = 1
    for (const reply of await parts.front.answer(turn)) {
      const { owner } = reply.audience === 'person' ? turn.from.privately : turn.place.here
      const sign = (press: Press) => parts.signer.sign(press, owner)
      const both = await drawn(parts.draw, { teams: reply, slack: reply }, sign)
      all.push(shown(reply, both, button, sign))
      button += reply.card.buttons.length
    }
    return all
  }

  function turnOf(asked: Asked): Turn {
    const { session, message, organisation, place, language, hour, said } = asked
    const at = momentOf(parts.clock.now(), hour, byId.get(organisation)?.timeZone ?? TIME_ZONE)
    const chosen = { platform: 'web', organisation, place, language, session, message, at } as const
    if (said.kind !== 'press') return tryOutTurn(chosen, inputOf(said), parts.hasher)
    const turn = tryOutTurn(chosen, { kind: 'stale-press' }, parts.hasher)
    const press = parts.signer.open(said.token, [turn.from.id, turn.place.id])
    return press === undefined ? turn : { ...turn, input: { kind: 'press', press } }
  }
}

function inputOf(said: Exclude<Asked['said'], { kind: 'press' }>): Input {
  return said.kind === 'text' ? { kind: 'text', text: new Private(said.text) } : said
}

/** A language in its own words. */
function nameOf(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

/** Past restify's formatters, which would make JSON of everything. */
function answer(response: Response, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

function answerJson(response: Response, status: number, body: unknown): void {
  answer(response, status, 'application/json', JSON.stringify(body))
}
