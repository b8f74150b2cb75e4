import * as fc from 'fast-check'
import { errandIds, situationIds, topicIds } from '../../bot/content/intents.ts'
import type { Known } from '../../bot/conversation/decision.ts'
import type { Understanding } from '../../bot/understanding/understanding.ts'
import { now, type TurnWish } from './a-turn.ts'
import { home, practice, trust } from './employers.ts'

const intents = [...situationIds, ...topicIds, ...errandIds, 'out_of_scope']
/** Any meaning a classifier may find: right or absurd. */
export const understanding: fc.Arbitrary<Understanding> = fc
  .record({
    outcome: fc.constantFrom('answer' as const, 'ask' as const, 'refuse' as const),
    alternatives: fc.uniqueArray(
      fc.record({
        intent: fc.constantFrom(...intents),
        confidence: fc.double({ min: 0, max: 1, noNaN: true })
      }),
      {
        minLength: 3,
        maxLength: 3,
        selector: ({ intent }) => intent
      }
    ),
    help: fc.option(
      fc.constantFrom(
        'emergency' as const,
        'distress' as const,
        'safeguarding' as const,
        'abuse' as const,
        'language' as const
      ),
      { nil: undefined, freq: 8 }
    )
  })
  .map(({ outcome, alternatives, help }) => {
    const sorted = alternatives.toSorted((one, other) => other.confidence - one.confidence)
    const first = sorted[0] ?? { intent: 'out_of_scope', confidence: 0 }
    const plain = { outcome, ...first, alternatives: sorted, because: () => [] }
    return help === undefined ? plain : { ...plain, outcome: 'refuse' as const, help }
  })

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    'yes',
    'no',
    'how?',
    'where do I send it?',
    'another',
    'forget me',
    'delete it',
    'link K7PX-4M2T-9RQD',
    'I work at Riverside NHS Trust',
    'riverside',
    'change where I work',
    'is my job at risk',
    'topics',
    'clicked'
  )
)
/** Any words, anywhere, from anybody. */
export const wish: fc.Arbitrary<TurnWish> = fc.record({
  text: words,
  place: fc.constantFrom('private' as const, 'channel' as const, 'group' as const),
  platform: fc.constantFrom('teams' as const, 'slack' as const, 'web' as const, 'console' as const),
  standing: fc.constantFrom('staff' as const, 'outsider' as const),
  tenant: fc.constantFrom('TRIVER', 'TSHARED', 'TNOBODY'),
  open: fc.boolean()
})
const organisation = fc.constantFrom(trust.id, home.id, practice.id)
/** Any memory, also one that an older program left. */
export const known: fc.Arbitrary<Known> = fc.record({
  memory: fc.record(
    {
      organisation: fc.oneof(organisation, fc.constant('elsewhere')),
      asking: fc.constant('organisation' as const),
      last: fc.record({
        intent: fc.constantFrom(...intents, 'which', 'unknown'),
        place: fc.constantFrom('private', 'place-1'),
        at: fc.constantFrom(now.getTime(), now.getTime() - 60_000),
        offered: fc.array(
          fc.constantFrom(
            'situation:password_entered',
            'delete-me',
            'work-at:lakeside-practice',
            'qr_code',
            'nonsense'
          ),
          { maxLength: 3 }
        )
      })
    },
    { requiredKeys: [] }
  ),
  placeMemory: fc.constant({}),
  linkedOrganisation: fc.option(organisation, { nil: undefined }),
  roles: fc.constant([]),
  code: fc.constantFrom(
    { is: 'unknown' as const },
    { is: 'good' as const, organisation: trust.id, role: 'responders' as const }
  )
}) as unknown as fc.Arbitrary<Known>
