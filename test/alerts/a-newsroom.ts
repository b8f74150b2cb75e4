import { createHasher } from '../../adapters/sealing/hasher.ts'
import { newKey, openKeys } from '../../adapters/sealing/keys.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { createAlertDelivery } from '../../bot/alerts/deliver.ts'
import { createAlertPlanning } from '../../bot/alerts/plan.ts'
import { alertForms } from '../../bot/compose/alerts.ts'
import type { Form, FormAnswer, FormInput, FormTurn } from '../../bot/conversation/form.ts'
import type { Block, Press } from '../../bot/conversation/reply.ts'
import { cadenceText } from '../../bot/campaigns/cadence.ts'
import { createForms } from '../../bot/forms.ts'
import {
  type Destination,
  OrganisationId,
  PersonId,
  PlaceId,
  type Role,
  TenantId
} from '../../bot/identity.ts'
import type { Delivery, SendOutcome } from '../../bot/outbox/delivery.ts'
import { paceOf } from '../../bot/outbox/pace.ts'
import { createPump } from '../../bot/outbox/pump.ts'
import { subscriberAbout } from '../../bot/outbox/sealed.ts'
import type { Messenger, Store } from '../../bot/ports.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { filled, said, words } from '../reports/window.ts'
import { change, type Ground, quiet, start } from '../support/store-ground.ts'

const keys = await openKeys({ key: newKey(), dataDir: '/nowhere' })
const tenant = TenantId.parse('TRIVER')
export const trust = OrganisationId.parse('riverside-trust')
export const hillview = OrganisationId.parse('hillview-home')

/** A message as it stands in somebody's chat or channel. */
interface Standing {
  readonly to: string
  readonly says: string
}

/** A newsroom with everything real but the platform: leads at the forms, and chats in which messages stand. */
export interface Newsroom {
  readonly store: Store
  readonly ground: Ground
  /** What stands in every chat, by message id, as it was last written. */
  readonly standing: ReadonlyMap<string, Standing>
  /** What stands with these, in words. */
  with(owner: string): readonly string[]
  /** What the next sends meet instead. */
  readonly outcomes: Map<string, SendOutcome>
  link(place: string, organisation?: OrganisationId): Promise<void>
  subscribe(person: string, quietHours?: { from: string; to: string }): Promise<void>
  lead(name: string, roles: readonly Role[], organisations?: readonly OrganisationId[]): Lead
  later(ms: number): void
  /** What a second does: plans and sends until nothing is due. */
  work(): Promise<void>
}

export interface Lead {
  open(press: Press): Promise<Form>
  send(form: Form, given?: Readonly<Record<string, string>>): Promise<FormAnswer>
  press(form: Form, label: string): Promise<Form>
  /** Fills in, looks, looks again and sends. */
  alert(given?: Readonly<Record<string, string>>): Promise<Form>
}

export const fake = {
  headline: 'Fake parcel texts today',
  todo: 'Do not tap the link.\nDelete the text.'
} as const

const written = ({ to, reply }: Pick<Delivery, 'to' | 'reply'>): Standing => ({
  to: to.owner,
  says: reply.card.blocks.map((block: Block) => words(block)).join(' · ')
})

