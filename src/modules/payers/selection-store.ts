import { sql, type RawBuilder } from 'kysely'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { rangeText, type MonthSpan, type ProgrammeRange } from './payers.ts'

export type SelectedMembers = {
  readonly rosterId: string
  readonly payerId: string
  readonly span: MonthSpan
  readonly ground: string
  readonly programmes: ProgrammeRange
  readonly income: Rupiah
}

/** How many people a query selected, and how many of them went in. */
export type TakenIn = { readonly selected: number; readonly taken: number }

/**
 * Takes people whom a query selects (person_id, occupation_group) into a roster, without their numbers leaving the database. Whoever is
 * covered by now stays out. In the order of their numbers, so that two that select the same people never wait in a circle.
 */
export async function insertSelectedProtections(
  tx: Tx,
  { rosterId, payerId, span, ground, programmes, income }: SelectedMembers,
  selection: RawBuilder<unknown>,
): Promise<TakenIn> {
  const { rows } = await sql<{ selected: bigint; taken: bigint }>`
    with chosen as materialized (${selection}), written as (
      insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, occupation_group, ground)
      select ${rosterId}, ${payerId}, c.person_id, ${rangeText(span)}::daterange, int4range(${programmes.first}, ${programmes.end}), 'BPU',
        ${income}, c.occupation_group, ${ground}
      from chosen c order by c.person_id
      on conflict do nothing returning 1
    )
    select (select count(*) from chosen) as selected, (select count(*) from written) as taken`.execute(tx)
  return { selected: Number(rows[0]?.selected ?? 0n), taken: Number(rows[0]?.taken ?? 0n) }
}
