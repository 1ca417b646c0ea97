import type { Month } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { insertAgain, shortenMany, type Leaver } from './many-store.ts'
import { segmentOf } from './payers.ts'
import type { RosterRow } from './queries.ts'

export type ManyChanged = {
  readonly roster: RosterRow
  readonly from: Month
  readonly by: string
}

/** Ends the protections of many members of a roster before a month. Refuses when one of them is not covered then (`member-unknown`). */
export async function endMembers(
  tx: Tx,
  { roster, from, by }: ManyChanged,
  leavers: readonly Leaver[],
): Promise<void> {
  const cut = await shortenMany(tx, { rosterId: roster.id, from, kind: 'ended', by }, leavers)
  requireAll(leavers, cut, from)
}

/** Gives many members of a roster another pay from a month on, for as long as each was to stay. Refuses like `endMembers`. */
export async function changePays(
  tx: Tx,
  { roster, from, by }: ManyChanged,
  pays: readonly { readonly personId: bigint; readonly pay: Rupiah; readonly because: string }[],
): Promise<void> {
  const payOf = new Map(pays.map(({ personId, pay }) => [personId, pay]))
  const cut = await shortenMany(tx, { rosterId: roster.id, from, kind: 'changed', by }, pays)
  requireAll(pays, cut, from)
  const again = cut.map((each) => ({ ...each, pay: payOf.get(each.person_id) ?? 0n }))
  const wanted = { rosterId: roster.id, payerId: roster.payerId, segment: segmentOf(roster.kind) }
  if ((await insertAgain(tx, wanted, again)) < again.length) throw refuse('already-covered', {})
}

function requireAll(
  asked: readonly { readonly personId: bigint }[],
  done: readonly { readonly person_id: bigint }[],
  month: Month,
): void {
  const people = new Set(done.map(({ person_id }) => person_id))
  if (asked.some(({ personId }) => !people.has(personId))) throw refuse('member-unknown', { month })
}
