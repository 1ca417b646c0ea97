import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { dottedCode, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { REGION_ALIASES } from './aliases.ts'
import type { Outline } from './boundaries.ts'
import { drawingOf } from './outline-drawing.ts'
import type { DataSet, ListDifference } from './region-list.ts'
import { POPULATION_2024 } from './population-2024.ts'
import type { Region } from './regions.ts'
import { foldName, searchNameOf } from './search-name.ts'

/** What is the same for all rows of one load. */
export type RowOrigin = { readonly validFrom: string; readonly decree: string; readonly source: string }

const CHUNK_ROWS = 2_000

/** Copies regions into the dated table, in one COPY. The caller owns the transaction. */
export async function copyRegions(
  client: pg.ClientBase,
  regions: readonly Region[],
  { validFrom, decree, source }: RowOrigin,
): Promise<void> {
  await copyRows(
    client,
    'copy regions (code, name, search_name, valid_from, decree, source) from stdin',
    regions,
    ({ code, name, kind }) => [String(code), name, searchNameOf(name, kind), validFrom, decree, source],
  )
}

/** Copies regions into a table that lives until the transaction ends, to compare with what is in force. */
export async function copyPublishedRegions(client: pg.ClientBase, regions: readonly Region[]): Promise<void> {
  await client.query('create temporary table published_regions (code bigint, name text) on commit drop')
  await copyRows(client, 'copy published_regions (code, name) from stdin', regions, ({ code, name }) => [
    String(code),
    name,
  ])
}

async function copyRows<Row>(
  client: pg.ClientBase,
  statement: string,
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly string[],
): Promise<void> {
  function* chunks() {
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      yield rows
        .slice(start, start + CHUNK_ROWS)
        .map((row) => cellsOf(row).map(copyText).join('\t') + '\n')
        .join('')
    }
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(statement)))
}

