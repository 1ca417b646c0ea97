import { sql } from 'kysely'
import { parseMonth } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import type { ListProgrammesQuery } from './contract.ts'
import type { SupportProgramme } from './programmes.ts'
import { listProgrammes } from './queries.ts'

/** Places of a whole programme, and how many people of it stand in which state. */
export type ProgrammeSums = {
  readonly places: number
  readonly filled: number
  readonly approved: number
  readonly proposed: number
  readonly waiting: number
  readonly refused: number
}

const NOTHING: ProgrammeSums = { places: 0, filled: 0, approved: 0, proposed: 0, waiting: 0, refused: 0 }

/** Programmes within sight, the latest first, with their places and people. One more than `limit` tells that there is another page. */
export function showProgrammes(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { region, payer, month }: Omit<ListProgrammesQuery, 'page'>,
  stretch: { readonly limit: number; readonly offset: number },
): Promise<readonly { readonly programme: SupportProgramme; readonly sums: ProgrammeSums }[]> {
  const filter = {
    ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
    ...(payer !== undefined && { payerId: payer }),
    ...(month !== undefined && { month: parseMonth('month', month) }),
  }
  return inScopeOf(db, by, async (tx) => {
    const programmes = await listProgrammes(tx, sightOf(by), filter, stretch)
    const sums = await sumsOf(
      tx,
      programmes.map(({ id }) => id),
    )
    return programmes.map((programme) => ({ programme, sums: sums.get(programme.id) ?? NOTHING }))
  })
}

/** Sums of programmes over whatever this scope sees of them, in one statement. */
export async function sumsOf(
  db: Queryable,
  programmeIds: readonly string[],
): Promise<ReadonlyMap<string, ProgrammeSums>> {
  const { rows } = await sql<{ id: string } & Readonly<Record<keyof ProgrammeSums, bigint>>>`
    select g.id, coalesce(q.places, 0) as places, coalesce(q.filled, 0) as filled, coalesce(c.approved, 0) as approved,
      coalesce(c.proposed, 0) as proposed, coalesce(c.waiting, 0) as waiting, coalesce(c.refused, 0) as refused
    from unnest(${[...programmeIds]}::uuid[]) as g (id)
    left join (select programme_id, sum(places) as places, sum(filled) as filled from programme_quotas
      where programme_id = any (${[...programmeIds]}::uuid[]) group by 1) q on q.programme_id = g.id
    left join (select programme_id, count(*) filter (where state = 'approved') as approved,
        count(*) filter (where state = 'proposed') as proposed, count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'refused') as refused
      from proposed_people where programme_id = any (${[...programmeIds]}::uuid[]) group by 1) c on c.programme_id = g.id`.execute(
    db,
  )
  return new Map(
    rows.map(({ id, ...counts }) => [
      id,
      {
        places: Number(counts.places),
        filled: Number(counts.filled),
        approved: Number(counts.approved),
        proposed: Number(counts.proposed),
        waiting: Number(counts.waiting),
        refused: Number(counts.refused),
      },
    ]),
  )
}
