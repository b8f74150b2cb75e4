import type { Reply } from '../../../bot/conversation/reply.ts'
import type { Sealer } from '../../../bot/ports.ts'

export const aTip: Reply = {
  audience: 'here',
  notice: 'A tip from Heads Up',
  card: { blocks: [{ kind: 'heading', text: 'Lock it when you leave it' }], buttons: [] }
}

/** What is measured is the store, not the seal. */
export const openSeal: Sealer = {
  seal: (_purpose, _about, words) => Promise.resolve(words),
  open: (_purpose, _about, sealed) => Promise.resolve(sealed)
}
