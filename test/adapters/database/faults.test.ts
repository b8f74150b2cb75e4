import { describe, expect, it } from '@jest/globals'
import { sqliteFault } from '../../../adapters/database/faults.ts'
import { postgresFault } from '../../../adapters/database/postgres-faults.ts'

const words = 'Failing row contains (I clicked a link)'
const pgError = (code: string) =>
  Object.assign(new Error(words), { code, detail: words, where: words })
const told = (error: Error) =>
  `${error.name} ${error.message} ${JSON.stringify(error)} ${error.stack}`

describe('What an operator is told of a fault', () => {
  it.each([
    ['53100', 'no room'],
    ['57P01', 'stopping'],
    ['08006', 'connection'],
    ['28P01', 'name or password'],
    ['25006', 'only be read'],
    ['ECONNREFUSED', 'cannot be reached']
  ])('says that PostgreSQL is away at %s', (code, saying) => {
    const fault = postgresFault(pgError(code))
    expect(fault).toMatchObject({ code: 'STORE_AWAY', message: expect.stringContaining(saying) })
    expect(told(fault)).not.toContain('clicked')
  })

  it.each([
    [13, 'full'],
    [11, 'damaged'],
    [5, 'locked for too long'],
    [266, 'refused']
  ])('says what is wrong with the file at SQLite %s', (errcode, saying) => {
    const fault = sqliteFault(Object.assign(new Error(words), { errcode }), 'heads-up.db')
    expect(fault).toMatchObject({ code: 'STORE_AWAY', message: expect.stringContaining(saying) })
    expect(told(fault)).not.toContain('clicked')
  })

  it('gives a refused statement its code only, never the row', () => {
    const refused = [
      postgresFault(pgError('23502')),
      sqliteFault(Object.assign(new Error(words), { errcode: 1299 }), 'heads-up.db')
    ]
    expect(refused.map(({ message }) => message)).toEqual([
      'The database refused a statement (PostgreSQL 23502).',
      'The database refused a statement (SQLite 1299).'
    ])
    expect(refused.map(told).join(' ')).not.toContain('clicked')
  })

  it('leaves a fault of our own code as it is, so that it can be found', () => {
    const ours = new TypeError('a change that redeems a code needs `platform`')
    expect(sqliteFault(ours, 'heads-up.db')).toBe(ours)
    expect(postgresFault(ours)).toBe(ours)
  })
})
