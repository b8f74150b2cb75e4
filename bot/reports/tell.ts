import type { OrganisationId } from '../identity.ts'
import { deskBlock } from '../conversation/contacts.ts'
import type { Form, FormAnswer } from '../conversation/form.ts'
import type { Block } from '../conversation/reply.ts'
import { firstSteps } from '../conversation/report-route.ts'
import { heading, text } from '../conversation/talk.ts'
import { readTellAbout } from '../conversation/telling.ts'
import { Private } from '../private.ts'
import type { FormHandler, FormTalk, Submitted } from '../form-handler.ts'
import { sayInForm } from '../forms.ts'
import { newCarried } from './access.ts'
import type { Account } from './account.ts'
import {
  accountOf,
  bothRemoved,
  Draft,
  isTooOld,
  lookAfter,
  newDraft,
  restsAtNight
} from './draft.ts'
import { keepTold } from './keep-told.ts'
import { keptForm } from './kept-form.ts'
import { readForm } from './read.ts'
import type { ReportParts } from './report-parts.ts'
import { askForm, lookForm } from './tell-form.ts'

/** Telling the security team: what happened, what they will see, kept. Nothing that is written belongs to whoever tells. */
export function createTell(parts: ReportParts): FormHandler {
  const { store, sealer, hasher, hearing, clock } = parts

  /** Undefined: nobody would hear. Looked at now, not as it was when the button was drawn. */
  async function whoHears({ house, turn }: FormTalk): Promise<OrganisationId | undefined> {
    const id = house.organisation?.id
    if (id === undefined || turn.from.standing === 'outsider') return undefined
    return (await hearing.look()).has(id) ? id : undefined
  }

  const seal = (talk: FormTalk, draft: Draft) =>
    sealer.seal('form', talk.turn.from.id, JSON.stringify(draft))

  /** Undefined: not sealed by us, or for somebody else. */
  async function draftOf(talk: FormTalk, carries: string | undefined): Promise<Draft | undefined> {
    if (carries === undefined) return undefined
    try {
      const opened = await sealer.open('form', talk.turn.from.id, carries)
      return Draft.parse(JSON.parse(opened))
    } catch {
      // Somebody else's form, or none of ours: counted, and answered like an old one.
      await store.audit.refused('forged', clock.now())
      return undefined
    }
  }

  /** What lay open for days is looked at once more, as a report that is new now; unless it was kept by then. */
  async function renewed(draft: Draft): Promise<Draft> {
    const now = clock.now()
    if (!isTooOld(draft, now) || (await store.reports.find(draft.id)) !== undefined) return draft
    const { organisation, told, same, removed } = draft
    return { ...newDraft(now, { organisation, told, same }), removed }
  }

  return {
    async open(here, { press, quoted }) {
      const { situation, organisation } = readTellAbout(press.about)
      const talk = saidWhere(here) ? here : of(here, organisation)
      const hears = await whoHears(talk)
      if (hears === undefined) return sayNobody(talk)
      const told = talk.library.situations.has(situation ?? '') ? situation : undefined
      // A window is sent from nowhere: whose team it is for is settled where it was opened.
      const draft = newDraft(clock.now(), { organisation: hears, told, same: quoted?.same })
      return askForm(
        talk,
        {
          situation,
          given: new Map(),
          quoted,
          name: talk.turn.called?.reveal().slice(0, 80),
          first: told === undefined ? stepsFirst(talk, quoted !== undefined) : undefined
        },
        await seal(talk, draft)
      )
    },

    async submit(here, sent): Promise<FormAnswer> {
      const sealed = await draftOf(here, sent.carries)
      if (sealed === undefined) return { is: 'show', form: sayOld(here) }
      const draft = await renewed(sealed)
      const talk = of(here, draft.organisation)
      const organisation = await whoHears(talk)
      if (organisation === undefined) return { is: 'mend', ...mending(talk, sent) }
      const cleanedNow = accountOf(sent.fields, talk.library)
      if (cleanedNow === undefined)
        return {
          is: 'mend',
          form: askForm(talk, { given: sent.fields }, sent.carries),
          problems: new Map([['situation', talk.words.say('tell.choose')]])
        }
      const removed = bothRemoved(cleanedNow.removed, draft.removed)
      const account = { ...cleanedNow, removed }
      // What was taken out is counted anew where a window sends its fields uncleaned: it is no change.
      const shown = hasher.key('mark', JSON.stringify({ ...account, removed: undefined }))
      if (sent.press.about !== 'send' || draft.shown !== shown) {
        const before = await store.reports.find(draft.id)
        const look = lookAfter(draft.look, before?.look ?? 0)
        const carries = await seal(talk, { ...draft, shown, removed, look })
        const changed = sent.press.about === 'send'
        return {
          is: 'show',
          form: lookForm(talk, account, { given: cleaned(sent, account) }, carries, changed)
        }
      }
      const rests = restsAtNight(sent.fields)
      const kept = await keepTold(parts, talk, { organisation, draft, account, rests })
      const isLate = kept === 'moved-on'
      const back = isLate ? await store.reports.find(draft.id) : undefined
      if (back?.state === 'back')
        return {
          is: 'show',
          form: await readForm(parts, talk, back, newCarried(back.id, clock.now()))
        }
      return { is: 'show', form: keptForm(talk, parts.tickets, { draft, account, isLate }) }
    },

    again(talk, sent, problem) {
      const account = accountOf(sent.fields, talk.library)
      const filled = { given: sent.fields }
      const form =
        account === undefined || sent.press.about !== 'send'
          ? askForm(talk, filled, sent.carries)
          : lookForm(talk, account, filled, sent.carries)
      return { ...form, blocks: [...problem, ...form.blocks] }
    }
  }
}

