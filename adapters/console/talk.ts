import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { FormInput } from '../../bot/conversation/form.ts'
import { plainText } from '../../bot/conversation/plain-text.ts'
import type { Button, Press, Reply } from '../../bot/conversation/reply.ts'
import { momentOf, noOrganisation, tryOutTurn } from '../../bot/conversation/try-out.ts'
import type { Input, Turn } from '../../bot/conversation/turn.ts'
import type { Clock, Front, Hasher } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { type Ask, readAsk, usage } from './asks.ts'
import { askForm } from './window.ts'

export interface TalkParts {
  readonly front: Pick<Front, 'answer' | 'form'>
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
/** Hours that people choose are meant as clocks in the United Kingdom show them. */
const TIME_ZONE = 'Europe/London'

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
  let state: State = {
    organisation: noOrganisation,
    place: 'private',
    hour: undefined,
    buttons: []
  }
  let count = 0

  function turnOf(said: Input): Turn {
    count += 1
    const { organisation, place, hour } = state
    const at = momentOf(clock.now(), hour, TIME_ZONE)
    return tryOutTurn(
      { platform: 'console', organisation, place, session, message: String(count), at },
      said,
      hasher
    )
  }

  async function answer(said: Input): Promise<void> {
    const turn = turnOf(said)
    const { place } = state
    const buttons: Button[] = []
    for (const { audience, card } of await front.answer(turn)) {
      const where = place === 'private' ? '' : `[${shownPlace(audience)}]\n`
      print(`\n${where}${plainText(card, width, buttons.length + 1)}\n`)
      buttons.push(...card.buttons)
    }
    state = { ...state, buttons }
  }

  const formed = (press: Press, asked: FormInput) =>
    front.form({ ...turnOf({ kind: 'press', press }), input: asked })

  /** One step after the other in the same window, until the person leaves it. The buttons of before stay. */
  async function fill(opened: Press): Promise<void> {
    let shown = await formed(opened, { kind: 'open', press: opened })
    for (let follows = false; ; follows = true) {
      const { carries } = shown.form
      const left = await askForm(shown, { width, print, line }, follows)
      if (left.is === 'closed') return
      const { press } = left
      shown = await formed(
        press,
        left.is === 'opens'
          ? { kind: 'open', press, carries }
          : { kind: 'submit', press, carries, fields: left.fields }
      )
    }
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
        if (ask.opensForm) await fill(ask.press)
        else await answer({ kind: 'press', press: ask.press })
        return true
      case 'text':
        await answer({ kind: 'text', text: new Private(ask.text) })
        return true
    }
  }

  const lines = createInterface({ input, terminal: false })
  const typed = lines[Symbol.asyncIterator]()
  /** Lines are text, so one that is not there is the end of the input. */
  async function line(prompt: string): Promise<string | undefined> {
    if (output.isTTY === true) output.write(prompt)
    const next = await typed.next()
    return next.done === true ? undefined : next.value
  }

  print(usage(shownState(state)))
  for (;;) {
    const said = await line('you> ')
    if (said === undefined || !(await act(readAsk(said, state.buttons, organisations)))) break
  }
  lines.close()
}

function shownPlace(audience: Reply['audience']): string {
  return audience === 'here'
    ? 'everybody in the channel sees this'
    : 'only you see this, in your private chat'
}

function shownState({ organisation, place, hour }: State): string {
  return `${organisation === noOrganisation ? 'no organisation' : organisation}, ${place === 'private' ? 'a private chat' : 'a channel'}, ${hour === undefined ? 'the present hour' : `${hour} in London`}`
}
