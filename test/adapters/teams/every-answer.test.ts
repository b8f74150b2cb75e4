import { describe, expect, it } from '@jest/globals'
import { drawReply } from '../../../adapters/teams/reply.ts'
import type { Press } from '../../../bot/conversation/reply.ts'
import { openLibrary } from '../../../bot/compose/open-library.ts'
import { readSettings } from '../../../bot/settings.ts'
import { everyReply } from '../../support/every-reply.ts'
import { tempFolder } from '../../support/folders.ts'
import { keepLearned, lendLearned } from '../../support/learned.ts'
import { aReply, hasher, signer } from '../../support/slack/adapter.ts'

const ann = hasher.person('teams', 'tenant', 'ann')
const sign = (press: Press) => signer.sign(press, ann)
const cut = 'This answer was too long to show whole.'

describe('every answer of the shipped content, as a card', () => {
  const folder = tempFolder()
  lendLearned(folder.path)
  const library = openLibrary(readSettings({ DATA_DIR: folder.path }, () => ''))
  keepLearned(folder.path)
  folder.remove()
  it.each(['nobody', ...library.organisations.keys()])(
    'for people of %s, is small enough for Teams, whole, and keeps all its buttons',
    (tenant) => {
      const replies = everyReply(library, { tenant })
      const faults: string[] = []
      let most = 0
      for (const { key, reply } of replies) {
        const message = drawReply(reply, 'channel', sign)
        most = Math.max(most, Buffer.byteLength(JSON.stringify(message)))
        const card = message.attachments?.[0].content
        const text = JSON.stringify(card)
        if (text.includes(cut) || text.includes('…"')) faults.push(`${key}: is cut`)
        if ((card?.actions?.length ?? 0) !== reply.card.buttons.length)
          faults.push(`${key}: loses a button`)
        if (card?.fallbackText.endsWith('…') === true) faults.push(`${key}: says less in words`)
      }
      expect(faults).toEqual([])
      expect(replies.length).toBeGreaterThan(100)
      // Half of what the smallest figure of Microsoft's pages allows.
      expect(most).toBeLessThan(14_000)
    }
  )
})

it('a text that has to be shortened ends at a word, is marked, and says how to come to the rest', () => {
  const long = `${'careful '.repeat(700)}end`
  const card = { blocks: [{ kind: 'text' as const, text: long }], buttons: [] }
  const drawn = drawReply(aReply({ card }), 'person', sign).attachments?.[0].content.body
  const words = JSON.stringify(drawn)
  expect(words).toMatch(/careful…"/)
  expect(words).toContain(`${cut} Ask me about one part of it.`)
})
