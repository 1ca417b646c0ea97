/** What one server bears before it says no. Times in milliseconds, sizes in bytes. */
export type ServerLimits = {
  /** The largest request body; a route for batches may set its own. */
  readonly bodyBytes: number
  /** A whole request, headers and body, must have arrived by then, unless it brings a file. */
  readonly requestMs: number
  /** The same for a request that brings a file. */
  readonly fileMs: number
  /** All headers must have arrived by then: a slow loris is cut off here. */
  readonly headersMs: number
  /** How long an unused connection is kept for the next request. */
  readonly keepAliveMs: number
  /** A connection on which nothing moves is closed. */
  readonly idleMs: number
  readonly maxConnections: number
  /** The longest path parameter; longer ones answer 404 before any work. */
  readonly paramLength: number
}

export const DEFAULT_LIMITS: ServerLimits = {
  bodyBytes: 1_048_576,
  requestMs: 30_000,
  fileMs: 3_600_000,
  headersMs: 10_000,
  keepAliveMs: 5_000,
  idleMs: 60_000,
  maxConnections: 1_000,
  paramLength: 200,
}
