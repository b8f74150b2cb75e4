import { afterAll, describe, expect, it } from '@jest/globals'
import { tempFolder } from '../support/folders.ts'
import { realLibrary } from '../support/real-library.ts'
import { aStory } from './a-story.ts'

const folder = tempFolder()
afterAll(() => {
  folder.remove()
})
const library = realLibrary(folder.path)
const at = (organisation: string) =>
  aStory(library, {}, { memory: { organisation: organisation as never } })

describe('what people typed who saw the bot for the first time', () => {
  it.each([
    [
      'card details on a fake page',
      'example-trust',
      'put my card number on a fake parcel site',
      /^\*\*Money gone.* · ☎ Your bank: 159/
    ],
    ['money paid', 'example-care-home', 'i paid 200 pound to scammer', /☎ Your bank: 159/],
    [
      'a code read out',
      'example-trust',
      'a man phoned from IT and I read the code out to him',
      /Change that password now.*sign you out.*Say no to any sign-in prompt/
    ],
    [
      'an account of their own',
      'example-trust',
      'my instagram is hacked',
      /Change the password.*Sign out all other devices/
    ],
    [
      'a login nobody shared',
      'example-trust',
      'someone used my login',
      /sign you out on every device/
    ],
    [
      'a letter',
      'example-practice',
      'patient letter to the wrong house',
      /delete it or give it back/
    ],
    [
      'told by phone',
      'example-practice',
      'told a caller the patients name',
      /information governance|ig@/
    ],
    [
      'a question about a code',
      'example-trust',
      'is it safe to scan the qr code in the canteen',
      /Not scanned it\? Most codes in cafes are fine/
    ],
    [
      'hard words for the bot',
      'example-trust',
      'you are useless',
      /Sorry that I did not help.*020 7946 0100/
    ]
  ])('%s, at %s', (_, organisation, typed, expected) => {
    expect(at(organisation).say(typed)[0]).toMatch(expected)
  })

  it('money that may be gone has its number before they choose', () => {
    const asked = { ...library, understand: () => unsure }
    const talk = aStory(asked, {}, { memory: { organisation: 'example-care-home' as never } })
    expect(talk.say('bank thing')[0]).toMatch(
      /Which is nearest\?\*\* · ☎ Your bank: 159 .*☎ Your manager on call: 07700 900301/
    )
  })
})

const unsure = {
  outcome: 'ask' as const,
  intent: 'home_scam',
  confidence: 0.6,
  alternatives: [
    { intent: 'home_scam', confidence: 0.6 },
    { intent: 'password_entered', confidence: 0.2 }
  ],
  because: () => []
}

describe('nobody answers', () => {
  it.each([
    'manager not answer phone',
    'no one answers the phone',
    'nobody picking up at the desk'
  ])('"%s": another number, what to do meanwhile, and not the number that was rung', (typed) => {
    const talk = at('example-care-home')
    talk.say('i clicked a link in a strange email')
    const [said] = talk.say(typed)
    expect(said).toMatch(/☎ .*: 07700 900302.*Tell whoever is in charge.*Close the page/)
    expect(said).not.toContain('07700 900301')
    expect(said).toContain('Back to what to do')
  })

  it('without anything told before, says whom to find', () => {
    expect(at('example-trust').say('nobody answers the phone')[0]).toMatch(
      /☎ .*020 7946 0111.*Tell whoever is in charge.*Something happened/
    )
  })

  it('where the team hears, it can be told in writing', () => {
    const talk = aStory(
      library,
      {},
      {
        memory: { organisation: 'example-trust' as never },
        hearing: new Set(['example-trust' as never])
      }
    )
    talk.say('i clicked a link in a strange email')
    expect(talk.say('they are not answering')[0]).toContain('▢ Tell the security team')
  })
})

it('a receipt among other words is not echoed, and leads to what came of the report', () => {
  const talk = aStory(library, {}, { receipts: true })
  const [said] = talk.say('hello my receipt is K7PX-4M2T-9RQD-H3WC please')
  expect(said).toContain('▢ I have a receipt')
  expect(said).not.toContain('K7PX')
})

it('somebody frightened after telling of a slip is led back to it', () => {
  const talk = at('example-trust')
  talk.say('i clicked a link in a strange email')
  expect(talk.say('i am scared')[0]).toMatch(
    /call 999.*Is it about what you told me\?.*▢ Back to what to do/i
  )
})
