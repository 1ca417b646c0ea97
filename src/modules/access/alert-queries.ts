import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Queryable } from '../../platform/db.ts'
import type { DayOfActor } from './alerts.ts'

/**
 * The entries of a civil day in Asia/Jakarta, found from the newest backwards: the numbers of entries follow the time, and reading stops
 * at the first of an earlier day, however many there are before it.
 */
const entriesOf = (day: PlainDate) => sql`(
  select * from audit_entries where id > coalesce((select max(id) from (
    select id from audit_entries where occurred_at < ${day}::date::timestamp at time zone 'Asia/Jakarta'
    order by id desc limit 1) before), 0))`

/** What each user and key did on a day that an alert could be about; those who did nothing of the kind are left out. */
export async function listDays(db: Queryable, day: PlainDate): Promise<DayOfActor[]> {
  const { rows } = await sql<DayOfActor>`
    with acts as (
      select actor_kind as kind, actor_id as actor,
        sum(coalesce(affected_count, 1)) filter (where action like '%.export' or action like '%.print') as exported,
        sum(coalesce(affected_count, 1)) filter (where action like '%.unmask') as unmasked,
        count(*) filter (where action = 'access.refused') as refused,
        count(*) filter (where action = 'access.refused' and details ->> 'reason' = 'api-key-quota') as quota_refused
      from ${entriesOf(day)} entry
      where actor_kind in ('user', 'api-key')
        and (action like '%.export' or action like '%.print' or action like '%.unmask' or action = 'access.refused')
      group by 1, 2
    ), asked as (
      select 'api-key' as kind, k.id::text as actor, count(*) as persons
      from api_key_persons p join api_keys k on k.id = p.api_key_id where p.on_day = ${day}::date group by k.id
    ), days as (select * from acts full join asked using (kind, actor))
    select d.kind, d.actor as id, o.region_code::float8 as "regionCode", coalesce(d.exported, 0)::float8 as "exportedRows",
      coalesce(d.unmasked, 0)::float8 as "unmaskedPersons", coalesce(d.refused, 0)::float8 as refusals,
      coalesce(d.quota_refused, 0)::float8 as "quotaRefusals", coalesce(d.persons, 0)::float8 as persons,
      k.persons_per_day as "personsPerDay"
    from days d
    left join users u on d.kind = 'user' and u.id::text = d.actor
    left join api_keys k on d.kind = 'api-key' and k.id::text = d.actor
    left join organisations o on o.id = coalesce(u.organisation_id, k.organisation_id)
    order by d.kind, d.actor`.execute(db)
  return rows
}

/** The alerts of a day that are recorded: `alert.exports user 3f0b…`, each once. */
export async function listAlertsOf(db: Queryable, day: PlainDate): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ text: string }>`
    select distinct concat_ws(' ', action, subject_kind, subject_id) as text
    from ${entriesOf(day)} entry where starts_with(action, 'alert.')`.execute(db)
  return new Set(rows.map(({ text }) => text))
}
