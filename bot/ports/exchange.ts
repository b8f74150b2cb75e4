/** One request to a platform. `body`: JSON, ready to be sent; undefined: none. */
export interface Asking {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** Scheme, host and port. */
  readonly origin: string
  readonly path: string
  readonly authorization: string
  readonly body: string | undefined
  readonly limitMs: number
}

export interface Exchanged {
  readonly status: number
  /** The header of that name, as it came. */
  readonly retryAfter: string | undefined
  /** Empty where the answer was longer than any of a platform's. */
  readonly text: string
}

/**
 * Asks once: no second try, no redirect. Rejects where no whole answer came; `outbox/network.ts` reads from that error
 * whether something may have arrived.
 */
export type Exchange = (asking: Asking) => Promise<Exchanged>
