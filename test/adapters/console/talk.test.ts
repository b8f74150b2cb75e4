import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { talk } from '../../../adapters/console/talk.ts'
import { createHasher } from '../../../adapters/sealing/hasher.ts'
import type { Reply } from '../../../bot/conversation/reply.ts'
import type { Turn } from '../../../bot/conversation/turn.ts'
import { aForm } from '../../support/a-form.ts'

const hasher = createHasher(Buffer.alloc(32, 7))

/** A bot that says what it heard, and offers two buttons in each of its two cards. */
function heard({ input, place }: Turn): readonly Reply[] {
  const said =
    input.kind === 'text'
      ? `heard ${input.text.reveal()}`
      : input.kind === 'press'
        ? `pressed ${input.press.action}`
        : input.kind
  const card = (text: string, first: string, second: string): Reply => ({
    audience: place.kind === 'private' || first === 'alpha' ? 'here' : 'person',
    notice: 'An answer',
    card: {
      blocks: [{ kind: 'text', text }],
      buttons: [
        { kind: 'press', label: first, press: { action: first } },
        { kind: 'link', label: second, url: 'https://example.org/' }
      ]
    }
  })
  return [card(said, 'alpha', 'a page'), card('And then?', 'beta', 'another page')]
}

/** Types these lines, then ends the input; gives what was printed and the turns that were made. */
async function typed(
  ...lines: readonly string[]
): Promise<{ readonly printed: string; readonly turns: readonly Turn[] }> {
  const turns: Turn[] = []
  const output = new PassThrough()
  let printed = ''
  output.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await talk({
    front: {
      form: () => Promise.resolve({ is: 'show', form: aForm() }),
      answer: (turn) => {
        turns.push(turn)
        return Promise.resolve(heard(turn))
      }
    },
    hasher,
    clock: { now: () => new Date('2026-11-24T10:00:00Z'), wait: () => Promise.resolve() },
    organisations: ['example-trust'],
    input: Readable.from(lines.map((line) => `${line}\n`)),
    output
  })
  return { printed, turns }
}

describe('a talk in the terminal', () => {
  it('answers each line, in order, and ends with the input', async () => {
    const { printed, turns } = await typed('I clicked a link', 'how?')
    expect(turns).toHaveLength(2)
    expect(printed.indexOf('heard I clicked a link')).toBeLessThan(printed.indexOf('heard how?'))
  })

  it('presses the button whose number is typed, on any card of the last answer', async () => {
    const { printed } = await typed('hello', '1', '3')
    expect(printed).toContain('[3] beta')
    expect(printed).toContain('pressed alpha')
    expect(printed).toContain('pressed beta')
  })

  it('takes a number that is no button for words: 7726 is something people say', async () => {
    const { printed } = await typed('hello', '2', '9', '7726')
    for (const words of ['heard 2', 'heard 9', 'heard 7726']) expect(printed).toContain(words)
  })

  it('says who sees what in a channel', async () => {
    const { printed, turns } = await typed('/place channel', 'hello')
    expect(turns[0]?.place.kind).toBe('channel')
    expect(printed).toContain('[everybody in the channel sees this]\nheard hello')
    expect(printed).toContain('[only you see this, in your private chat]\nAnd then?')
  })

  it('changes employer and hour, and forgets the buttons of before', async () => {
    const { printed, turns } = await typed(
      'hello',
      '/organisation example-trust',
      '/hour 03:00',
      '1'
    )
    expect(turns[1]).toMatchObject({
      tenant: 'example-trust',
      at: new Date('2026-11-24T03:00:00Z'),
      input: { kind: 'text' }
    })
    expect(printed).toContain('Now: example-trust, a private chat, 03:00 in London')
  })

  it('goes back to the present hour', async () => {
    const { turns } = await typed('/hour 03:00', '/hour now', 'hello')
    expect(turns[0]?.at).toEqual(new Date('2026-11-24T10:00:00Z'))
  })

  it.each([
    [
      '/organisation Example NHS Trust',
      'I do not know "Example NHS Trust". Organisations here, by the name to type: none, example-trust'
    ],
    ['/place pub', 'Say /place private or /place channel'],
    ['/hour 26:00', 'Say the hour as /hour 03:00']
  ])('explains %s instead of guessing', async (line, says) => {
    const { printed, turns } = await typed(line)
    expect(printed).toContain(says)
    expect(turns).toHaveLength(0)
  })

  it('stops at /quit, whatever comes after', async () => {
    expect((await typed('/quit', 'hello')).turns).toHaveLength(0)
  })

  it('makes every line a turn of its own, by one person', async () => {
    const { turns } = await typed('hello', 'hello', '/place channel', 'hello')
    expect(new Set(turns.flatMap(({ keys }) => keys)).size).toBe(3)
    expect(new Set(turns.map(({ from }) => from.id)).size).toBe(1)
  })
})
