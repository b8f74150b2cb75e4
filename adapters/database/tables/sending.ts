import type { Generated } from 'kysely'

/** One firing of a campaign; its key is the lock. */
export interface SlotTable {
  id: string
  campaign: string
  organisation: string
  variant: string
  at: number
  says: string
  lane: number
  policy: 'skip' | 'resend'
  begins: number
  spread: number
  expires_at: number
  /** Since when nothing of it is left to send: its counts do not change any more. */
  final_at: number | null
}

/** Messages on their way. The row goes when the message is sent or given up. */
export interface OutboxTable {
  id: string
  /** Of a slot: what is said stands there, and the address with the subscription. */
  slot: string | null
  subscription: string | null
  pace: string
  conversation: string
  lane: number
  policy: 'skip' | 'resend'
  not_before: number
  expires_at: number | null
  attempts: number
  /** {@link mayHaveCome} says what its bits mean. */
  doubt: Generated<number>
  /** Of the lease; null: nobody sends it at the moment. */
  token: string | null
  until: number | null
  sealed: string | null
  /** Of an alert: which, and what the row is for. `conversation` is then whose it is. */
  alert: string | null
  part: 'send' | 'change' | 'card' | null
}
