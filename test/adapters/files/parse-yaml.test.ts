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
    ['a tag of its own', 'a: !run rm\n', 1, /exclamation/]
  ])('tells its author of %s, with the line', (_, bad, line, says) => {
    const file = parseYaml('x.yaml', bad)
    expect(file.data).toBeUndefined()
    expect(file.problems[0]).toEqual({ line, message: expect.stringMatching(says) })
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
