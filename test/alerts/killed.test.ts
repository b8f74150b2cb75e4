import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { newKey, openKeys } from '../../adapters/sealing/keys.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { cadenceText } from '../../bot/campaigns/cadence.ts'
import { PersonId, TenantId } from '../../bot/identity.ts'
import { subscriberAbout } from '../../bot/outbox/sealed.ts'
import { DAY, type Ground, sqliteGround } from '../support/store-ground.ts'
import { fake, trust } from './a-newsroom.ts'

const script = join(import.meta.dirname, '..', 'support', 'alert-process.ts')
const PEOPLE = 300
const KILLS = process.env['SOAK'] === '1' ? 40 : 4
/** Under way at once in one process, as the pump has it: at most so many can come twice in one kill. */
const AT_ONCE = 64
const cadence = cadenceText({ cron: '0 9 * * 1', zone: 'Europe/London', weeks: 1 })

/** Runs a process that sends, and kills it when the platform has seen so many more calls; without a number, to its end. */
async function runs(ground: Ground, key: string, began: Date, after?: number): Promise<void> {
  const child = spawn(process.execPath, [script, ground.dataDir, 'a1', key, `${began.getTime()}`], {
    env: { ...process.env, NODE_ENV: 'test' }
  })
  let printed = ''
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    if (after !== undefined && printed.length > after) child.kill('SIGKILL')
  })
  await once(child, 'close')
  if (after === undefined && !printed.endsWith('final')) throw new Error(`not final: ${printed}`)
}

function seen(ground: Ground) {
  const file = join(ground.dataDir, 'seen')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const sent = new Map<string, string[]>()
  const removed = new Set<string>()
  for (const line of lines) {
    const [what, one = '', message = ''] = line.split(' ')
    if (what === 'sent') sent.set(one, [...(sent.get(one) ?? []), message])
    if (what === 'removed') removed.add(one)
  }
  return { sent, removed }
}

it(`killed ${KILLS} times in the middle of its sending and of its recall, an alert reaches everybody, at most once more for each under way, and is taken back`, async () => {
  const ground = await sqliteGround()
  try {
    const key = newKey()
    const sealer = createSealer(await openKeys({ key, dataDir: ground.dataDir }))
    const began = new Date()
    const store = await ground.open()
    for (let person = 0; person < PEOPLE; person += 1) {
      const subject = PersonId.parse(`person-${person}`)
      const to = {
        platform: 'web',
        tenant: TenantId.parse('t'),
        scope: 'person',
        owner: subject,
        address: ''
      }
      const kept = { to, settings: '', variant: 'both weekly', cadence }
      const about = subscriberAbout(subject, 'weekly')
      await store.subscriptions.put({
        of: 'person',
        subject,
        campaign: 'weekly',
        organisation: trust,
        variant: 'both weekly',
        cadence,
        pace: 'web:none',
        nextAt: new Date(began.getTime() + 365 * DAY),
        sealed: await sealer.seal('subscription', about, JSON.stringify(kept))
      })
    }
    await store.alerts.send(
      {
        id: 'a1',
        organisations: [trust],
        sealed: await sealer.seal('alert', 'a1', JSON.stringify({ ...fake, urgent: true })),
        until: new Date(began.getTime() + 7 * DAY),
        deeds: []
      },
      began
    )
    for (let kill = 0; kill < KILLS / 2; kill += 1)
      await runs(ground, key, began, 20 + Math.floor(Math.random() * 80))
    await runs(ground, key, began)
    const after = seen(ground).sent
    expect(after.size).toBe(PEOPLE)
    const doubles = [...after.values()].filter(({ length }) => length > 1)
    expect(doubles.every(({ length }) => length <= 1 + KILLS / 2)).toBe(true)
    expect(doubles.length).toBeLessThanOrEqual((AT_ONCE * KILLS) / 2)
    const progress = await store.alerts.progress('a1', began)
    expect(progress).toMatchObject({ sent: PEOPLE, waiting: [], dropped: {} })
    // Whoever may have it twice is counted, so that the sender knows.
    expect(progress.twice).toBeGreaterThanOrEqual(doubles.length)

    await store.alerts.change({ id: 'a1', from: 1, to: 'recalled', deeds: [] }, new Date())
    for (let kill = 0; kill < KILLS / 2; kill += 1)
      await runs(ground, key, began, 20 + Math.floor(Math.random() * 80))
    await runs(ground, key, began)
    const { sent, removed } = seen(ground)
    const left = [...sent.values()].flat().filter((message) => !removed.has(message))
    // Of each double one is known to us; nothing else is left.
    expect(left.length).toBe([...sent.values()].flat().length - PEOPLE)
    expect(sent.size).toBe(PEOPLE)
  } finally {
    await ground.remove()
  }
}, 120_000)
