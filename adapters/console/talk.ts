import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type Button, Press, type Reply } from '../../bot/conversation/reply.ts'
import type { Input, Place, Turn } from '../../bot/conversation/turn.ts'
import { TenantId } from '../../bot/identity.ts'
import type { Clock, Front, Hasher } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { type Ask, readAsk, usage } from './asks.ts'
import { drawText } from './draw-text.ts'

export interface TalkParts {
  readonly front: Front
  readonly hasher: Hasher
  readonly clock: Clock
  /** Ids of the organisations that can be chosen. */
  readonly organisations: readonly string[]
  readonly input: Readable
  readonly output: Writable & { readonly columns?: number; readonly isTTY?: boolean }
}

interface State {
  readonly organisation: string
  readonly place: 'private' | 'channel'
  readonly hour: string | undefined
  readonly buttons: readonly Button[]
}

/** Widest line that is easy to read; a narrow terminal gives its own. */
const WIDEST = 76

/** A talk in the terminal, for trying the bot without any account. Ends with `/quit` or at the end of the input. */
export async function talk({
  front,
  hasher,
  clock,
  organisations,
  input,
  output
}: TalkParts): Promise<void> {
  const session = crypto.randomUUID()
  const width = Math.min(WIDEST, output.columns ?? WIDEST)
  const print = (text: string) => output.write(`${text}\n`)
  let state: State = { organisation: 'none', place: 'private', hour: undefined, buttons: [] }
  let count = 0

  async function answer(said: Input): Promise<void> {
    count += 1
    const turn = toTurn(hasher, state, session, count, said, at(clock.now(), state.hour))
    const replies = await front.answer(turn)
    for (const reply of replies)
      print(`\n${drawText(reply, width, shownPlace(reply, state.place))}\n`)
    state = { ...state, buttons: replies.at(-1)?.card.buttons ?? [] }
  }

  async function act(ask: Ask): Promise<boolean> {
    switch (ask.is) {
      case 'quit':
        return false
      case 'set':
        state = { ...state, ...ask.change, buttons: [] }
        print(`Now: ${shownState(state)}`)
        return true
      case 'wrong':
        print(ask.says)
        return true
      case 'press':
        await answer({ kind: 'press', press: ask.press })
        return true
      case 'text':
        await answer({ kind: 'text', text: new Private(ask.text) })
        return true
    }
  }

  print(usage(shownState(state)))
  const lines = createInterface({ input, terminal: false })
  const prompt = () => output.isTTY === true && output.write('you> ')
  prompt()
  for await (const line of lines) {
    const pressable = state.buttons.map((button) =>
      button.kind === 'press' ? Press.parse(button.press) : undefined
    )
    if (!(await act(readAsk(line, pressable, organisations)))) break
    prompt()
  }
  lines.close()
}

function toTurn(
  hasher: Hasher,
  state: State,
  session: string,
  count: number,
  input: Input,
  when: Date
): Turn {
  const tenant = TenantId.parse(state.organisation)
  const person = hasher.person('console', tenant, session)
  const room = state.place === 'private' ? `private ${session}` : 'channel'
  const place = hasher.place('console', tenant, room)
  const to = { platform: 'console', tenant, address: '' } as const
  const here: Place['here'] =
    state.place === 'private'
      ? { ...to, scope: 'person', owner: person }
      : { ...to, scope: 'channel', owner: place }
  return {
    keys: [`${session} ${count}`],
    at: when,
    platform: 'console',
    tenant,
    language: 'en-GB',
    from: { id: person, standing: 'staff', privately: { ...to, scope: 'person', owner: person } },
    place: { kind: state.place, id: place, conversation: room, here },
    input
  }
}

/** Today at the hour that was chosen (in UTC), or now. */
function at(now: Date, hour: string | undefined): Date {
  return hour === undefined ? now : new Date(`${now.toISOString().slice(0, 10)}T${hour}:00Z`)
}

function shownPlace(reply: Reply, place: State['place']): string | undefined {
  if (place === 'private') return undefined
  return reply.audience === 'here'
    ? 'everybody in the channel sees this'
    : 'only you see this, in your private chat'
}

function shownState({ organisation, place, hour }: State): string {
  return `${organisation === 'none' ? 'no organisation' : organisation}, ${place === 'private' ? 'a private chat' : 'a channel'}, ${hour === undefined ? 'the present hour' : hour}`
}
