/** What went wrong, named once; `docs/operators.md` lists every code. */
export type ErrorCode =
  | 'SETTINGS_INVALID'
  | 'CONTENT_INVALID'
  | 'STORE_AWAY'
  | 'STORE_NEWER'
  | 'STORE_UNSAFE'
  | 'STORE_IN_USE'
  | 'KEY_INVALID'
  | 'PORT_IN_USE'
  | 'NOT_FOUND'

/**
 * A fault an operator can mend. `message` says what happened and where (file, line or variable);
 * `mend` says what to do. Neither ever holds a person's words, a name or a secret.
 */
export class HeadsUpError extends Error {
  readonly code: ErrorCode
  readonly mend: string

  constructor(code: ErrorCode, message: string, mend: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'HeadsUpError'
    this.code = code
    this.mend = mend
  }
}

/** Recognises our error across realms and module copies; `instanceof` does not hold in a test's sandbox. */
export function isHeadsUpError(error: unknown, code?: ErrorCode): error is HeadsUpError {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'HeadsUpError' &&
    (code === undefined || ('code' in error && error.code === code))
  )
}
