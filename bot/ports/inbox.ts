/** A turn as it arrives: hashed keys, and the sealed body that waits until it is done. */
export interface Arrival {
  readonly keys: readonly string[]
  readonly conversation: string
  readonly body: string
}

/** Work of one conversation that is not finished: first answers not sent yet (oldest first), then turns not decided yet. */
export type Unfinished =
  | {
      readonly is: 'delivery'
      readonly id: string
      readonly sealed: string
      readonly attempts: number
    }
  | { readonly is: 'arrival'; readonly key: string; readonly body: string }

/**
 * The durable inbox and the order within a conversation. A conversation has a row exactly while it has
 * unfinished work; the process that holds its lease works on it alone, oldest first.
 * Every method throws `STORE_AWAY` where the database cannot be reached or is full.
 */
export interface Inbox {
  /**
   * Durable when it resolves. `fresh`: we hold the conversation and nothing was before it; `resume`: we hold it, older
   * work first ({@link next}); `queued`: whoever holds it will come to it; `seen`: one of the keys was here before.
   */
  takeIn(arrival: Arrival, now: Date): Promise<'fresh' | 'resume' | 'queued' | 'seen'>
  /** Settles deliveries (sent or given up: deleted), then gives the next unfinished work, or lets go of the conversation. */
  next(conversation: string, settled: readonly string[], now: Date): Promise<Unfinished | undefined>
  /** Lets go of a conversation whose delivery must wait: it is due again at `due`. */
  postpone(conversation: string, delivery: string, due: Date): Promise<void>
  /**
   * Their words were taken back: where they are not decided yet, only an empty place is left ({@link next} gives an arrival
   * with an empty body); where they come later, they were seen.
   */
  withdraw(keys: readonly string[], now: Date): Promise<void>
  /** Takes over conversations that are due and whose holder is gone; we hold them then. */
  abandoned(now: Date, limit: number): Promise<readonly string[]>
  /** Keeps every lease of this process alive (called every second or two; a lease lasts 5 s). */
  renew(now: Date): Promise<void>
}
