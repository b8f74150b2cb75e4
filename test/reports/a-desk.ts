import { createHasher } from '../../adapters/sealing/hasher.ts'
import { newKey, openKeys } from '../../adapters/sealing/keys.ts'
import { createSealer } from '../../adapters/sealing/sealer.ts'
import { createTickets } from '../../adapters/sealing/tickets.ts'
import { createVault, newAgeKey } from '../../adapters/sealing/vault.ts'
import type { Form, FormAnswer, FormInput, FormTurn, Quoted } from '../../bot/conversation/form.ts'
import type { LinkRole } from '../../bot/conversation/decision.ts'
import type { Button, Press } from '../../bot/conversation/reply.ts'
import { createForms } from '../../bot/forms.ts'
import {
  type Destination,
  OrganisationId,
  PersonId,
  PlaceId,
  type Role,
  TenantId
} from '../../bot/identity.ts'
import type { Delivery } from '../../bot/outbox/delivery.ts'
import type { Log, Sealer, Store, Webhook } from '../../bot/ports.ts'
import { Private } from '../../bot/private.ts'
import { createHearing } from '../../bot/reports/hearing.ts'
import { reportForms } from '../../bot/reports/forms.ts'
import type { ReportParts } from '../../bot/reports/report-parts.ts'
import { createWanted } from '../../bot/reports/wanted.ts'
import { createWatch } from '../../bot/reports/watch.ts'
import { unpackDelivery } from '../../bot/settle-turn.ts'
import { aLibrary } from '../conversation/a-library.ts'
import { home, practice, trust as riverside } from '../conversation/employers.ts'
import { filled, said, words } from './window.ts'
import { change, type Ground, quiet, start } from '../support/store-ground.ts'

export const trust = OrganisationId.parse('riverside-trust')
const keys = await openKeys({ key: newKey(), dataDir: '/nowhere' })
const server = await newAgeKey()

/** A desk with everything real but the platform: a reporter, responders and what reaches their chats. */
export interface Desk {
  readonly parts: ReportParts
  readonly store: Store
  /** What every window says, as an adapter asks for it. */
  readonly forms: (turn: FormTurn) => Promise<FormAnswer>
  /** Links the responders' channel, and somebody takes the practice case. */
  openUp(): Promise<void>
  /** A person at the forms. */
  person(name: string, roles?: readonly Role[], organisation?: OrganisationId): Person
  later(ms: number): void
  /** What would be sent by now, each once: where to and what it says. */
  sent(): Promise<readonly Sent[]>
  minute(): Promise<void>
  night(): Promise<void>
  readonly mailed: string[]
  /** What was posted to webhooks. */
  readonly posted: Posted[]
  /** `away`: mail and webhooks cannot be reached; `meanwhile`: happens while one is posted; `inFiles`: the organisation's file names people who may answer. */
  readonly outside: { away: boolean; inFiles: boolean; meanwhile?: () => Promise<unknown> }
  /** Links a channel with a role. */
  link(role: LinkRole, place: string): Promise<void>
}

type Posted = Parameters<Webhook['post']>[0]

export interface Sent {
  readonly to: string
  readonly says: string
  readonly buttons: readonly Button[]
  readonly delivery?: Delivery
}

export interface Person {
  readonly id: PersonId
  open(press: Press, more?: { carries?: string | undefined; quoted?: Quoted }): Promise<Form>
  send(form: Form, given: Readonly<Record<string, string>>): Promise<FormAnswer>
  /** Presses the button with this label in a window or a message. */
  press(on: Pick<Form, 'buttons' | 'carries'> | Sent, label: string): Promise<Form>
  /** Fills in, looks and sends. */
  tell(given: Readonly<Record<string, string>>): Promise<Form>
}

