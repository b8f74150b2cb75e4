import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openParseCache } from '../../../adapters/files/parse-cache.ts'
import { parseYaml } from '../../../adapters/files/parse-yaml.ts'
import { readFolder, readOneFile } from '../../../adapters/files/read-folder.ts'
import { isHeadsUpError } from '../../../bot/errors.ts'
import { tempFolder } from '../../support/folders.ts'

let folder = tempFolder()
const parser = { parse: parseYaml }
const write = (name: string, text: string | Buffer) => {
  writeFileSync(join(folder.path, name), text)
}

beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => {
  folder.remove()
})

describe('a folder of content', () => {
  it('is every YAML file below it, in order', () => {
    mkdirSync(join(folder.path, 'tips'))
    write('tips/work.yaml', 'a: 1')
    write('routes.yml', 'b: 2')
    write('README.md', '# not content')
    expect(readFolder(folder.path, parser).map(({ path, data }) => [path, data])).toEqual([
      [join(folder.path, 'routes.yml'), { b: 2 }],
      [join(folder.path, 'tips/work.yaml'), { a: 1 }]
    ])
  })

  it('names files as an author at the top of the project knows them', () => {
    const [file] = readFolder('content/organisations', parser)
    expect(file?.path).toMatch(/^content\/organisations\/[\w-]+\.yaml$/)
  })

  it.each([
    ['a folder', () => readFolder(join(folder.path, 'gone'), parser)],
    ['a file', () => readOneFile(join(folder.path, 'gone'), parser)]
  ])('says that %s is not there, and which setting names it', (_, read) => {
    let told: unknown
    try {
      read()
    } catch (error) {
      told = error
    }
    expect(isHeadsUpError(told, 'CONTENT_INVALID')).toBe(true)
    expect(told).toMatchObject({
      message: expect.stringMatching(/gone cannot be read \(ENOENT\)/),
      mend: expect.stringContaining('CONTENT_DIR')
    })
  })

  it('tells where a letter was saved in another alphabet', () => {
    write('old.yaml', Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'))
    expect(readOneFile(join(folder.path, 'old.yaml'), parser)).toMatchObject({
      data: undefined,
      problems: [{ line: 2, message: expect.stringContaining('UTF-8') }]
    })
  })

  it('does not read what is far too long to be content', () => {
    write('huge.yaml', `a: ${'x'.repeat(2_000_001)}`)
    expect(readOneFile(join(folder.path, 'huge.yaml'), parser).problems).toEqual([
      { line: 1, message: expect.stringContaining('2 MB') }
    ])
  })
})

describe('what was parsed before', () => {
  const text = 'a: 1\nb:\n  - x\n'

  it('is read back at the next start, and still knows its lines', () => {
    const first = openParseCache(folder.path)
    const { data } = first.parse('x.yaml', text)
    first.keep()
    const again = openParseCache(folder.path).parse('renamed.yaml', text)
    expect(again.data).toEqual(data)
    expect(again.path).toBe('renamed.yaml')
    expect(again.lineOf(['b', 0])).toBe(3)
  })

  it('is not used for a text that was edited', () => {
    const first = openParseCache(folder.path)
    first.parse('x.yaml', text)
    first.keep()
    expect(openParseCache(folder.path).parse('x.yaml', text.replace('1', '2')).data).toMatchObject({
      a: 2
    })
  })

  it('tells a fault anew at each start', () => {
    for (let start = 0; start < 2; start += 1) {
      const cache = openParseCache(folder.path)
      expect(cache.parse('x.yaml', 'a: 1\na: 2\n').problems).toHaveLength(1)
      cache.keep()
    }
  })

  it.each(['', '{"version":1,"files":[["x"', '{"version":1,"files":{}}', '{"version":0}', 'null'])(
    'is parsed again where what was kept is %j',
    (kept) => {
      write('content-cache.json', kept)
      expect(openParseCache(folder.path).parse('x.yaml', text).data).toEqual({ a: 1, b: ['x'] })
    }
  )

  it('costs nothing but time where the folder cannot be written', () => {
    write('file', '')
    const cache = openParseCache(join(folder.path, 'file', 'below'))
    expect(cache.parse('x.yaml', text).data).toEqual({ a: 1, b: ['x'] })
    expect(() => {
      cache.keep()
    }).not.toThrow()
  })
})
