import type { AppParts } from './app-parts.ts'
import { deskBlock } from './conversation/contacts.ts'
import type { Known } from './conversation/decision.ts'
import type { Form, FormAnswer, FormTurn } from './conversation/form.ts'
import { Memory, PlaceMemory } from './conversation/memory.ts'
import type { Block } from './conversation/reply.ts'
import { startTalk } from './conversation/start-talk.ts'
import { heading, text } from './conversation/talk.ts'
import type { FormTalk } from './form-handler.ts'
import type { Loaded } from './ports.ts'
import { openMemory } from './open-memory.ts'

/** Slack closes a window that got no answer after 3 s, and what was typed is gone. */
const WITHIN_MS = 2_300
const nobody: Known = { memory: {}, placeMemory: {}, roles: [] }

/** What each form says to whoever opens or sends it. Writes nothing itself: its handlers do, and of no person. */
export function createForms(
  parts: Omit<AppParts, 'messengers'>
): (turn: FormTurn) => Promise<FormAnswer> {
  const { store, library, rightsInFiles, forms, log, clock } = parts

  async function known(turn: FormTurn): Promise<Known> {
    const { from, place } = turn
    const loaded: Loaded = await store.memories.load(from.id, place.id, undefined, clock.now())
    return {
      memory: (await openMemory(parts, from.id, loaded.memory, Memory)) ?? {},
      placeMemory: (await openMemory(parts, place.id, loaded.placeMemory, PlaceMemory)) ?? {},
      linkedOrganisation: loaded.linkedOrganisation,
      roles: [...loaded.roles, ...rightsInFiles(from.id)],
      hearing: parts.hearing.organisations
    }
  }

  /** A window is seen by one person, wherever it was opened. */
  function talkOf(turn: FormTurn, before: Known): FormTalk {
    return startTalk(turn, before, library, clock.now(), true)
  }

  async function answer(turn: FormTurn): Promise<FormAnswer> {
    const { input } = turn
    // Not ours, or somebody else's: nobody is kept.
    if (input.kind === 'stale') await store.audit.refused('forged', clock.now())
    const handler = input.kind === 'stale' ? undefined : forms.get(input.press.action)
    const talk = talkOf(turn, await known(turn))
    if (handler === undefined || input.kind === 'stale') return show(sayStale(talk))
    return input.kind === 'open'
      ? show(await handler.open(talk, input))
      : handler.submit(talk, input)
  }

  /** Nothing was kept, as far as we know: the words stay in the form, with whom to ring meanwhile. */
  async function notKept(turn: FormTurn, late: boolean): Promise<FormAnswer> {
    const talk = talkOf(turn, nobody)
    const { input } = turn
    const handler = input.kind === 'submit' ? forms.get(input.press.action) : undefined
    if (input.kind !== 'submit' || handler === undefined) return show(sayFailing(talk))
    const { words } = talk
    const problem = late
      ? [heading(words.say('form.late_title')), text(words.say('form.late'))]
      : [heading(words.say('form.not_kept_title')), text(words.say('form.not_kept'))]
    const form = await handler.again(talk, input, [...problem, ...deskBlock(talk)])
    return { is: 'mend', form, problems: new Map() }
  }

  return async (turn) => {
    const inTime = new AbortController()
    const answering = answer(turn).catch((error: unknown) => {
      log.error('form.failed', error)
      return notKept(turn, false)
    })
    const late = clock.wait(WITHIN_MS, inTime.signal).then(() => undefined)
    const answered = await Promise.race([answering, late])
    inTime.abort()
    return answered ?? notKept(turn, true)
  }
}

function show(form: Form): FormAnswer {
  return { is: 'show', form }
}

/** A window that says something and asks nothing. */
export function sayInForm({ words }: Pick<FormTalk, 'words'>, blocks: readonly Block[]): Form {
  return {
    title: words.say('form.title'),
    blocks: [...blocks],
    fields: [],
    below: [],
    buttons: [],
    close: words.say('form.close')
  }
}

function sayStale(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [heading(words.say('stale.title')), text(words.say('stale.text'))])
}

function sayFailing(talk: FormTalk): Form {
  const { words } = talk
  return sayInForm(talk, [
    heading(words.say('failing.title')),
    ...deskBlock(talk),
    text(words.say('failing.text'))
  ])
}
