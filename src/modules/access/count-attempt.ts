import { refuse } from '../../kernel/refusal.ts'
import { tokenHash } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { AccessDeps } from './access-deps.ts'
import { findLatestBlock, forgetBuckets, raiseBuckets, setBlocks } from './attempt-store.ts'
import { throughGate } from './scope.ts'
import { blockedUntil, FORGOTTEN_AFTER_MS, type Bucket } from './throttle.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Too many wrong attempts for this account or from this address. */
    'too-many-attempts': { readonly seconds: number }
  }
}

/** One thing that attempts are counted for. The text is stored as its HMAC only. */
export type AttemptKey = { readonly bucket: Bucket; readonly text: string }

/**
 * Counts an attempt before it is made, so that a hundred at once count as a hundred, and refuses it with `too-many-attempts` while
 * any of its buckets must wait. Whatever succeeds takes its count back by `forgiveAttempt`.
 */
export async function countAttempt(
  { db, clock, ring }: AccessDeps,
  keys: readonly AttemptKey[],
): Promise<void> {
  const now = clock.now()
  const kinds = new Map(keys.map((key) => [bucketOf(ring, key).toString('hex'), key.bucket]))
  const buckets = [...kinds.keys()].map((hex) => Buffer.from(hex, 'hex'))
  await throughGate(db, 'sign-in', async (tx) => {
    const raised = await raiseBuckets(tx, buckets, now, new Date(now.getTime() - FORGOTTEN_AFTER_MS))
    if (raised.length < buckets.length) {
      const until = await findLatestBlock(tx, buckets)
      const seconds = Math.max(Math.ceil(((until ?? now).getTime() - now.getTime()) / 1_000), 1)
      throw refuse('too-many-attempts', { seconds })
    }
    const blocks = raised.flatMap(({ bucket, failures }) => {
      const kind = kinds.get(bucket.toString('hex'))
      const until = kind && blockedUntil(kind, { failures, lastFailedAt: now })
      return until ? [{ bucket, until }] : []
    })
    await setBlocks(tx, blocks)
  })
}

/** Takes back what a successful attempt counted: its own buckets are emptied, the address gets one back. */
export async function forgiveAttempt({ db, ring }: AccessDeps, keys: readonly AttemptKey[]): Promise<void> {
  await throughGate(db, 'sign-in', (tx) =>
    forgetBuckets(tx, {
      emptied: keys.filter(({ bucket }) => bucket !== 'address').map((key) => bucketOf(ring, key)),
      lowered: keys.filter(({ bucket }) => bucket === 'address').map((key) => bucketOf(ring, key)),
    }),
  )
}

function bucketOf(ring: KeyRing, { bucket, text }: AttemptKey): Buffer {
  return tokenHash(ring, `attempt ${bucket} ${text}`)
}
