import { expect, it } from '@jest/globals'
import { newReceipt } from '../../bot/reports/receipt.ts'
import { aLibrary } from './a-library.ts'
import { aStory } from './a-story.ts'
import { trust } from './employers.ts'
import { understandOnly } from './meanings.ts'

const asks = 'what came of my report'
const library = aLibrary(understandOnly({ help: 'help', [asks]: 'report_status' }))
const receipt = '▢ I have a receipt'

it.each([
  ['who has a new phone and has not said where they work', {}],
  ['whose team can hear nobody just now', { memory: { organisation: trust.id as never } }]
])('somebody %s can come back with a receipt', (_, known) => {
  const story = aStory(library, { platform: 'teams' }, { ...known, receipts: true })
  expect(story.say('help').join()).toContain(receipt)
  expect(story.say(asks).join()).toMatch(/Did I give you a receipt\?.*▢ I have a receipt/)
})

it('is offered to nobody where no report can be kept, to no channel, and to nobody of another company', () => {
  for (const said of ['help', asks]) expect(aStory(library).say(said).join()).not.toContain(receipt)
  const known = { receipts: true }
  for (const place of [{ place: 'channel' }, { standing: 'outsider' }] as const)
    expect(aStory(library, place, known).say('help').join()).not.toContain(receipt)
})

const valid = newReceipt(Uint8Array.from({ length: 15 }, (_, at) => at * 7))

it.each(['K7PX-4M2T-9RQD-H3WC', 'k7px-4m2t-9rqd-h3w0', valid])(
  '"%s", typed into a chat: the way to the form, and in a channel to nobody else',
  (typed) => {
    const said = (place: 'private' | 'channel') =>
      aStory(library, { place }, { receipts: true }).hear({ text: typed }).join()
    expect(said('private')).toContain(receipt)
    expect(said('channel')).toMatch(/^\(alone\).*You can delete your message there/)
    expect(said('private')).not.toContain(typed)
  }
)

it.each(['4111 1111 1111 1111', 'password phishing', 'K7PX-4M2T-9RQD'])('"%s" is none', (typed) => {
  expect(aStory(library, {}, { receipts: true }).say(typed).join()).not.toContain(receipt)
})
