import { expect, it } from '@jest/globals'
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