/** A value in COPY's text format. */
function copyText(value: string): string {
  return value.replace(/[\\\t\n\r]/g, (mark) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r' })[mark] ?? '\\\\')
}

/** One writer of the region tables at a time; readers go on. Released at the end of the transaction. */
export async function lockRegionTables(client: pg.ClientBase): Promise<void> {
  await client.query('lock table regions in share row exclusive mode')
}

export async function tableIsEmpty(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query('select from regions limit 1')
  return rowCount === 0
}

/** What the published list has otherwise than the rows without an end, by code. */
export async function listDifferences(client: pg.ClientBase): Promise<ListDifference[]> {
  const { rows } = await client.query<{ code: bigint; kind: ListDifference['kind']; name: string }>(`
    select coalesce(p.code, r.code) as code,
           case when r.code is null then 'begun' when p.code is null then 'ended' else 'renamed' end as kind,
           coalesce(p.name, r.name) as name
    from published_regions p
    full join (select code, name from regions where valid_to is null) r using (code)
    where p.name is distinct from r.name
    order by 1`)
  return rows.map(({ code, kind, name }) => ({ code: dottedCode(Number(code) as RegionCode), kind, name }))
}

export async function insertDataSet(
  client: pg.ClientBase,
  set: DataSet,
  regionCount: number,
  sha256: string,
  loadedAt: Date,
): Promise<void> {
  await client.query(
    `insert into region_data_sets
       (id, source, license, attribution, decree, in_force_on, content_sha256, region_count, loaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      set.id,
      set.source,
      set.license,
      set.attribution,
      set.decree,
      set.inForceOn,
      sha256,
      regionCount,
      loadedAt,
    ],
  )
}

/** Makes the aliases of our list the aliases of the table; those of a change stay. Unchanged rows are not touched. */
export async function replaceAliases(client: pg.ClientBase): Promise<void> {
  const aliases = REGION_ALIASES.flatMap(({ source, aliases: group }) =>
    group.flatMap(([code, names]) =>
      names.split(', ').map((alias) => ({ code: regionCode(code), alias, search: foldName(alias), source })),
    ),
  )
  const columns = [
    aliases.map(({ code }) => code),
    aliases.map(({ alias }) => alias),
    aliases.map(({ search }) => search),
    aliases.map(({ source }) => source),
  ]
  const ours =
    'unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as ours (code, alias, search_alias, source)'
  await client.query(
    `insert into region_aliases (code, alias, search_alias, source) select * from ${ours}
     on conflict (search_alias, code) do update set alias = excluded.alias, source = excluded.source
       where (region_aliases.alias, region_aliases.source) is distinct from (excluded.alias, excluded.source)`,
    columns,
  )
}

/** Writes the populations of our list; a figure already there stays unless our list has corrected it. */
export async function replacePopulations(client: pg.ClientBase): Promise<void> {
  await client.query(
    `insert into region_populations (code, as_of, map_on, population, decree, source)
     select * from unnest($1::bigint[], $2::date[], $3::date[], $4::bigint[], $5::text[], $6::text[])
     on conflict (code, as_of) do update
       set map_on = excluded.map_on, population = excluded.population, decree = excluded.decree, source = excluded.source
       where (region_populations.map_on, region_populations.population, region_populations.decree, region_populations.source)
         is distinct from (excluded.map_on, excluded.population, excluded.decree, excluded.source)`,
    [
      POPULATION_2024.map(({ code }) => code),
      POPULATION_2024.map(({ asOf }) => asOf),
      POPULATION_2024.map(({ mapOn }) => mapOn),
      POPULATION_2024.map(({ population }) => population),
      POPULATION_2024.map(({ decree }) => decree),
      POPULATION_2024.map(({ source }) => source),
    ],
  )
}

/** What is the same for all outlines of one file. */
export type OutlineOrigin = {
  readonly source: string
  readonly license: string | null
  readonly mapOn: PlainDate
  readonly sha256: string
  readonly loadedAt: Date
}

/**
 * Puts outlines in place of those of the same regions and says how many were added, replaced and already the same. A row that is
 * already the same is not touched. With `dry` it only counts.
 */
export async function replaceOutlines(
  client: pg.ClientBase,
  outlines: readonly Outline[],
  { source, license, mapOn, sha256, loadedAt }: OutlineOrigin,
  dry: boolean,
): Promise<{ added: number; replaced: number; unchanged: number }> {
  const codes = outlines.map(({ code }) => code)
  const geometries = outlines.map(({ geometry }) => JSON.stringify(geometry))
  const drawings = outlines.map(({ code, geometry }) => JSON.stringify(drawingOf(code, geometry)))
  const given = `(select g.code, g.geometry::jsonb as geometry, g.drawing::jsonb as drawing, $3::date as map_on, $4::text as source,
    $5::text as license from unnest($1::bigint[], $2::text[], $6::text[]) as g (code, geometry, drawing))`
  // The day of the map is not compared: the same file tomorrow is still the same outline.
  const isSame =
    '(b.geometry, b.drawing, b.source, b.license) is not distinct from (g.geometry, g.drawing, g.source, g.license)'
  const { rows } = await client.query<{ added: number; replaced: number; unchanged: number }>(
    `select count(*) filter (where b.code is null)::int as added,
            count(*) filter (where b.code is not null and not (${isSame}))::int as replaced,
            count(*) filter (where b.code is not null and ${isSame})::int as unchanged
     from ${given} g left join region_boundaries b using (code)`,
    [codes, geometries, mapOn, source, license, drawings],
  )
  if (!dry) {
    await client.query(
      `insert into region_boundaries as b (code, geometry, drawing, map_on, source, license, file_sha256, loaded_at)
       select g.code, g.geometry, g.drawing, g.map_on, g.source, g.license, $7, $8 from ${given} g
       on conflict (code) do update
         set geometry = excluded.geometry, drawing = excluded.drawing, map_on = excluded.map_on, source = excluded.source,
             license = excluded.license, file_sha256 = excluded.file_sha256, loaded_at = excluded.loaded_at
         where (b.geometry, b.drawing, b.source, b.license)
           is distinct from (excluded.geometry, excluded.drawing, excluded.source, excluded.license)`,
      [codes, geometries, mapOn, source, license, drawings, sha256, loadedAt],
    )
  }
  return rows[0] ?? { added: 0, replaced: 0, unchanged: 0 }
}
