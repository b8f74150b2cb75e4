import { describe, expect, it } from '@jest/globals'
import { MINUTE, start } from '../support/store-ground.ts'
import { aMessage, taken } from './store-outbox.ts'
import type { Scene } from './store-scene.ts'

const HOUR = 60 * MINUTE

/** Each attempt ends with its holder: `left` is what the sender could still say. */
async function unheard(
  { store, ground }: Scene,
  attempts: readonly ('left' | 'not said' | 'refused')[]
): Promise<'given up' | 'waits'> {
  await store.outbox.put([aMessage('notice', { policy: 'resend' })])
  let moment = start
  for (const said of attempts) {
    const [row] = await taken(store, moment, 1)
    if (row === undefined) return 'given up'
    if (said !== 'not said') await store.outbox.settle([{ row, became: { is: 'left' } }], start)
    if (said === 'refused') {
      const became = { is: 'again', at: moment, counts: false } as const
      await store.outbox.settle([{ row, became }], moment)
      continue
    }
    await store.outbox.reap(new Date(moment.getTime() + MINUTE))
    moment = new Date(moment.getTime() + HOUR)
  }
  return (await ground.ask('select id from outbox')).length === 0 ? 'given up' : 'waits'
}

/** What must not be lost, and yet not come for ever: sends that a crash left without an answer. */
export function doubtContract(at: () => Scene): void {
  describe('a notice of whose sending nothing was heard', () => {
    it.each([
      [['left'], 'waits'],
      [['left', 'left'], 'given up'],
      [['left', 'not said'], 'given up'],
      [['not said', 'left'], 'given up'],
      [['not said', 'not said', 'not said', 'not said'], 'waits'],
      [['refused', 'left'], 'waits'],
      [['left', 'refused', 'refused'], 'waits'],
      [['refused', 'not said', 'not said'], 'waits']
    ] as const)('%j: it %s', async (attempts, is) => {
      expect(await unheard(at(), attempts)).toBe(is)
    })

    it('is sent again later each time, so that a bot that dies at once does not repeat it all day', async () => {
      const { store, ground } = at()
      await store.outbox.put([aMessage('notice', { policy: 'resend' })])
      const waits: number[] = []
      let moment = start
      for (let attempt = 0; attempt < 12; attempt += 1) {
        await taken(store, moment, 1)
        moment = new Date(moment.getTime() + MINUTE)
        await store.outbox.reap(moment)
        const [row] = await ground.ask('select not_before from outbox')
        waits.push(Number(row?.['not_before']) - moment.getTime())
        moment = new Date(moment.getTime() + HOUR)
      }
      expect(waits.slice(0, 4)).toEqual([0, 2_000, 4_000, 8_000])
      expect(waits.at(-1)).toBe(300_000)
    })

    it('is noted as left by whoever holds it, and by nobody else', async () => {
      const { store, ground } = at()
      await store.outbox.put([aMessage('notice', { policy: 'resend' })])
      const [row] = await taken(store, start, 1)
      if (row === undefined) throw new Error('it is due')
      const other = { ...row, token: 'another' }
      await store.outbox.settle([{ row: other, became: { is: 'left' } }], start)
      expect(await ground.ask('select doubt from outbox')).toEqual([{ doubt: 0 }])
      await store.outbox.settle([{ row, became: { is: 'left' } }], start)
      expect(await ground.ask('select doubt from outbox')).toEqual([{ doubt: 1 }])
      await store.outbox.settle([{ row, became: { is: 'sent' } }], start)
      expect(await ground.ask('select id from outbox')).toEqual([])
    })
  })
}
