import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { rangeText, type MonthSpan } from './payers.ts'

/** A person as a payer, and the roster of his own. */
export type SelfRoster = {
  readonly personId: bigint
  readonly payerId: string
  readonly rosterId: string
}

/** Payers who are the people themselves. */
export async function insertSelfPayers(
  tx: Tx,
  payers: readonly Pick<SelfRoster, 'personId' | 'payerId'>[],
  regionCode: RegionCode,
  now: Date,
): Promise<void> {
  await sql`
    insert into payers (id, kind, name, person_id, region_code, recorded_at)
    select w.id, 'self', 'Peserta mandiri nomor ' || w.person_id, w.person_id, ${regionCode}, ${now}
    from unnest(${payers.map(({ payerId }) => payerId)}::uuid[], ${payers.map(({ personId }) => String(personId))}::bigint[])
      as w (id, person_id)`.execute(tx)
}

/** A roster for each payer who is the person himself. */
export async function insertSelfRosters(
  tx: Tx,
  rosters: readonly SelfRoster[],
  regionCode: RegionCode,
): Promise<void> {
  await sql`
    insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
    select w.id, w.payer_id, 'self', 'Iuran sendiri', ${regionCode}, 'purse', '{"payer":"self"}'
    from unnest(${rosters.map(({ rosterId }) => rosterId)}::uuid[], ${rosters.map(({ payerId }) => payerId)}::uuid[])
      as w (id, payer_id)`.execute(tx)
}

/**
 * Protects people in rosters of their own, in the same programmes and on the same income as they had in the roster they leave. Who went in:
 * whoever somebody else pays for in one of these months stays out.
 */
export async function insertSelfProtections(
  tx: Tx,
  fromRoster: string,
  span: MonthSpan,
  rosters: readonly SelfRoster[],
  ground: string,
): Promise<readonly bigint[]> {
  const { rows } = await sql<{ person_id: bigint }>`
    insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, occupation_group, ground)
    select w.roster_id, w.payer_id, w.person_id, ${rangeText(span)}::daterange, before.programmes, 'BPU', before.income,
      before.occupation_group, ${ground}
    from unnest(${rosters.map(({ rosterId }) => rosterId)}::uuid[], ${rosters.map(({ payerId }) => payerId)}::uuid[],
      ${rosters.map(({ personId }) => String(personId))}::bigint[]) as w (roster_id, payer_id, person_id)
    cross join lateral (
      select p.programmes, p.income, p.occupation_group from protections p
      where p.roster_id = ${fromRoster} and p.person_id = w.person_id order by p.id desc limit 1) before
    order by w.person_id
    on conflict do nothing returning person_id`.execute(tx)
  return rows.map(({ person_id }) => person_id)
}
