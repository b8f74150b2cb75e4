import { weekly } from '../campaigns/campaign.ts'
import { readWanted } from '../campaigns/wanted.ts'
import { roleName } from './linking.ts'
import { button, heading, note, pressed, type Said, type Talk, text } from './talk.ts'
import { jobInWords, whenInWords } from './tips-in-words.ts'

/**
 * "Forget me", first half: what is kept is shown, and nothing is deleted yet. Decided so, and not "shown, then deleted
 * at once": a slip of the finger would take a role away that only an admin can give back.
 */
export function showKept(talk: Talk): Said {
  const { words, known, library } = talk
  const { memory, roles } = known
  const employer =
    memory.organisation === undefined ? undefined : library.organisations.get(memory.organisation)
  const kept = [
    ...(memory.organisation === 'elsewhere' ? [words.say('forget.elsewhere')] : []),
    ...(employer === undefined ? [] : [words.say('forget.work', { organisation: employer.name })]),
    ...(memory.last === undefined ? [] : [words.say('forget.last')]),
    ...(memory.tips === undefined || memory.tips.length === 0 ? [] : [words.say('forget.tips')]),
    ...tipsKept(talk),
    ...(memory.welcomed === true ? [words.say('forget.welcomed')] : []),
    ...roles.map(({ role, organisation }) =>
      words.say('forget.role', {
        role: roleName(talk, role),
        organisation: library.organisations.get(organisation)?.name ?? organisation
      })
    )
  ]
  return {
    blocks: [
      heading(words.say('forget.title')),
      ...(kept.length === 0 ? [text(words.say('forget.nothing'))] : kept.map(text)),
      note(words.say('forget.words'))
    ],
    buttons: [
      button(words.say('button.delete'), 'delete-me', undefined, true),
      button(words.say('button.privacy'), 'errand', 'privacy'),
      button(words.say('button.person'), 'person')
    ],
    personal: true,
    goesOn: { intent: 'which', offered: [pressed('delete-me')] }
  }
}

/** Second half: all that is kept of this person goes, in the same moment as the answer is kept. */
export function forgetNow({ words }: Talk): Said {
  return {
    blocks: [heading(words.say('forget.done_title')), text(words.say('forget.done'))],
    buttons: [button(words.say('button.help'), 'help')],
    personal: true,
    effects: [{ do: 'forget-person' }]
  }
}

/** Their own tips; a channel's are the channel's, and stay. */
function tipsKept({ known, words, library }: Talk): readonly string[] {
  const own = known.subscriptions?.find((one) => one.of === 'person' && one.campaign === weekly)
  const wanted = readWanted(own?.settings)
  return wanted === undefined
    ? []
    : [
        words.say('forget.subscription', { when: whenInWords(wanted, words) }),
        ...jobInWords(wanted, library)
      ]
}
