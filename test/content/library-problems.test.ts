import { describe, expect, it } from '@jest/globals'
import { loadLibrary } from '../../bot/content/load-library.ts'
import { WordingFile } from '../../bot/content/wording.ts'
import { content } from '../conversation/a-content.ts'
import { practice, trust } from '../conversation/employers.ts'
import { aFile, contentFiles, wordingFile } from '../conversation/a-library.ts'
import { told } from '../conversation/told.ts'
import { understandOnly } from '../conversation/meanings.ts'

type Change = Parameters<typeof contentFiles>[0]

const situations = (id: string, change: object): Change => ({
  situations: {
    situations: content.situations.situations.map((one) =>
      one.id === id ? { ...one, ...change } : one
    )
  }
})
const words = (group: string, change: object): Change => {
  const data = WordingFile.parse(wordingFile.data)
  return {
    wording: { ...data, words: { ...data.words, [group]: { ...data.words[group], ...change } } }
  }
}
const withOrganisation = (change: object) => told({}, [{ ...practice, ...change }])

describe('what an author is told', () => {
  it('nothing, where all is well', () => {
    expect(told({})).toBe('')
  })

  it('file, line, what is wrong and the mend, in one line', () => {
    const file = {
      ...aFile('content/en-GB/situations.yaml', {
        situations: [{ ...content.situations.situations[0], title: 'x'.repeat(70) }]
      }),
      lineOf: () => 12
    }
    const others = contentFiles().filter(({ path }) => path !== file.path)
    expect(() => loadLibrary([...others, file], [], understandOnly({}))).toThrow(
      '  - content/en-GB/situations.yaml, line 12: "title" has 70 letters, 60 is the most. Mend: say it in fewer words'
    )
  })

  it.each([
    [
      'a missing key',
      situations('qr_code', { urgency: undefined }),
      '"urgency" is missing. Mend: write one of: now, today, soon'
    ],
    [
      'a wrong choice',
      situations('qr_code', { urgency: 'at once' }),
      '"urgency" is "at once". Mend: write one of: now, today, soon'
    ],
    [
      'a number for words',
      situations('qr_code', { title: 999 }),
      '"title" is "999", and I need words there. Mend: put it in quotes: "999"'
    ],
    [
      'an unknown key',
      situations('qr_code', { stepz: [] }),
      '"stepz" is not something I know here'
    ],
    [
      'too many steps',
      situations('qr_code', { steps: ['aaa', 'bbb', 'ccc', 'ddd', 'eee', 'fff'] }),
      '"steps" has 6 lines, 5 is the most'
    ],
    [
      'a step that is too long',
      situations('qr_code', { steps: ['x'.repeat(201)] }),
      '"steps", number 1 has 201 letters, 200 is the most'
    ],
    [
      'a source that is none',
      situations('qr_code', { sources: ['NCSC'] }),
      'a source is S and a number'
    ],
    [
      'a route that is not there',
      situations('qr_code', { tell: ['local_itt'] }),
      'there is no route "local_itt". Mend: check its spelling, or add that route'
    ],
    [
      'a blank that is no route',
      situations('qr_code', { steps: ['Ring {local_itt}.'] }),
      'there is no route "local_itt" to put in for {local_itt}'
    ],
    [
      'a bracket with no route in it',
      situations('qr_code', { steps: ['Ring {Local IT}.'] }),
      'a curly bracket stands there with no route in it'
    ],
    [
      'a next that is not there',
      situations('qr_code', { next: [{ label: 'and then', situation: 'nothing' }] }),
      'there is no situation "nothing"'
    ],
    [
      'a situation nobody can ask for',
      situations('qr_code', { id: 'qr_codes' }),
      'nobody can ask for the situation "qr_codes"'
    ],
    [
      'a situation that is missing',
      situations('qr_code', { id: 'qr_codes' }),
      'the situation "qr_code" is missing. Mend: add it: people ask about it'
    ],
    [
      'two of one id',
      situations('qr_code', { id: 'usb_found' }),
      'there are two situations "usb_found"'
    ],
    [
      'a sentence that is missing',
      words('whose', { question: undefined }),
      '"question" is missing'
    ],
    [
      'a sentence nobody says',
      words('whose', { nonsense: 'Hello.' }),
      '"whose.nonsense" is not a sentence the bot says'
    ],
    [
      'a blank that nothing fills',
      words('whose', { question: 'Where do you work, {name}?' }),
      '"whose.question" has the blank {name}, which nothing fills. Mend: take it out'
    ],
    [
      'a blank that got lost',
      words('whose', { set: 'Noted.' }),
      '"whose.set" lacks the blank {organisation}'
    ],
    [
      'a tip of 81 words',
      {
        tips: {
          tips: [
            { ...content.tips.tips[0], fact: 'a '.repeat(90) + 'b', action: 'c '.repeat(20) + 'd' }
          ]
        }
      },
      'words, 80 is the most'
    ],
    [
      'a stand-in that goes in a circle',
      {
        routes: {
          routes: content.routes.routes.map((route) =>
            route.id === 'local_manager' ? { ...route, standIn: 'local_ftsu' } : route
          )
        }
      },
      'go round in a circle'
    ],
    [
      'a blank with no stand-in',
      {
        routes: {
          routes: content.routes.routes.map((route) =>
            route.id === 'local_manager' ? { ...route, standIn: undefined } : route
          )
        }
      },
      'nothing stands in for "local_manager" while it is empty'
    ],
    [
      'no service desk',
      { routes: { routes: content.routes.routes.filter(({ id }) => id !== 'local_it') } },
      'the local route "local_it" is missing'
    ]
  ])('%s', (_, change, expected) => {
    expect(told(change)).toContain(expected)
  })

  it('every problem at once', () => {
    const both = told(situations('qr_code', { urgency: 'soonish' }), [
      { ...practice, nation: 'UK' },
      { ...trust, sector: 'hospital' }
    ])
    expect(both).toContain('The content has 3 problems')
  })

  it('no word of a programmer', () => {
    const texts = [
      told(
        situations('qr_code', {
          urgency: 1,
          title: ['a'],
          steps: 'one',
          next: {},
          tell: [],
          private: 'yes',
          home: []
        })
      ),
      withOrganisation({
        id: 'No Such Id',
        name: '',
        claims: 'all',
        roles: { responders: ['Ann'] },
        routes: { local_it: [] },
        choices: { ransomware: 'x' }
      }),
      told({ tips: undefined, topics: [], sources: { sources: { S1: 'x' } } })
    ]
    expect(texts.join('\n')).not.toMatch(
      /\b(invalid|expected|received|undefined|null|object|array|string|enum|union|regex|pattern|zod|parse|input|boolean)\b/i
    )
  })
})
