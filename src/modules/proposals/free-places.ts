import { sql, type RawBuilder } from 'kysely'
import { addMonths, firstDayOf } from '../../kernel/month.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { throughMatching } from '../people/matching-gate.ts'
import type { SupportProgramme } from '../programmes/programmes.ts'
import { getProgramme } from '../programmes/queries.ts'
import { fillPlaces } from './store.ts'

type Freed = { readonly region_code: bigint; readonly count: bigint }

/**
 * Frees the places of whoever left a programme before its last month: he died, moved, goes on by himself. The next who waits gets the months
 * that are left with the next decision; until then the place stands there unfilled. Whose months were taken back whole leaves it free from the
 * month on in which they began: before that it was another's. Whoever goes on under another record keeps it. Of one
 * region, or of all that the gate `system` sees. How many.
 */
export async function freePlaces(
  tx: Tx,
  { id, firstMonth, monthCount, isClosed }: SupportProgramme,
  region: RegionCode | null,
): Promise<number> {
  if (isClosed) return 0
  const here = (column: RawBuilder<unknown>) => (region === null ? sql`true` : sql`${column} = ${region}`)
  // Places before the people on them, as every decision locks.
  await sql`
    select from programme_quotas q where q.programme_id = ${id} and ${here(sql`q.region_code`)}
    order by q.region_code for no key update`.execute(tx)
  const [first, end] = [firstDayOf(firstMonth), firstDayOf(addMonths(firstMonth, monthCount))]
  const freed = await throughMatching(tx, async () => {
    const { rows } = await sql<Freed>`
      with gone as (
        select c.proposal_id, c.person_id, l.ended_from
        from proposed_people c join people p on p.id = c.person_id join proposals o on o.id = c.proposal_id
        cross join lateral (
          select coalesce((
            select coalesce(upper(x.months), (select min(lower(h.months_before)) from protection_changes h where h.protection_id = x.id))
            from protections x where x.roster_id = ${id} and x.person_id in (p.id, p.merged_into)
            order by upper(x.months) desc nulls last, x.id desc limit 1
          ), ${first}::date) as ended_from
        ) l
        where c.programme_id = ${id} and c.state = 'approved' and l.ended_from < ${end}::date
          and ${here(sql`o.region_code`)}
          and c.person_id in (select x.person_id from protection_changes h join protections x on x.id = h.protection_id
            where h.roster_id = ${id})
      ), ended as (
        update proposed_people c set state = 'ended', because = 'left-early', ended_from = g.ended_from
        from gone g where c.proposal_id = g.proposal_id and c.person_id = g.person_id and c.state = 'approved'
        returning c.proposal_id
      )
      select o.region_code, count(*) as count from ended e join proposals o on o.id = e.proposal_id
      group by 1 order by 1`.execute(tx)
    return rows
  })
  let count = 0
  for (const each of freed) {
    await fillPlaces(tx, id, Number(each.region_code) as RegionCode, -Number(each.count))
    count += Number(each.count)
  }
  return count
}

/** The same for every programme that somebody has left; a job does it, so that places are shown as they are. */
export async function freeAllPlaces(db: Db): Promise<number> {
  const { rows } = await throughGate(db, 'system', (tx) =>
    sql<{ id: string }>`
      select g.id from programmes g where g.closed_at is null and exists (select from proposed_people c
        join protections x on x.roster_id = g.id and x.person_id = c.person_id
        join protection_changes h on h.protection_id = x.id
        where c.programme_id = g.id and c.state = 'approved') order by g.id`.execute(tx),
  )
  let count = 0
  for (const { id } of rows) {
    count += await throughGate(db, 'system', async (tx) => freePlaces(tx, await getProgramme(tx, id), null))
  }
  return count
}
