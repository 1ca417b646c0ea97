/**
 * Something only the person who runs Payung can mend: a taken port, a full disk, a wrong setting.
 * `sentence` is plain Indonesian and says what happened and what to do; the front doors print it without a stack.
 */
export class OperatorFailure extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.name = 'OperatorFailure'
  }
}

/** The `code` of a Node or PostgreSQL error: `EADDRINUSE`, `53100`. Undefined when the error has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
