import type { Partner } from './partner.ts'

type Bucket = { left: number; at: number }

/** How many refused calls of a partner are written down in a minute; the log of the server holds the rest. */
const REFUSALS_PER_MINUTE = 60

/** Paces each partner: so many calls a minute, evenly, with a minute's worth saved up at most. */
export class PartnerLimits {
  readonly #calls = new Map<string, Bucket>()
  readonly #refusals = new Map<string, Bucket>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  allow({ id, inbound }: Partner): boolean {
    return this.#take(this.#calls, id, inbound.requestsPerMinute)
  }

  /** Whether one more refused call is worth a row. */
  mayWriteRefusal({ id }: Partner): boolean {
    return this.#take(this.#refusals, id, REFUSALS_PER_MINUTE)
  }

  #take(buckets: Map<string, Bucket>, id: string, perMinute: number): boolean {
    const now = this.#now()
    const bucket = buckets.get(id) ?? { left: perMinute, at: now }
    bucket.left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / 60_000)
    bucket.at = now
    buckets.set(id, bucket)
    if (bucket.left < 1) return false
    bucket.left -= 1
    return true
  }
}
