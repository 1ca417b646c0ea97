import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'
import type { Band, PairReason } from './matching/assess-pair.ts'
import { bitsOf } from './matching/weights.ts'

/** Two people by their numbers, in any order. */
export type PairOfPeople = readonly [number, number]

export type FoundPair = {
  readonly people: PairOfPeople
  readonly band: Exclude<Band, 'different'>
  readonly bits: number
  readonly reasons: readonly PairReason[]
}

/** Keeps pairs that were found; what somebody decided about a pair stays, and an open one is described as it now is. */
export async function upsertPairs(
  client: pg.ClientBase,
  pairs: readonly FoundPair[],
  now: Date,
): Promise<void> {
  if (pairs.length === 0) return
  // In the order of the key, so that two searches that find the same pairs do not wait for each other in a circle.
  const sorted = [...pairs].sort((one, other) => lower(one) - lower(other) || higher(one) - higher(other))
  await client.query(
    `insert into duplicate_pairs (person_a, person_b, band, score, reasons, found_at)
     select f.a, f.b, f.band, f.score, f.reasons, $6
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::real[], $5::jsonb[]) as f (a, b, band, score, reasons)
     on conflict (person_a, person_b) do update set band = excluded.band, score = excluded.score, reasons = excluded.reasons
     where duplicate_pairs.decided is null and duplicate_pairs.reasons <> excluded.reasons
       and not duplicate_pairs.reasons @> '[{"level": "claimed"}]'`,
    [
      sorted.map(lower),
      sorted.map(higher),
      sorted.map(({ band }) => band),
      sorted.map(({ bits }) => bits),
      sorted.map(({ reasons }) => JSON.stringify(reasons)),
      now,
    ],
  )
}

const CLAIMED_BITS = bitsOf('nik', 'claimed')
const CLAIMED: PairReason = { field: 'nik', level: 'claimed', bits: CLAIMED_BITS }

/** Keeps a pair because a number asked for one of the two is the other's. What somebody decided about the two before stays. */
export async function claimPair(tx: Tx, [one, other]: PairOfPeople, now: Date): Promise<void> {
  const reasons = JSON.stringify([CLAIMED])
  await sql`insert into duplicate_pairs (person_a, person_b, band, score, reasons, found_at)
    values (${Math.min(one, other)}, ${Math.max(one, other)}, 'perhaps', ${CLAIMED_BITS}, ${reasons}::jsonb, ${now})
    on conflict (person_a, person_b) do update set score = duplicate_pairs.score + excluded.score,
      reasons = excluded.reasons || duplicate_pairs.reasons
    where duplicate_pairs.decided is null and not duplicate_pairs.reasons @> '[{"level": "claimed"}]'`.execute(
    tx,
  )
}

function lower({ people: [one, other] }: FoundPair): number {
  return Math.min(one, other)
}

function higher({ people: [one, other] }: FoundPair): number {
  return Math.max(one, other)
}

/** Drops the pairs of people whom a list brought, before they leave the registry with it. */
export async function dropPairsOfList(client: pg.ClientBase, importId: string): Promise<void> {
  for (const person of ['person_a', 'person_b'])
    await client.query(
      `delete from duplicate_pairs where ${person} in (select id from people where import_id = $1)`,
      [importId],
    )
}

/** Drops pairs one of whose people left the registry while they were found. */
export async function dropOrphanPairs(client: pg.ClientBase): Promise<void> {
  await client.query(
    `delete from duplicate_pairs d where not exists (select from people p where p.id = d.person_a)
       or not exists (select from people p where p.id = d.person_b)`,
  )
}

export type Decision = {
  readonly decided: 'same' | 'different'
  readonly userId: string | null
  readonly reason: string
  readonly at: Date
}

/** Writes a decision about an open pair; whether there was one. */
export async function markDecided(
  tx: Tx,
  [one, other]: PairOfPeople,
  { decided, userId, reason, at }: Decision,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update duplicate_pairs
    set decided = ${decided}, decided_at = ${at}, decided_by = ${userId}, decided_because = ${reason}
    where person_a = ${Math.min(one, other)} and person_b = ${Math.max(one, other)} and decided is null`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Whether somebody decided about a pair; one that was never found is open. */
export async function isDecided(tx: Tx, [one, other]: PairOfPeople): Promise<boolean> {
  const { rows } = await sql`select from duplicate_pairs where person_a = ${Math.min(one, other)}
    and person_b = ${Math.max(one, other)} and decided is not null`.execute(tx)
  return rows.length > 0
}

/** Opens a pair again about which this was decided; whether there was one. */
export async function markUndecided(
  tx: Tx,
  [one, other]: PairOfPeople,
  decided: Decision['decided'],
): Promise<boolean> {
  const { numAffectedRows } = await sql`update duplicate_pairs
    set decided = null, decided_at = null, decided_by = null, decided_because = null
    where person_a = ${Math.min(one, other)} and person_b = ${Math.max(one, other)} and decided = ${decided}`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
