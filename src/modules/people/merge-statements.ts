import type pg from 'pg'
import type { RowFate } from '../imports/imports.ts'
import type { FoundPerson } from './known-people.ts'
import { fateOf, type MergeContext, type ToldRow } from './told-row.ts'
import { outcome } from './row/outcome.ts'
import { openPerson, sealPerson } from './seal-person.ts'
import { jsonText } from '../../platform/json-text.ts'
import { insertChanges, type PersonBefore } from './store.ts'
import { changeNumbers } from './person-numbers.ts'
import type { KeyRing } from '../../platform/key-ring.ts'

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
  const before = await lockStatements(client, organisationId, apart)
  const isNews = ({ row, known }: ApartRow) => !before.get(known.id)?.mark.equals(row.mark)
  const news = apart.filter(isNews)
  const origin = { organisationId, importId, cause: 'statement', at: now } as const
  await insertChanges(client, await replaced(client, ring, organisationId, news, before), origin)
  if (news.length > 0) {
    const tellings = news.map(({ row }) => row.tell())
    await client.query(UPSERT, [
      news.map(({ known }) => known.id),
      organisationId,
      importId,
      tellings.map(({ told }) => told.open.name),
      tellings.map(({ nameKeys }) => jsonText(nameKeys)),
      tellings.map(({ told }) => told.open.residenceRegion),
      tellings.map(({ told }) => jsonText(told.open)),
      tellings.map(({ told }, place) => {
        const key = statementKey(news[place]?.known.id ?? 0, organisationId)
        return sealPerson(ring, 'person_statements', key, told.sealed).sealed
      }),
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

type StoredStatement = {
  readonly row: Record<string, unknown>
  readonly sealed: Buffer
  readonly mark: Buffer
}

async function lockStatements(
  client: pg.ClientBase,
  organisationId: string,
  apart: readonly ApartRow[],
): Promise<Map<number, StoredStatement>> {
  const { rows } = await client.query<{
    person_id: bigint
    row: Record<string, unknown>
    sealed: Buffer
    stated_mark: Buffer
  }>(
    `select s.person_id, to_jsonb(s) - 'sealed' - 'stated_mark' - 'statement_key' as row, s.sealed, s.stated_mark
     from person_statements s where s.organisation_id = $1 and s.person_id = any ($2::bigint[]) order by s.person_id for update`,
    [organisationId, apart.map(({ known }) => known.id)],
  )
  return new Map(rows.map((each) => [Number(each.person_id), { ...each, mark: each.stated_mark }]))
}

/** What statements that are written over said, sealed anew for their place in history. */
async function replaced(
  client: pg.ClientBase,
  ring: KeyRing,
  organisationId: string,
  news: readonly ApartRow[],
  before: ReadonlyMap<number, StoredStatement>,
): Promise<PersonBefore[]> {
  const old = news.flatMap(({ known }) => {
    const statement = before.get(known.id)
    return statement ? [{ personId: known.id, ...statement }] : []
  })
  const changeIds = await changeNumbers(client, old.length)
  return old.map(({ personId, row, sealed, mark }, place) => {
    const changeId = changeIds[place] ?? 0
    const told = openPerson(ring, 'person_statements', statementKey(personId, organisationId), sealed)
    return {
      changeId,
      personId,
      changes: {},
      row,
      mark,
      sealed: sealPerson(ring, 'person_changes', changeId, told).sealed,
    }
  })
}

/** What the encrypted part of a statement is bound to; the same as the column `statement_key`. */
function statementKey(personId: number, organisationId: string): string {
  return `${String(personId)}.${organisationId}`
}

const UPSERT = `
  insert into person_statements
    (person_id, organisation_id, import_id, name, name_keys, residence_region, stated, sealed, stated_mark, recorded_at)
  select t.person_id, $2, $3, t.name, array(select jsonb_array_elements_text(t.name_keys)), t.residence, t.stated, t.sealed, t.mark, $10
  from unnest($1::bigint[], $4::text[], $5::jsonb[], $6::bigint[], $7::jsonb[], $8::bytea[], $9::bytea[])
    as t (person_id, name, name_keys, residence, stated, sealed, mark)
  on conflict (person_id, organisation_id) do update set import_id = excluded.import_id, name = excluded.name,
    name_keys = excluded.name_keys, residence_region = excluded.residence_region, stated = excluded.stated,
    sealed = excluded.sealed, stated_mark = excluded.stated_mark, recorded_at = excluded.recorded_at`