export async function aDesk(ground: Ground, log: Log = quiet): Promise<Desk> {
  const store = await ground.open()
  const handOff = { webhook: 'https://desk.example.org/cases' }
  const onCall = {
    email: 'on-call@example.org',
    phone: '020 7946 0199',
    newReports: true,
    afterMinutes: 60
  }
  const library = aLibrary(undefined, [{ ...riverside, onCall, handOff }, home, practice])
  const desks: Desk['outside'] = { away: false, inFiles: true }
  const hasher = createHasher(new Uint8Array(32).fill(7))
  const sealer: Sealer = createSealer(keys)
  let aheadMs = 0
  const clock = {
    now: () => new Date(start.getTime() + aheadMs),
    wait: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        // A busy machine gets ten times as long before a form says that it is late.
        const timer = setTimeout(resolve, ms * 10)
        signal?.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
  }
  const posted: Posted[] = []
  const webhook = {
    async post(message: Posted) {
      if (desks.away) return { is: 'away' as const, why: 'ECONNREFUSED' }
      posted.push(message)
      await desks.meanwhile?.()
      return { is: 'sent' as const }
    }
  }
  const vault = await createVault({ recipients: [], own: new Map(), identity: server.identity })
  const hearing = createHearing(store, vault, () => desks.inFiles)
  const parts: ReportParts = {
    store,
    sealer,
    hasher,
    vault,
    hearing,
    webhook,
    library,
    log,
    clock,
    tickets: createTickets(keys)
  }
  const rights = new Map<PersonId, { organisation: OrganisationId; role: Role }[]>()
  const forms = createForms({
    store,
    sealer,
    hasher,
    library,
    log,
    clock,
    hearing,
    rightsInFiles: (who) => rights.get(who) ?? [],
    forms: reportForms(parts)
  })
  const mailed: string[] = []
  const mail = {
    send: (message: { to: string; text: string }) => {
      if (desks.away) return Promise.resolve({ is: 'away' as const, why: 'ECONNREFUSED' })
      mailed.push(`${message.to}: ${message.text}`)
      return Promise.resolve({ is: 'sent' as const })
    }
  }
  const wanted = createWanted(parts)
  const watch = createWatch(parts, { mail, webhook })

  function person(name: string, roles: readonly Role[] = [], organisation = trust): Person {
    const id = PersonId.parse(name)
    rights.set(
      id,
      roles.map((role) => ({ organisation, role }))
    )
    const answer = (input: FormInput) => forms(aFormTurn(id, input))
    async function open(press: Press, more = {}): Promise<Form> {
      const opened = await answer({ kind: 'open', press, ...more })
      return opened.form
    }
    async function send(form: Form, given: Readonly<Record<string, string>>): Promise<FormAnswer> {
      if (form.submit === undefined) throw new Error(`nothing to send: ${said(form)}`)
      return answer({
        kind: 'submit',
        press: form.submit.press,
        carries: form.carries,
        fields: filled(form, given)
      })
    }
    return {
      id,
      open,
      send,
      press(on, label) {
        const button = on.buttons.find((one) => one.label === label)
        if (button?.kind !== 'press')
          throw new Error(`no "${label}": ${on.buttons.map((one) => one.label).join(', ')}`)
        return open(button.press, 'carries' in on ? { carries: on.carries } : {})
      },
      async tell(given) {
        const form = await open({ action: 'tell', about: 'password_entered' })
        const look = await send(form, given)
        return (await send(look.form, {})).form
      }
    }
  }

  const desk: Desk = {
    parts,
    store,
    forms,
    mailed,
    posted,
    outside: desks,
    person,
    later: (ms) => (aheadMs += ms),
    minute: () => watch.minute(clock.now()),
    night: () => watch.night(clock.now()),

    async link(role, name) {
      const place = PlaceId.parse(name)
      const to = destination('channel', place)
      await store.links.offer(`code ${name}`, trust, role, clock.now())
      await store.memories.commit(
        change({
          place,
          address: await sealer.seal('address', place, JSON.stringify(to)),
          effects: [{ do: 'redeem', code: `code ${name}`, organisation: trust, role, of: 'place' }]
        }),
        clock.now()
      )
    },

    async openUp() {
      await desk.link('responders', 'responders-channel')
      await watch.minute(clock.now())
      const rita = person('rita', ['responders'])
      await rita.open({ action: 'case-take', about: `practice:${trust}` })
      await desk.sent()
    },

    async sent() {
      const found: Sent[] = []
      for (const conversation of await store.inbox.abandoned(clock.now(), 500)) {
        const work = await store.inbox.next(conversation, [], clock.now())
        if (work?.is !== 'delivery') continue
        const text = await sealer.open('delivery', work.id, work.sealed)
        const delivery = unpackDelivery(work.id, 0, text)
        await store.inbox.next(conversation, [work.id], clock.now())
        if (!(await wanted(delivery))) continue
        const { to, reply } = delivery
        found.push({
          delivery,
          to: to.owner,
          says: reply.card.blocks.map(words).join(' · '),
          buttons: reply.card.buttons
        })
      }
      return found
    }
  }
  return desk
}

function destination(scope: Destination['scope'], owner: Destination['owner']): Destination {
  const tenant = TenantId.parse('TRIVER')
  return { platform: 'slack', tenant, scope, owner, address: scope }
}

function aFormTurn(id: PersonId, input: FormInput): FormTurn {
  const here = destination('person', id)
  return {
    keys: ['1'],
    at: start,
    platform: 'slack',
    tenant: TenantId.parse('TRIVER'),
    language: 'en-GB',
    from: { id, standing: 'staff', privately: here },
    place: { kind: 'private', id: PlaceId.parse(`chat-${id}`), conversation: id, here },
    input,
    called: new Private('Sam Nurse')
  }
}