export async function aNewsroom(ground: Ground): Promise<Newsroom> {
  const store = await ground.open()
  const library = aLibrary()
  const hasher = createHasher(new Uint8Array(32).fill(7))
  const sealer = createSealer(keys)
  let aheadMs = 0
  let sentSoFar = 0
  const clock = {
    now: () => new Date(start.getTime() + aheadMs),
    wait: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms * 10, 30_000))
        signal?.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
  }
  const standing = new Map<string, Standing>()
  const outcomes = new Map<string, SendOutcome>()
  const messenger: Messenger = {
    async send(delivery) {
      const outcome = outcomes.get(delivery.to.owner)
      if (outcome !== undefined) return outcome
      sentSoFar += 1
      const messageId = `m${sentSoFar}`
      standing.set(messageId, written(delivery))
      return { is: 'sent', messageId }
    },
    changes: {
      async edit(messageId, delivery) {
        if (!standing.has(messageId)) return { is: 'failed', why: 'x', because: 'gone' }
        standing.set(messageId, written(delivery))
        return { is: 'sent', messageId }
      },
      async remove(messageId) {
        standing.delete(messageId)
        return { is: 'sent' }
      }
    }
  }
  const messengers = new Map([['slack' as const, messenger]])
  const rights = new Map<PersonId, { organisation: OrganisationId; role: Role }[]>()
  const parts = { store, sealer, hasher, library, messengers, log: quiet, clock }
  const plan = createAlertPlanning(parts)
  const pump = createPump({
    ...parts,
    render: () => undefined,
    alert: createAlertDelivery(parts)
  })
  const forms = createForms({
    ...parts,
    hearing: { organisations: new Set() },
    rightsInFiles: (who) => rights.get(who) ?? [],
    forms: alertForms(parts)
  })

  function lead(name: string, roles: readonly Role[], organisations = [trust]): Lead {
    const id = PersonId.parse(name)
    rights.set(
      id,
      organisations.flatMap((organisation) => roles.map((role) => ({ organisation, role })))
    )
    const answer = (input: FormInput) => forms(aFormTurn(id, input, clock.now()))
    const open = async (press: Press) => (await answer({ kind: 'open', press })).form
    async function send(form: Form, given: Readonly<Record<string, string>> = {}) {
      if (form.submit === undefined) throw new Error(`nothing to send: ${said(form)}`)
      const { press } = form.submit
      return answer({ kind: 'submit', press, carries: form.carries, fields: filled(form, given) })
    }
    return {
      open,
      send,
      async press(form, label) {
        const button = form.buttons.find((one) => one.label === label)
        if (button?.kind !== 'press') throw new Error(`no "${label}": ${said(form)}`)
        return open(button.press)
      },
      async alert(given = {}) {
        const form = await open({ action: 'alert' })
        const look = await send(form, { ...fake, ...given })
        const twice = await send(look.form)
        return (await send(twice.form)).form
      }
    }
  }

  return {
    store,
    ground,
    standing,
    outcomes,
    with: (owner) =>
      [...standing.values()].filter(({ to }) => to === owner).map(({ says }) => says),
    lead,
    later: (ms) => (aheadMs += ms),

    async link(name, organisation = trust) {
      const place = PlaceId.parse(name)
      await store.links.offer(name, organisation, 'tips', clock.now())
      await store.memories.commit(
        change({
          place,
          platform: 'slack',
          address: await sealer.seal('address', place, JSON.stringify(at('channel', place))),
          effects: [{ do: 'redeem', code: name, organisation, role: 'tips', of: 'place' }]
        }),
        clock.now()
      )
    },

    async subscribe(name, quietHours) {
      const subject = PersonId.parse(name)
      const to = at('person', subject)
      const cadence = cadenceText({
        cron: '0 9 * * 1',
        zone: 'Europe/London',
        weeks: 1,
        ...(quietHours === undefined ? {} : { quiet: quietHours })
      })
      const kept = { to, settings: '', variant: 'both weekly', cadence }
      await store.subscriptions.put({
        of: 'person',
        subject,
        campaign: 'weekly',
        organisation: trust,
        variant: 'both weekly',
        cadence,
        pace: paceOf(hasher, to),
        nextAt: new Date(start.getTime() + 7 * 86_400_000),
        sealed: await sealer.seal(
          'subscription',
          subscriberAbout(subject, 'weekly'),
          JSON.stringify(kept)
        )
      })
    },

    async work() {
      // At Slack's pace, some seconds for each message.
      for (let second = 0; second < 40; second += 1) {
        await plan(() => false)
        await pump(() => false)
        aheadMs += 500
      }
    }
  }
}

function at(scope: Destination['scope'], owner: Destination['owner']): Destination {
  return { platform: 'slack', tenant, scope, owner, address: scope }
}

function aFormTurn(id: PersonId, input: FormInput, now: Date): FormTurn {
  const here = at('person', id)
  return {
    keys: ['1'],
    at: now,
    platform: 'slack',
    tenant,
    language: 'en-GB',
    from: { id, standing: 'staff', privately: here },
    place: { kind: 'private', id: PlaceId.parse(`chat-${id}`), conversation: id, here },
    input
  }
}
