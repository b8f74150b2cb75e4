import { afterAll, describe, expect, it } from '@jest/globals'
import { AdaptiveCard, SerializationContext } from 'adaptivecards'
import { z } from 'zod'
import { signStep } from '../../adapters/slack/form-press.ts'
import { drawForm as drawSlackForm } from '../../adapters/slack/forms.ts'
import { limits as slack } from '../../adapters/slack/limits.ts'
import { limits as teams } from '../../adapters/teams/limits.ts'
import { disarm } from '../../adapters/teams/text.ts'
import { createDraw } from '../../bot/compose/drawings.ts'
import { formWords } from '../../bot/compose/form-words.ts'
import type { FormTurn } from '../../bot/conversation/form.ts'
import { piecesOf } from '../../bot/conversation/pieces.ts'
import { forbidding } from '../../bot/conversation/plain-text.ts'
import type { Block, Reply } from '../../bot/conversation/reply.ts'
import { startTalk } from '../../bot/conversation/start-talk.ts'
import { OrganisationId } from '../../bot/identity.ts'
import { Private } from '../../bot/private.ts'
import { askForm } from '../../bot/reports/tell-form.ts'
import { aTurn, nobody, now } from '../conversation/a-turn.ts'
import { tempFolder } from '../support/folders.ts'
import { realLibrary } from '../support/real-library.ts'
import { hasher, signer } from '../support/slack/adapter.ts'
import { Blocks, faultsInBlocks, faultsInModal } from '../support/slack/check-blocks.ts'

const folder = tempFolder()
afterAll(() => {
  folder.remove()
})
const library = realLibrary(folder.path)
const draw = createDraw(library.words)
/** Longer than a signed press of ours. */
const token = 'x'.repeat(700)
const readers = ['nobody known', ...library.organisations.keys()]
const organisationOf = (reader: string) =>
  library.organisations.has(reader) ? OrganisationId.parse(reader) : undefined

/** Every text of a drawing that people read or hear. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    typeof part === 'string' && ['text', 'title', 'label', 'placeholder'].includes(key)
      ? [part]
      : textsOf(part)
  )
}

/** Every sentence of a card, word for word. */
function saidIn(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'steps') return block.items
    if (block.kind === 'donts') return block.items.map(forbidding)
    if (block.kind === 'contacts')
      return block.items.flatMap(({ name, phone, email, hours, say }) =>
        [name, phone, email, hours, say].filter((part) => part !== undefined)
      )
    return [block.text]
  })
}

/** As it is read: without the marks around what can be tapped. */
function readOf(drawing: unknown): string {
  return textsOf(drawing)
    .join('\n')
    .replaceAll(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll(/\[([^\]]*)\]\([^()]*\)/g, '$1')
    .replaceAll('&amp;', '&')
}

const Card = z.looseObject({
  fallbackText: z.string().min(1),
  body: z.array(z.looseObject({ type: z.string() })).min(1),
  actions: z.array(z.unknown()).max(teams.actions).optional()
})

const drawn = (platform: 'teams' | 'slack', reply: Reply) =>
  draw.reply(platform, reply, () => token)

