import type pg from 'pg'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { kindOf, type RegionCode } from '../../kernel/region-code.ts'
import type { NamedCode, RegionChange } from './region-change.ts'
import type { MapPair } from './regions.ts'
import { searchNameOf } from './search-name.ts'

type Connection = pg.Pool | pg.ClientBase

/** The names of the regions in these subtrees that hold the day before and the day itself, by code. */
export async function listOpenRegions(
  connection: Connection,
  subtrees: readonly { readonly first: RegionCode; readonly last: RegionCode }[],
  effectiveOn: PlainDate,
): Promise<ReadonlyMap<RegionCode, string>> {
  const { rows } = await connection.query<{ code: bigint; name: string }>(
    `select r.code, r.name
     from unnest($1::bigint[], $2::bigint[]) as s (first, last)
     join regions r on r.code between s.first and s.last
     where r.valid_from < $3::date and (r.valid_to is null or r.valid_to > $3::date)
     order by r.code`,
    [subtrees.map(({ first }) => first), subtrees.map(({ last }) => last), effectiveOn],
  )
  return new Map(rows.map(({ code, name }) => [Number(code) as RegionCode, name]))
}

export async function findAppliedChange(connection: Connection, sha256: string): Promise<bigint | null> {
  const { rows } = await connection.query<{ id: bigint }>(
    `select id from region_changes where file_sha256 = $1 and status = 'applied'`,
    [sha256],
  )
  return rows[0]?.id ?? null
}

/** An applied change of the same or a later day, other than `except`, that touches one of these codes. */
export async function findLaterChange(
  connection: Connection,
  codes: readonly RegionCode[],
  effectiveOn: PlainDate,
  except: bigint | null,
): Promise<{ title: string; effectiveOn: string } | null> {
  const { rows } = await connection.query<{ title: string; effectiveOn: string }>(
    `select c.title, c.effective_on as "effectiveOn" from region_changes c
     where c.status = 'applied' and c.effective_on >= $2::date and c.id is distinct from $3::bigint
       and (exists (select from region_mappings m
                    where m.change_id = c.id and (m.old_code = any ($1) or m.new_code = any ($1)))
         or exists (select from regions r where (r.begun_by = c.id or r.ended_by = c.id) and r.code = any ($1)))
     order by c.effective_on limit 1`,
    [codes, effectiveOn, except],
  )
  return rows[0] ?? null
}

export async function insertChange(
  client: pg.ClientBase,
  { change, sha256, file }: { change: RegionChange; sha256: string; file: unknown },
  weightUnit: string,
  appliedAt: Date,
): Promise<bigint> {
  const { rows } = await client.query<{ id: bigint }>(
    `insert into region_changes
       (title, decree, source, effective_on, weight_unit, status, file, file_sha256, applied_at)
     values ($1, $2, $3, $4, $5, 'applied', $6, $7, $8) returning id`,
    [
      change.title,
      change.decree,
      change.source,
      change.effectiveOn,
      weightUnit,
      JSON.stringify(file),
      sha256,
      appliedAt,
    ],
  )
  const [row] = rows
  if (!row) throw new Error('insert returned no row')
  return row.id
}

export async function endRegions(
  client: pg.ClientBase,
  changeId: bigint,
  regions: readonly NamedCode[],
  effectiveOn: PlainDate,
): Promise<void> {
  const { rowCount } = await client.query(
    `update regions set valid_to = $3, ended_by = $1
     where code = any ($2::bigint[]) and valid_from < $3::date and valid_to is null`,
    [changeId, regions.map(({ code }) => code), effectiveOn],
  )
  if (rowCount !== regions.length) throw new Error(`${rowCount ?? 0} of ${regions.length} regions ended`)
}

export async function beginRegions(
  client: pg.ClientBase,
  changeId: bigint,
  regions: readonly NamedCode[],
  { effectiveOn, decree, source }: RegionChange,
): Promise<void> {
  await client.query(
    `insert into regions (code, name, search_name, valid_from, decree, source, begun_by)
     select code, name, search_name, $4, $5, $6, $7
     from unnest($1::bigint[], $2::text[], $3::text[]) as begun (code, name, search_name)
     order by code`,
    [
      regions.map(({ code }) => code),
      regions.map(({ name }) => name),
      regions.map(({ code, name }) => searchNameOf(name, kindOf(code))),
      effectiveOn,
      decree,
      source,
      changeId,
    ],
  )
}

