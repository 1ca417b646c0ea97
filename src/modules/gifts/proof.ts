import { createHash } from 'node:crypto'

/**
 * The proof of a gift: one leaf for each month of a worker, and one hash over all of them. Everything needed to do it again stands in the
 * statement and in docs/operations/gifts.md; this file is also what `./payung proof verify` works with, without database and network.
 */

export const STATEMENT_FORMAT = 'payung-gift-statement-1'
const SHARE_FORMAT = 'payung-gift-share-1'
const SEED_FORMAT = 'payung-gift-seed-1'

/** One month of one worker as a statement tells it: masked, and bound by its leaf. */
export type Share = {
  readonly number: number
  readonly worker: number
  readonly initials: string
  /** `16.06.01.2001` */
  readonly village: string
  readonly month: string
  readonly programmes: string
  readonly rupiah: number
  /** 16 bytes of chance, hexadecimal: who knows a leaf alone cannot try out names. */
  readonly salt: string
  readonly leaf: string
}

/** What the leaf of a share is made of, after 00 and the salt. `src/modules/gifts/share-store.ts` writes the same in SQL. */
export function shareText(giftId: string, share: Omit<Share, 'salt' | 'leaf'>): string {
  const { number, worker, initials, village, month, programmes, rupiah } = share
  return [SHARE_FORMAT, giftId, number, worker, initials, village, month, programmes, rupiah].join('|')
}

/** `16.06.01.2001`, always in four parts: what has no village ends in zeros. */
export function villageText(code: number): string {
  const digits = String(code).padStart(10, '0')
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)].join('.')
}

/** SHA-256(00 ‖ salt ‖ text): the 00 keeps a leaf from being taken for a node (RFC 6962). */
export function leafOf(giftId: string, share: Omit<Share, 'leaf'>): string {
  return createHash('sha256')
    .update(LEAF)
    .update(Buffer.from(share.salt, 'hex'))
    .update(shareText(giftId, share), 'utf8')
    .digest('hex')
}

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])
const HASH_BYTES = 32

/**
 * The root of RFC 6962 over leaves that stand one after the other, 32 bytes each. Going up level by level with an odd one carried along
 * gives the same tree as splitting at the largest power of two.
 */
export function merkleRoot(leaves: Buffer): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest()
  let level = leaves
  while (level.length > HASH_BYTES) {
    const above: Buffer[] = []
    for (let at = 0; at < level.length; at += 2 * HASH_BYTES) {
      const pair = level.subarray(at, at + 2 * HASH_BYTES)
      above.push(pair.length === HASH_BYTES ? pair : createHash('sha256').update(NODE).update(pair).digest())
    }
    level = Buffer.concat(above)
  }
  return level
}

/** The seed of a draw: nobody knows the end of the chain before it is there. */
export function seedOf(giftId: string, chain: { readonly position: number; readonly hash: string }): Buffer {
  return createHash('sha256')
    .update([SEED_FORMAT, giftId, chain.position, chain.hash].join('|'), 'utf8')
    .digest()
}

/** A statement as its file holds it. */
export type Statement = {
  readonly format: string
  readonly giftId: string
  readonly donor: string | null
  readonly received: number
  readonly shared: number
  readonly returned: number
  readonly shareCount: number
  readonly workerCount: number
  readonly seed: string
  readonly chainPosition: number
  readonly chainHash: string
  readonly seedAt: string
  readonly drawnAt: string
  readonly root: string
  readonly shares: readonly Share[]
}

export const CHECKS = [
  'format',
  'numbers',
  'leaves',
  'worker-months',
  'sums',
  'root',
  'expected-root',
  'seed',
] as const
export type ProofCheck = (typeof CHECKS)[number]

/** One check of a statement; `at` is the number of the first row that is wrong. */
export type CheckResult = { readonly check: ProofCheck; readonly holds: boolean; readonly at?: number }

/**
 * A hash as the audit keeps it: in groups of eight, because one of 270 has sixteen decimal digits in a row somewhere, which no entry of the audit may
 * hold, being what a NIK looks like.
 */
export function groupedHash(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, '$1-')
}

/** Does a statement again, check by check. `expectedRoot`: as it stands on the certificate or in the audit. */
export function verifyStatement(statement: Statement, expectedRoot?: string): readonly CheckResult[] {
  const { shares, giftId } = statement
  const wrongNumber = shares.findIndex(({ number }, index) => number !== index + 1)
  const wrongLeaf = shares.findIndex((share) => leafOf(giftId, share) !== share.leaf)
  const seen = new Set<string>()
  const doubled = shares.findIndex(({ worker, month }) => {
    const key = `${String(worker)} ${month}`
    if (seen.has(key)) return true
    seen.add(key)
    return false
  })
  const root = merkleRoot(Buffer.from(shares.map((share) => leafOf(giftId, share)).join(''), 'hex')).toString(
    'hex',
  )
  const chain = { position: statement.chainPosition, hash: statement.chainHash }
  return [
    { check: 'format', holds: statement.format === STATEMENT_FORMAT },
    atRow('numbers', wrongNumber),
    atRow('leaves', wrongLeaf),
    atRow('worker-months', doubled),
    { check: 'sums', holds: sumsHold(statement) },
    { check: 'root', holds: root === statement.root },
    ...(expectedRoot === undefined
      ? []
      : [
          {
            check: 'expected-root' as const,
            holds: root === expectedRoot.replace(/[\s-]/g, '').toLowerCase(),
          },
        ]),
    { check: 'seed', holds: seedOf(giftId, chain).toString('hex') === statement.seed },
  ]
}

function atRow(check: ProofCheck, index: number): CheckResult {
  return index < 0 ? { check, holds: true } : { check, holds: false, at: index + 1 }
}

function sumsHold({ shares, received, shared, returned, shareCount, workerCount }: Statement): boolean {
  const sum = shares.reduce((total, { rupiah }) => total + rupiah, 0)
  const workers = new Set(shares.map(({ worker }) => worker)).size
  return (
    sum === shared &&
    shared + returned === received &&
    shares.length === shareCount &&
    workers === workerCount
  )
}

/** The file of a statement: JSON with one share on each line, so that two files can be compared line by line. */
export function statementText({ shares, ...head }: Statement): string {
  const lines = shares.map((share) => JSON.stringify(share)).join(',\n')
  const opening = JSON.stringify(head, null, 1).slice(0, -2)
  return `${opening},\n "shares": [\n${lines}\n]}\n`
}

/** A statement out of its file; null when the text is none. */
export function readStatement(text: string): Statement | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return isStatement(value) ? value : null
}

const TEXTS = ['format', 'giftId', 'seed', 'chainHash', 'seedAt', 'drawnAt', 'root'] as const
const NUMBERS = ['received', 'shared', 'returned', 'shareCount', 'workerCount', 'chainPosition'] as const
const SHARE_TEXTS = ['initials', 'village', 'month', 'programmes', 'salt', 'leaf'] as const
const SHARE_NUMBERS = ['number', 'worker', 'rupiah'] as const

function isStatement(value: unknown): value is Statement {
  if (!isRecord(value) || !Array.isArray(value['shares'])) return false
  return (
    TEXTS.every((field) => typeof value[field] === 'string') &&
    NUMBERS.every((field) => Number.isSafeInteger(value[field])) &&
    value['shares'].every(
      (share) =>
        isRecord(share) &&
        SHARE_TEXTS.every((field) => typeof share[field] === 'string') &&
        SHARE_NUMBERS.every((field) => Number.isSafeInteger(share[field])),
    )
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