describe.each(readers)('everything that people of %s can be shown', (reader) => {
  const organisation = organisationOf(reader)
  const cases = (['teams', 'slack'] as const).flatMap((platform) =>
    (['private', 'channel'] as const).flatMap((place) =>
      piecesOf(library, { platform, organisation, place, now }).map(
        (piece) => [platform, place, piece.id, piece.reply] as const
      )
    )
  )
  const of = (wanted: 'teams' | 'slack') => cases.filter(([platform]) => platform === wanted)

  it('is a good many cards', () => {
    expect(cases.length).toBeGreaterThan(600)
  })

  it('stays inside every limit of Slack', () => {
    const faults = of('slack').flatMap(([, place, id, reply]) => {
      const blocks = drawn('slack', reply)
      const isLong = textsOf(blocks).join('').length > slack.allText
      const all = faultsInBlocks(blocks, slack.messageBlocks)
      return all.length > 0 || isLong ? [{ place, id, all, isLong }] : []
    })
    expect(faults).toEqual([])
  })

  it('stays under the size of a card in Teams, which its own parser takes without a word', () => {
    for (const [, place, id, reply] of of('teams')) {
      const card = Card.parse(drawn('teams', reply))
      expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(teams.cardBytes)
      const context = new SerializationContext()
      // Its pattern for `lang` keeps its place from one card to the next, so that it refuses every second "en".
      new AdaptiveCard().parse({ ...card, lang: undefined }, context)
      expect([place, id, context.eventCount]).toEqual([place, id, 0])
    }
  })

  it('is said whole and in its order: no sentence is shortened, moved or left out', () => {
    const lost = cases.flatMap(([platform, , id, reply]) => {
      const read = readOf(drawn(platform, reply))
      let at = 0
      const sentences = saidIn(reply.card.blocks).filter((said) => {
        const found = read.indexOf(said, at)
        at = Math.max(at, found)
        return found < 0
      })
      const labels = reply.card.buttons.filter(({ label }) => !read.includes(label))
      const isCut = read.includes('too long to show whole')
      return sentences.length + labels.length > 0 || isCut
        ? [{ platform, id, sentences, labels }]
        : []
    })
    expect(lost).toEqual([])
  })

  it('begins with a heading that screen readers find, wherever it has one', () => {
    const headless = cases.filter(([platform, , , reply]) => {
      if (reply.card.blocks[0]?.kind !== 'heading') return false
      const drawing = drawn(platform, reply)
      return platform === 'slack'
        ? Blocks.parse(drawing)[0]?.type !== 'header'
        : Card.parse(drawing).body[0]?.['style'] !== 'heading'
    })
    expect(headless.map(([platform, , id]) => [platform, id])).toEqual([])
  })

  it('says everything where Teams cannot draw a card', () => {
    for (const [, place, id, reply] of of('teams')) {
      const { fallbackText } = Card.parse(drawn('teams', reply))
      const missing = saidIn(reply.card.blocks).filter(
        (said) => !fallbackText.includes(disarm(said))
      )
      expect([place, id, missing]).toEqual([place, id, []])
    }
  })

  it('never has two buttons of one name: each is known by its words alone', () => {
    const alike = cases.filter(([, , , { card }]) => {
      const labels = card.buttons.map(({ label }) => label)
      return new Set(labels).size < labels.length
    })
    expect(alike.map(([, , id]) => id)).toEqual([])
  })

  it('never says to press "More" where there is none', () => {
    const wrong = cases.filter(
      ([, , , { card }]) =>
        card.buttons.every(({ label }) => label !== 'More') &&
        saidIn(card.blocks).some((said) => said.includes('ress More'))
    )
    expect(wrong.map(([, , id]) => id)).toEqual([])
  })

  it('never names the other platform', () => {
    const wrong = cases.filter(([platform, , , reply]) =>
      readOf(drawn(platform, reply)).includes(platform === 'teams' ? 'Slack' : 'Teams')
    )
    expect(wrong.map(([platform, , id]) => [platform, id])).toEqual([])
  })

  function longestForm(platform: 'teams' | 'slack') {
    const opened = { kind: 'open', press: { action: 'tell' } } as const
    const turn: FormTurn = { ...aTurn({ platform }), input: opened }
    const memory = organisation === undefined ? {} : { organisation }
    const talk = startTalk(turn, { ...nobody, memory }, library, now)
    const long = new Private('word '.repeat(390))
    const given = new Map([['words', long]] as const)
    const quoted = { text: new Private('word '.repeat(400)), sender: long, link: long }
    return askForm(talk, { given, quoted, name: 'Ann' }, 'c'.repeat(1_500))
  }

  it('asks in a form that fits, on slack', () => {
    const parts = { hasher, signer, tenant: 'T0TRUST', user: 'U0ANN' }
    const its = formWords(library.words).slack
    const view = drawSlackForm(longestForm('slack'), signStep(parts), its)
    expect(faultsInModal(view)).toEqual([])
  })

  it('asks in a form that fits, on teams', () => {
    const card = draw.form('teams', { is: 'show', form: longestForm('teams') }, () => token)
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(teams.cardBytes)
  })
})
