import { describe, expect, it } from '@jest/globals'
import { parseYaml } from '../../../adapters/files/parse-yaml.ts'

const text = `# a comment
tips:
  - id: lock-it
    title: Lock it when you leave it
    topics:
      - screen_lock
  - id: pause
    title: Pause first
`

describe('a content file', () => {
  it('is plain data', () => {
    expect(parseYaml('tips.yaml', text).data).toEqual({
      tips: [
        { id: 'lock-it', title: 'Lock it when you leave it', topics: ['screen_lock'] },
        { id: 'pause', title: 'Pause first' }
      ]
    })
  })

  it.each([
    [['tips', 0, 'title'], 4],
    [['tips', 0, 'topics', 0], 6],
    [['tips', 1], 7],
    [['tips', 1, 'action'], 7],
    [['nothing', 'here'], 1]
  ])('knows the line of %j', (way, line) => {
    expect(parseYaml('tips.yaml', text).lineOf(way)).toBe(line)
  })

  it.each([
    ['a name that stands twice', 'a: 1\nb: 2\na: 3\n', 3, /twice/],
    ['a tab', 'a:\n\tb: 1\n', 2, /tab|YAML/],
    ['a quote that never closes', 'a: "open\n', 2, /quote|YAML/],
    ['a bracket that never closes', 'a: 1\nb: [2\n', 3, /bracket/],
    ['a tag of its own', 'a: !run rm\n', 1, /exclamation/],
    [
      'a tag that makes something else than plain data',
      'a: 1\nb: !!binary aGk=\n',
      2,
      /exclamation/
    ],
    ['a list as a name', 'a: 1\n? [x, y]\n: 1\n', 2, /plain words/],
    ['a second document', 'a: 1\n---\nb: 2\n', 2, /second document/],
    ['two colons in a line', 'a: 1\nb: Ring: now\n', 2, /quotes/],
    ['an alias of nothing', 'a: *nobody\n', 1, /stands for nothing/]
  ])('tells its author of %s, with the line', (_, bad, line, says) => {
    const file = parseYaml('x.yaml', bad)
    expect(file.data).toBeUndefined()
    expect(file.problems[0]).toEqual({ line, message: expect.stringMatching(says) })
  })

  it('reads dates, "yes" and numbers with spaces as they are written', () => {
    const plain = 'a: 2026-11-23\nb: yes\nc: 020 7946 0000\n2222: name\n'
    expect(parseYaml('x.yaml', plain).data).toEqual({
      a: '2026-11-23',
      b: 'yes',
      c: '020 7946 0000',
      '2222': 'name'
    })
    expect(parseYaml('x.yaml', plain).lineOf(['2222'])).toBe(4)
  })

  it('takes no time over a file of aliases that grow', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(10)}]`)
    ].join('\n')
    expect(parseYaml('bomb.yaml', bomb).problems).toEqual([
      { line: 1, message: expect.stringMatching(/aliases/) }
    ])
  })

  it('never reaches the prototype of things', () => {
    const data = parseYaml('x.yaml', '__proto__:\n  polluted: true\n').data
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.keys(data as object)).toEqual(['__proto__'])
  })
})
