import { describe, expect, it } from '@jest/globals'
import type { SendOutcome } from '../../bot/outbox/delivery.ts'
import { createPump, settledBy } from '../../bot/outbox/pump.ts'
import type { Leased, Policy, Settled } from '../../bot/ports/outbox.ts'
import { aTip, openSeal } from '../bench/delivery/parts.ts'
import { sealedSubscriber } from '../bench/delivery/fill.ts'
import { recordingLog } from '../support/slack/adapter.ts'
import { until } from '../support/until.ts'

const now = new Date('2026-11-24T10:00:00Z')
const aRow = (policy: Policy): Leased => ({
  id: 'letter',
  token: 'token',
  pace: 'web:none',
  policy,
  attempts: 0,
  sealed: JSON.stringify({ to: sealedSubscriber.to, reply: aTip })
})

/** One message is due; the platform answers, and time passes, when the story says so. */
function aSend(policy: Policy, unheard = false) {
  const settled: Settled['became'][] = []
  const waits: { readonly ms: number; readonly over: () => void }[] = []
  const answers: ((outcome: SendOutcome) => void)[] = []
  let rows = [{ ...aRow(policy), unheard }]
  const outbox = {
    lease: () => {
      const leased = { rows, again: undefined }
      rows = []
      return Promise.resolve(leased)
    },
    settle: (all: readonly Settled[]) => {
      settled.push(...all.map(({ became }) => became))
      return Promise.resolve()
    }
  }
  const pump = createPump({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the store nothing else is asked
    store: { outbox } as never,
    sealer: openSeal,
    log: recordingLog(),
    clock: {
      now: () => now,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          waits.push({ ms, over: resolve })
          signal?.addEventListener('abort', () => resolve(), { once: true })
        })
    },
    render: () => aTip,
    messengers: new Map([
      ['web' as const, { send: () => new Promise<SendOutcome>((resolve) => answers.push(resolve)) }]
    ])
  })
  const done = pump(() => false)
  return {
    settled,
    done,
    answer: (outcome: SendOutcome) => {
      for (const give of answers) give(outcome)
    },
    passes: (ms: number) => {
      for (const one of waits) if (one.ms === ms) one.over()
    },
    waitsFor: (ms: number) => until(`a wait of ${ms} ms`, () => waits.find((one) => one.ms === ms)),
    waits: () => waits.map(({ ms }) => ms)
  }
}

describe('a message that is on its way for long', () => {
  it('is noted as left, so that a crash makes no third of it', async () => {
    const send = aSend('resend')
    await send.waitsFor(250)
    expect(send.settled).toEqual([])
    send.passes(250)
    await until('a note', () => send.settled[0])
    expect(send.settled).toEqual([{ is: 'left' }])
    send.answer({ is: 'sent' })
    await send.done
    expect(send.settled).toEqual([{ is: 'left' }, { is: 'sent' }])
  })

  it('is noted sooner where nothing was heard of it before', async () => {
    const send = aSend('resend', true)
    await send.waitsFor(25)
    send.passes(25)
    await until('a note', () => send.settled[0])
    expect(send.settled).toEqual([{ is: 'left' }])
    send.answer({ is: 'sent' })
    await send.done
  })

  it('is not where the answer comes first, which is nearly always', async () => {
    const send = aSend('resend')
    await send.waitsFor(250)
    send.answer({ is: 'sent' })
    send.passes(250)
    await send.done
    expect(send.settled).toEqual([{ is: 'sent' }])
  })

  it('is not where it is a tip, which is never sent again anyway', async () => {
    const send = aSend('skip')
    await send.waitsFor(1_000)
    expect(send.waits()).not.toContain(250)
    send.answer({ is: 'sent' })
    await send.done
    expect(send.settled).toEqual([{ is: 'sent' }])
  })
})

describe('an attempt without an answer', () => {
  const unknown: SendOutcome = { is: 'unknown', why: 'timeout' }

  it('is tried once more, whatever certainly failed before, and no third time', () => {
    const row = { ...aRow('resend'), attempts: 7 }
    expect(settledBy(row, unknown, now).became).toMatchObject({ is: 'again', unsure: true })
    expect(settledBy({ ...row, unheard: true }, unknown, now).became).toEqual({
      is: 'dropped',
      why: 'unknown'
    })
  })
})