/** Opened from a menu or a home page, nobody has said yet what to do: that comes first here, too. */
function stepsFirst(talk: FormTalk, isOfMessage: boolean): readonly Block[] {
  const id = isOfMessage ? 'chat_impersonation' : 'mistake_unsure'
  const situation = talk.library.situations.get(id)
  return situation === undefined
    ? deskBlock(talk)
    : [heading(situation.title), ...firstSteps(talk, situation)]
}

/** The fields as they were given, with what was taken out gone from them too. */
function cleaned({ fields }: Submitted, account: Account): Submitted['fields'] {
  const clean = new Map(fields)
  const put = (id: string, said: string | undefined) => {
    if (fields.has(id) && said !== undefined) clean.set(id, new Private(said))
  }
  put('words', account.words)
  put('message', account.quoted?.text)
  put('sender', account.quoted?.sender)
  put('name', account.name)
  return clean
}

function mending(talk: FormTalk, sent: Submitted): { form: Form; problems: Map<string, string> } {
  const form = askForm(talk, { given: sent.fields }, sent.carries)
  return { form: { ...form, blocks: [...nobodyBlocks(talk), ...form.blocks] }, problems: new Map() }
}

function nobodyBlocks(talk: FormTalk) {
  const { words } = talk
  return [
    heading(words.say('tell.nobody_title')),
    ...deskBlock(talk),
    text(words.say('tell.nobody'))
  ]
}

/** No form where nobody would hear: the number to ring. */
function sayNobody(talk: FormTalk): Form {
  return sayInForm(talk, nobodyBlocks(talk))
}

function sayOld(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [heading(words.say('tell.old_title')), text(words.say('tell.old'))])
}

/** Where they said that they work stands over a channel's button: theirs is another team. */
function saidWhere({ known: { memory }, house }: FormTalk): boolean {
  const { organisation } = memory
  return (
    organisation === 'elsewhere' ||
    (organisation !== undefined && organisation === house.organisation?.id)
  )
}

/** The organisation of the button stands over that of the chat it is pressed in; it was signed for this person. */
function of(talk: FormTalk, organisation: OrganisationId | undefined): FormTalk {
  const { library, turn } = talk
  if (organisation === undefined || turn.from.standing === 'outsider') return talk
  return library.organisations.has(organisation)
    ? { ...talk, house: library.house(organisation) }
    : talk
}
