import type { FormInput } from '../../bot/conversation/form.ts'
import type { Press } from '../../bot/conversation/reply.ts'
import type { Turn } from '../../bot/conversation/turn.ts'
import type { PersonId } from '../../bot/identity.ts'
import type { Front, Hasher, Signer } from '../../bot/ports.ts'
import type { Draw, FormStep } from '../../bot/ports/draw.ts'
import { Private } from '../../bot/private.ts'
import type { AskedForm } from './asked.ts'
import { drawnForm } from './drawn.ts'
import { type ShownForm, shownForm } from './shown-form.ts'

interface Parts {
  readonly front: Pick<Front, 'form'>
  readonly hasher: Hasher
  readonly signer: Signer
  readonly draw: Draw
}

/** What the window on the page shows next. Whatever was not drawn for this person, exactly so, is answered as an old button. */
export async function answerForm(
  { session, said }: AskedForm,
  turn: Turn,
  { front, hasher, signer, draw }: Parts
): Promise<ShownForm> {
  const ownerOf = (step: FormStep, carries: string | undefined): PersonId =>
    hasher.person('web', turn.tenant, JSON.stringify(['form', session, step, carries ?? '']))
  const answer = await front.form({ ...turn, input: inputOf() })
  const { carries } = answer.form
  const sign = (press: Press, step: FormStep) => signer.sign(press, ownerOf(step, carries))
  return shownForm(answer, await drawnForm(draw, { teams: answer, slack: answer }, sign), sign)

  function inputOf(): FormInput {
    const { token } = said
    const press: Press | undefined =
      said.kind === 'open' && said.carries === undefined
        ? signer.open(token, [turn.from.id, turn.place.id, ownerOf('open', undefined)])
        : signer.open(token, [ownerOf(said.kind, said.carries)])
    if (press === undefined) return { kind: 'stale' }
    if (said.kind === 'open') return { kind: 'open', press, carries: said.carries }
    const fields = new Map(
      Object.entries(said.fields)
        .filter(([, value]) => value.trim() !== '')
        .map(([id, value]) => [id, new Private(value)] as const)
    )
    return { kind: 'submit', press, carries: said.carries, fields }
  }
}
