import { hash } from 'node:crypto'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'
import { requireAmount, type NewEntry, type Posted } from './ledger.ts'
import { callPost, callPosts, callReverse, callSettle, callVoid } from './store.ts'

/**
 * Posts one entry, all its transfers or none. Called with the same key and content again, in whatever transaction, it changes nothing and
 * answers the first entry with `replayed: true`.
 *
 * Refuses `insufficient-funds`, `period-closed`, `idempotency-key-reused`, `account-unknown`, `account-closed` and an amount out of range.
 * A refusal comes from the database and ends the transaction: let it roll back, and tell of it in another.
 */
export async function postEntry(tx: Queryable, entry: NewEntry): Promise<Posted> {
  requirePostable(entry)
  return callPost(tx, entry, entryHash(entry))
}

/**
 * Posts many entries in one statement, in their order, all or none; the answers stand in the same order. None of
 * them may be pending. The refusal is a `LedgerRefusal` with the position of the first that cannot be posted.
 */
export async function postEntries(tx: Queryable, entries: readonly NewEntry[]): Promise<readonly Posted[]> {
  if (entries.length === 0) return []
  entries.forEach(requirePostable)
  return callPosts(tx, entries, entries.map(entryHash))
}

/** Moves the money of a pending entry. It is settled or voided once; the same key again answers what the first did. */
export async function settleEntry(
  tx: Queryable,
  settling: { readonly pending: bigint; readonly key: string; readonly effectiveOn: PlainDate },
): Promise<Posted> {
  return callSettle(tx, settling, hashOf('settle', settling.pending, settling.effectiveOn))
}

/** Lets the money of a pending entry go. */
export async function voidEntry(
  tx: Queryable,
  voiding: { readonly pending: bigint; readonly key: string; readonly effectiveOn: PlainDate },
): Promise<Posted> {
  return callVoid(tx, voiding, hashOf('void', voiding.pending, voiding.effectiveOn))
}

export type Reversing = {
  readonly entryId: bigint
  readonly key: string
  readonly effectiveOn: PlainDate
  readonly note: string
}

/** Moves everything that an entry moved back, by a new entry linked to it, in an open month. Once; a reversal itself is never reversed. */
export async function reverseEntry(tx: Queryable, reversing: Reversing): Promise<Posted> {
  const { entryId, effectiveOn, note } = reversing
  return callReverse(tx, reversing, hashOf('reverse', entryId, effectiveOn, note))
}

/** Refuses an entry with an amount that no transfer can move. One account at both ends is a bug and throws RangeError. */
export function requirePostable({ transfers }: NewEntry): void {
  for (const { from, to, amount } of transfers) {
    requireAmount('amount', amount)
    if (from === to) throw new RangeError(`a transfer from ${from} to itself`)
  }
}

/** What an entry asks for, without its key: two wishes with one key are the same when these are. */
export function entryHash({
  kind,
  effectiveOn,
  cause,
  transfers,
  pending = false,
  note = '',
}: NewEntry): Buffer {
  const moves = transfers.flatMap(({ from, to, amount }) => [from, to, amount])
  return hashOf(kind, effectiveOn, cause.kind, cause.id, pending, note, ...moves)
}

/** JSON keeps the parts apart whatever stands in them. */
function hashOf(...parts: readonly (string | bigint | boolean)[]): Buffer {
  return hash('sha256', JSON.stringify(parts.map(String)), 'buffer')
}
