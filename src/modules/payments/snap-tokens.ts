import { randomBytes } from 'node:crypto'
import { tokenHash, tokenHashes } from '../../platform/crypto.ts'
import { throughGate } from '../access/scope.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findSnapToken } from './queries.ts'
import { insertSnapToken } from './store.ts'

/** How long an access token is good. */
export const TOKEN_SECONDS = 900
const MOST_REMEMBERED = 1_000

type Known = { readonly partnerId: string; readonly until: number }

/**
 * Access tokens that banks got from us. A bank calls a thousand times with one token, so what was found once is remembered until it
 * ends; a token cannot be taken back earlier but by taking its partner out of the file.
 */
export class SnapTokens {
  readonly #deps: PaymentDeps
  readonly #known = new Map<string, Known>()

  constructor(deps: PaymentDeps) {
    this.#deps = deps
  }

  /** A new opaque token for a partner; only its hash is kept. */
  async issue(partnerId: string): Promise<string> {
    const { db, ring, clock } = this.#deps
    const token = randomBytes(32).toString('base64url')
    const issuedAt = clock.now()
    const expiresAt = new Date(issuedAt.getTime() + TOKEN_SECONDS * 1_000)
    await throughGate(db, 'system', (tx) =>
      insertSnapToken(tx, { hash: tokenHash(ring, token), partner: partnerId, issuedAt, expiresAt }),
    )
    this.#remember(token, { partnerId, until: expiresAt.getTime() })
    return token
  }

  /** Whose token it is; null for one that we never gave or that has ended. */
  async findPartner(token: string): Promise<string | null> {
    const now = this.#deps.clock.now()
    const known = this.#known.get(token)
    if (known) return known.until > now.getTime() ? known.partnerId : null
    if (!/^[\w-]{43}$/.test(token)) return null
    const hashes = tokenHashes(this.#deps.ring, token)
    const found = await throughGate(this.#deps.db, 'system', (tx) => findSnapToken(tx, hashes))
    if (!found) return null
    this.#remember(token, { partnerId: found.partner, until: found.expiresAt.getTime() })
    return found.expiresAt > now ? found.partner : null
  }

  #remember(token: string, known: Known): void {
    const [oldest] = this.#known.keys()
    if (this.#known.size >= MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(token, known)
  }
}
