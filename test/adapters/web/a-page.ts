import { createServer, type HttpServer } from '../../../adapters/http/server.ts'
import { createHasher } from '../../../adapters/sealing/hasher.ts'
import type { Keys } from '../../../adapters/sealing/keys.ts'
import { createSigner } from '../../../adapters/sealing/signer.ts'
import { aForm } from '../../support/a-form.ts'
import { words } from '../../support/content.ts'
import { createDraw } from '../../../bot/compose/drawings.ts'
import { mountTryIt, type TryItParts } from '../../../adapters/web/try-it.ts'
import type { Reply } from '../../../bot/conversation/reply.ts'
import type { Turn } from '../../../bot/conversation/turn.ts'

const keys: Keys = {
  subkey: () => Buffer.alloc(32, 7),
  previous: () => undefined,
  besideData: false
}

/** The page on a real server, over a bot of few words that remembers what it heard. */
export interface Page {
  readonly url: string
  readonly turns: readonly Turn[]
  readonly logged: readonly string[]
  readonly web: HttpServer
}

export async function startPage({
  reply = sample,
  ...change
}: { reply?: (turn: Turn) => readonly Reply[] } & Partial<TryItParts> = {}): Promise<Page> {
  const turns: Turn[] = []
  const logged: string[] = []
  const log = {
    info: (event: string) => logged.push(event),
    warn: (event: string, facts?: object) => logged.push(`${event} ${JSON.stringify(facts ?? {})}`),
    error: (event: string) => logged.push(event)
  }
  const web = createServer({ log, ready: () => Promise.resolve([]) })
  mountTryIt(web.server, {
    front: {
      form: () => Promise.resolve({ is: 'show', form: aForm() }),
      answer(turn) {
        turns.push(turn)
        return Promise.resolve(reply(turn))
      }
    },
    hasher: createHasher(Buffer.alloc(32, 7)),
    signer: createSigner(keys),
    clock: { now: () => new Date('2026-07-24T10:00:00Z'), wait: () => Promise.resolve() },
    log,
    draw: createDraw(words),
    languages: ['en-GB'],
    organisations: [
      { id: 'example-trust', name: 'Example NHS Trust', example: true, timeZone: 'Europe/London' }
    ],
    ...change
  })
  return { url: await web.listen(0, '127.0.0.1'), turns, logged, web }
}

/** What was said, as words. */
export function heard({ input }: Turn): string {
  if (input.kind === 'text') return input.text.reveal()
  return input.kind === 'press' ? `pressed ${input.press.action}` : input.kind
}

/** Every kind of block and button; what begins with "I" is private. */
export function sample(turn: Turn): readonly Reply[] {
  const said = heard(turn)
  const alone = turn.place.kind !== 'private' && said.startsWith('I ')
  return [
    {
      audience: alone ? 'person' : 'here',
      notice: 'An answer from Heads Up',
      card: {
        blocks: [
          { kind: 'heading', text: `You said: ${said}` },
          {
            kind: 'contacts',
            items: [
              {
                name: 'Your IT service desk',
                phone: '020 7946 0100',
                text: '7726',
                email: 'desk@example.org',
                url: 'https://example.org/',
                inWords: 'Whoever is there',
                hours: '24 hours, every day',
                say: 'I clicked a link.',
                checked: 'Checked 1 May 2026'
              }
            ]
          },
          { kind: 'text', text: 'A line of text.' },
          { kind: 'steps', items: ['Change that password.', 'Call your desk.'] },
          { kind: 'donts', items: ['Do not delete it.', 'Reply to it.'] },
          { kind: 'note', text: 'Thank you for saying so.' }
        ],
        buttons: [
          { kind: 'press', label: 'How?', press: { action: 'how' }, primary: true },
          { kind: 'press', label: 'More', press: { action: 'more' } },
          { kind: 'link', label: 'Read on', url: 'https://example.org/read' }
        ]
      }
    }
  ]
}