export async function insertPairs(
  client: pg.ClientBase,
  changeId: bigint,
  pairs: readonly MapPair[],
): Promise<void> {
  await client.query(
    `insert into region_mappings (change_id, old_code, new_code, weight)
     select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[])`,
    [
      changeId,
      pairs.map((pair) => pair.old),
      pairs.map((pair) => pair.new),
      pairs.map((pair) => pair.weight),
    ],
  )
}

const aliasSource = (changeId: bigint) => `Perubahan wilayah nomor ${changeId}`

/** A region that only got another code keeps the names people type for it. */
export async function copyAliases(client: pg.ClientBase, changeId: bigint): Promise<void> {
  await client.query(
    `insert into region_aliases (code, alias, search_alias, source)
     select m.new_code, a.alias, a.search_alias, $2
     from region_mappings m
     join region_aliases a on a.code = m.old_code
     where m.change_id = $1
       and not exists (select from region_mappings o
                       where o.change_id = $1 and o.old_code = m.old_code and o.new_code <> m.new_code)
       and exists (select from regions r where r.ended_by = $1 and r.code = m.old_code)
       and exists (select from regions r where r.begun_by = $1 and r.code = m.new_code)
     on conflict do nothing`,
    [changeId, aliasSource(changeId)],
  )
}

export async function deleteAliasesOf(client: pg.ClientBase, changeId: bigint): Promise<void> {
  await client.query('delete from region_aliases where source = $1', [aliasSource(changeId)])
}

/** Every code that a change began, ended or redrew. */
export async function listTouchedCodes(client: pg.ClientBase, changeId: bigint): Promise<RegionCode[]> {
  const { rows } = await client.query<{ code: bigint }>(
    `select old_code as code from region_mappings where change_id = $1
     union select new_code from region_mappings where change_id = $1
     union select code from regions where begun_by = $1 or ended_by = $1
     order by 1`,
    [changeId],
  )
  return rows.map(({ code }) => Number(code) as RegionCode)
}

/** What was loaded for these regions on the new map. */
export async function countBuiltUpon(
  client: pg.ClientBase,
  codes: readonly RegionCode[],
  effectiveOn: PlainDate,
): Promise<{ populations: number; boundaries: number }> {
  const { rows } = await client.query<{ populations: number; boundaries: number }>(
    `select
       (select count(*)::int from region_populations where code = any ($1) and map_on >= $2::date) as populations,
       (select count(*)::int from region_boundaries where code = any ($1) and map_on >= $2::date) as boundaries`,
    [codes, effectiveOn],
  )
  return rows[0] ?? { populations: 0, boundaries: 0 }
}

/** The rows of a change keep an empty span, so that no day has them; the rows it ended hold again. */
export async function undoRegions(client: pg.ClientBase, changeId: bigint): Promise<void> {
  await client.query('update regions set valid_to = valid_from where begun_by = $1', [changeId])
  await client.query('update regions set valid_to = null, ended_by = null where ended_by = $1', [changeId])
}

export async function markReverted(
  client: pg.ClientBase,
  changeId: bigint,
  reason: string,
  revertedAt: Date,
): Promise<void> {
  await client.query(
    `update region_changes set status = 'reverted', reverted_at = $2, revert_reason = $3 where id = $1`,
    [changeId, revertedAt, reason],
  )
}

/** Which of these regions have an outline drawn on a map of before a day. */
export async function listOldOutlines(
  connection: Connection,
  codes: readonly RegionCode[],
  effectiveOn: PlainDate,
): Promise<RegionCode[]> {
  const { rows } = await connection.query<{ code: bigint }>(
    'select code from region_boundaries where code = any ($1) and map_on < $2::date order by code',
    [codes, effectiveOn],
  )
  return rows.map(({ code }) => Number(code) as RegionCode)
}
