import type pg from 'pg'
import type { RowFate } from '../imports/imports.ts'
import type { FoundPerson } from './known-people.ts'
import { fateOf, type MergeContext, type ToldRow } from './told-row.ts'
import { outcome } from './row/outcome.ts'
import { sealPerson } from './seal-person.ts'
import { jsonText } from './store.ts'

/** A row about somebody whose record another organisation keeps out of the teller's sight. */
export type ApartRow = { readonly row: ToldRow; readonly known: Pick<FoundPerson, 'id'> }

/**
 * Keeps what the teller says of people whom others keep, beside their rows and not in them. He gets the same answer as for somebody
 * nobody knew: accepted the first time, already there the second.
 */
export async function mergeStatements(
  client: pg.ClientBase,
  { ring, teller, importId, now }: MergeContext,
  apart: readonly ApartRow[],
): Promise<RowFate[]> {
  const { organisationId } = teller
  if (apart.length === 0 || organisationId === null) return []
  const before = await statementMarks(client, organisationId, apart)
  const isNews = ({ row, known }: ApartRow) => !before.get(known.id)?.equals(row.mark)
  const news = apart.filter(isNews)
  if (news.length > 0) {
    const keys = news.map(({ known }) => `${String(known.id)}.${organisationId}`)
    await client.query(KEEP_HISTORY, [news.map(({ known }) => known.id), organisationId, importId, now])
    await client.query(UPSERT, [
      news.map(({ known }) => known.id),
      organisationId,
      importId,
      news.map(({ row }) => row.told.open.name),
      news.map(({ row }) => jsonText(row.nameKeys)),
      news.map(({ row }) => row.told.open.residenceRegion),
      news.map(({ row }) => jsonText(row.told.open)),
      news.map(({ row }, place) => sealPerson(ring, 'person_statements', keys[place] ?? '', row.told.sealed).sealed),
      news.map(({ row }) => row.mark),
      now,
    ])
  }
  return apart.map((each) =>
    isNews(each)
      ? fateOf(each.row, each.known.id)
      : fateOf(each.row, each.known.id, outcome('SUDAH_TERCATAT', null, {})),
  )
}

async function statementMarks(
  client: pg.ClientBase,
  organisationId: string,
  apart: readonly ApartRow[],
): Promise<Map<number, Buffer>> {
  const { rows } = await client.query<{ person_id: bigint; stated_mark: Buffer }>(
    `select person_id, stated_mark from person_statements
     where organisation_id = $1 and person_id = any ($2::bigint[]) order by person_id for update`,
    [organisationId, apart.map(({ known }) => known.id)],
  )
  return new Map(rows.map((row) => [Number(row.person_id), row.stated_mark]))
}

/** Before a statement is replaced: what it said, for history and for taking the list back. */
const KEEP_HISTORY = `
  insert into person_changes (person_id, organisation_id, import_id, cause, changes, sealed_before, stated_mark_before, changed_at)
  select s.person_id, $2, $3, 'statement', jsonb_build_object('statement', s.stated), s.sealed, s.stated_mark, $4
  from person_statements s where s.organisation_id = $2 and s.person_id = any ($1::bigint[])`

const UPSERT = `
  insert into person_statements
    (person_id, organisation_id, import_id, name, name_keys, residence_region, stated, sealed, stated_mark, recorded_at)
  select t.person_id, $2, $3, t.name, array(select jsonb_array_elements_text(t.name_keys)), t.residence, t.stated, t.sealed, t.mark, $10
  from unnest($1::bigint[], $4::text[], $5::jsonb[], $6::bigint[], $7::jsonb[], $8::bytea[], $9::bytea[])
    as t (person_id, name, name_keys, residence, stated, sealed, mark)
  on conflict (person_id, organisation_id) do update set import_id = excluded.import_id, name = excluded.name,
    name_keys = excluded.name_keys, residence_region = excluded.residence_region, stated = excluded.stated,
    sealed = excluded.sealed, stated_mark = excluded.stated_mark, recorded_at = excluded.recorded_at`
