import { HeadsUpError } from '../../bot/errors.ts'
import type { OrganisationId } from '../../bot/identity.ts'
import type { Vault } from '../../bot/ports.ts'
import { pack, unpack } from './padding.ts'

/** Some 60 files: read where there is a key to use it with. */
const age = () => import('age-encryption')

/** Every report is at least so long inside its seal: a short one, a named one and one with a quoted message look alike. */
const SMALLEST = 8_192

export interface VaultSettings {
  /** `REPORT_RECIPIENTS`: age public keys, for organisations without their own. */
  readonly recipients: readonly string[]
  /** By organisation, where its file names some. */
  readonly own: ReadonlyMap<OrganisationId, readonly string[]>
  /** `REPORT_IDENTITY`: the server's own secret key, where triage in chat is wanted. */
  readonly identity?: string | undefined
}

/** A fresh pair for `keys new`: the secret key and the recipient that belongs to it. */
export async function newAgeKey(): Promise<{
  readonly identity: string
  readonly recipient: string
}> {
  const { generateX25519Identity, identityToRecipient } = await age()
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Throws `KEY_INVALID` where a key cannot be one; it is named by its setting, never shown. */
export async function createVault({ recipients, own, identity }: VaultSettings): Promise<Vault> {
  const ours = identity === undefined ? undefined : await recipientOf(identity)
  for (const recipient of recipients) await checkRecipient(recipient, 'REPORT_RECIPIENTS')
  for (const [organisation, all] of own)
    for (const recipient of all)
      await checkRecipient(recipient, `reports.recipients of ${organisation}`)

  function recipientsOf(organisation: OrganisationId): readonly string[] {
    const theirs = own.get(organisation) ?? recipients
    return [...new Set(ours === undefined ? theirs : [...theirs, ours])]
  }

  return {
    opens: identity !== undefined,
    keepsAny: ours !== undefined || recipients.length > 0 || own.size > 0,
    keeps: (organisation) => recipientsOf(organisation).length > 0,

    async seal(organisation, id, account) {
      const { Encrypter } = await age()
      const encrypter = new Encrypter()
      const all = recipientsOf(organisation)
      if (all.length === 0) throw new TypeError('a report without recipients is refused before')
      for (const recipient of all) encrypter.addRecipient(recipient)
      const sealed = await encrypter.encrypt(pack(SMALLEST, id, account))
      return Buffer.from(sealed).toString('base64')
    },

    async open(id, sealed) {
      if (identity === undefined) return undefined
      return openWith(identity, id, sealed)
    }
  }
}

/** Opens a report with any secret key, as `reports export --identity` does. Undefined: it does not open, or belongs to another report. */
export async function openWith(
  identity: string,
  id: string,
  sealed: string
): Promise<string | undefined> {
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  let plain: Uint8Array
  try {
    plain = await decrypter.decrypt(Buffer.from(sealed, 'base64'))
  } catch {
    // Sealed to other keys, or damaged: the responder is told that it does not open here.
    return undefined
  }
  return unpack(plain, id)
}

async function recipientOf(identity: string): Promise<string> {
  const { identityToRecipient } = await age()
  try {
    return await identityToRecipient(identity)
  } catch {
    throw invalid('REPORT_IDENTITY', 'an age secret key (AGE-SECRET-KEY-1…)')
  }
}

async function checkRecipient(recipient: string, where: string): Promise<void> {
  const { Encrypter } = await age()
  try {
    new Encrypter().addRecipient(recipient)
  } catch {
    throw invalid(where, 'age public keys (age1…)')
  }
}

function invalid(where: string, what: string): HeadsUpError {
  return new HeadsUpError(
    'KEY_INVALID',
    `${where} cannot be read: it must hold ${what}.`,
    'Run `npm run --silent heads-up -- keys new reports` and use the lines it prints.'
  )
}
