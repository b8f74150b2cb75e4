import { describe, expect, it } from '@jest/globals'
import { createLog } from '../../../adapters/log/log.ts'
import { HeadsUpError } from '../../../bot/errors.ts'
import type { Facts, Log } from '../../../bot/ports.ts'

const secret = 'Jane Doe clicked a link'

function written(
  speak: (log: Log) => void,
  {
    level = 'info',
    terminal = false
  }: { level?: 'info' | 'warn' | 'silent'; terminal?: boolean } = {}
): string {
  let out = ''
  speak(createLog(level, { write: (line) => (out += line) }, terminal))
  return out
}
const line = (speak: (log: Log) => void) => JSON.parse(written(speak)) as Record<string, unknown>
/** As a caller without types could hand it in. */
const hostile = (value: unknown) => value as Facts

describe('a line of the log', () => {
  it('is JSON with a name, a level, a time and facts', () => {
    expect(line((log) => log.warn('answer.lost', { platform: 'slack', attempts: 3 }))).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'answer.lost',
      platform: 'slack',
      attempts: 3
    })
  })

  it('stays one line, and is left out below its level', () => {
    expect(
      written((log) => log.info('a', { why: 'two\nlines' }))
        .trim()
        .split('\n')
    ).toHaveLength(1)
    expect(written((log) => log.info('quiet'), { level: 'warn' })).toBe('')
    expect(written((log) => log.error('quiet', new Error('x')), { level: 'silent' })).toBe('')
  })

  it('lets no object, list or function through as a fact', () => {
    const facts = hostile({
      body: { text: secret },
      list: [secret],
      fn: () => secret,
      error: new Error(secret),
      level: 'fatal',
      event: secret,
      fine: true
    })
    const out = line((log) => log.info('kept', facts))
    expect(out).toMatchObject({ level: 'info', event: 'kept', fine: true })
    expect(JSON.stringify(out)).not.toContain('Jane')
  })

  it('cuts a fact that is longer than any reason', () => {
    expect(line((log) => log.info('long', { why: 'x'.repeat(5_000) }))['why']).toHaveLength(400)
  })
})

describe('an error in the log', () => {
  it('shows class, code and where it was thrown', () => {
    const error = new HeadsUpError('STORE_AWAY', secret, secret)
    expect(line((log) => log.error('store.away', error, { attempts: 2 }))).toMatchObject({
      level: 'error',
      event: 'store.away',
      error: 'HeadsUpError',
      code: 'STORE_AWAY',
      at: expect.stringMatching(/^test\/adapters\/log\/log\.test\.ts:\d+:\d+/),
      attempts: 2
    })
  })

  it('of ours shows what is wrong and how to mend it', () => {
    const error = new HeadsUpError('STORE_AWAY', 'The disk is full.', 'Make room on it.')
    expect(line((log) => log.error('inbox.refused', error))).toMatchObject({
      what: 'The disk is full.',
      mend: 'Make room on it.'
    })
  })

  it('shows class and code of what caused it', () => {
    const cause = Object.assign(new Error(secret), {
      code: 'ECONNREFUSED',
      cause: new TypeError(secret)
    })
    expect(line((log) => log.error('x', new Error(secret, { cause })))['because']).toBe(
      'Error ECONNREFUSED < TypeError'
    )
  })

  const looksLikeFrames = new Error(
    `no\n    at ${secret}\n    at Jane (Doe.ts:1:2)\n    at node:Jane:1:1`
  )
  const changedLater = new Error(`first\n    at Jane (/home/Jane/Doe.ts:1:2)`)
  changedLater.message = 'second'
  const loop: { name: string; cause?: unknown } = { name: 'Loop' }
  loop.cause = loop
  it.each([
    ['a message', new Error(secret)],
    ['a message that looks like frames', looksLikeFrames],
    ['a message that was changed later', changedLater],
    ['a name', Object.assign(new Error('x'), { name: secret })],
    ['a code', Object.assign(new Error('x'), { code: secret })],
    [
      'detail of a database',
      Object.assign(new Error('x'), { detail: `Key (name)=(${secret})`, parameters: [secret] })
    ],
    [
      'a response',
      Object.assign(new Error('x'), {
        response: { data: secret, headers: { authorization: secret } }
      })
    ],
    ['a cause', new Error('x', { cause: secret })],
    ['several errors', new AggregateError([new Error(secret)], secret)],
    ['a text', secret],
    [
      'an object',
      { message: secret, stack: secret, toString: (): string => secret, toJSON: () => secret }
    ],
    ['causes in a circle', loop],
    ['nothing', undefined]
  ])('never shows %s', (_, error) => {
    const out = written((log) => log.error('failed', error))
    expect(out).not.toMatch(/Jane|Doe/)
    expect(JSON.parse(out)).toMatchObject({ event: 'failed', level: 'error' })
  })

  it('never throws, whatever it is given', () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error(secret)
        },
        has: () => true
      }
    )
    expect(line((log) => log.error('failed', trap))).toMatchObject({ error: 'unreadable' })
  })
})

describe('at a terminal', () => {
  it('is a short line', () => {
    expect(
      written((log) => log.warn('answer.lost', { platform: 'slack', why: 'too slow' }), {
        terminal: true
      })
    ).toMatch(/^\d\d:\d\d:\d\d warn answer\.lost platform=slack why="too slow"\n$/)
  })

  it('cannot move the cursor', () => {
    const out = written((log) => log.info('x', { why: '\u001b[2Jgone\r\n' }), { terminal: true })
    expect(out).toMatch(/^\d\d:\d\d:\d\d x why=" \[2Jgone "\n$/)
  })
})
