/** What is counted for one account, one address, or the two together. */
export type Attempts = { readonly failures: number; readonly lastFailedAt: Date }

/**
 * Which bucket a failure falls in. An address may be shared by an office, so it is slowed later than an account. `device` takes the
 * place of `account` in a browser that has signed in to it before: whoever guesses from elsewhere cannot lock its owner out. `own-check`
 * counts what was asked about one NIK on the public page, `own-check-address` all that one address asked there in a day: a village office
 * helps many in turn, and many phones share one address of their network.
 */
export type Bucket =
  | 'account'
  | 'address'
  | 'account-and-address'
  | 'device'
  | 'code'
  | 'link'
  | 'recovery'
  | 'own-check'
  | 'own-check-address'

const FREE: { readonly [B in Bucket]: number } = {
  account: 10,
  address: 50,
  'account-and-address': 5,
  device: 10,
  code: 5,
  link: 20,
  recovery: 5,
  'own-check': 5,
  'own-check-address': 100,
}
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

/** The part of an address that one customer of a network holds: IPv4 whole, of IPv6 the first 64 bits. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(8 - left.length - right.length, 0)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
