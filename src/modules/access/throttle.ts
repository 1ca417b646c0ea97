/** What is counted for one account, one address, or the two together. */
export type Attempts = { readonly failures: number; readonly lastFailedAt: Date }

/** Which bucket a failure falls in; an address may be shared by an office, so it is slowed later than an account. */
export type Bucket = 'account' | 'address' | 'account-and-address'

const FREE: { readonly [B in Bucket]: number } = { account: 10, address: 50, 'account-and-address': 5 }
const LONGEST_SECONDS = 15 * 60
/** After a quiet day the count starts again, so that nobody is locked out for ever. */
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000

/** Until when this bucket must wait after its failures, or null. The wait doubles from two seconds to a quarter of an hour. */
export function blockedUntil(bucket: Bucket, { failures, lastFailedAt }: Attempts): Date | null {
  const over = failures - FREE[bucket]
  if (over <= 0) return null
  const seconds = Math.min(2 ** Math.min(over, 12), LONGEST_SECONDS)
  return new Date(lastFailedAt.getTime() + seconds * 1_000)
}
