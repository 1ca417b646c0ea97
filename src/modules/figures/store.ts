import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Denominator, RegionTarget } from './read-figures.ts'

/** What became of the rows of a file. `replaced` rows stay, marked, so that a past day can be shown as it was known. */
export type Loaded = { readonly added: number; readonly replaced: number; readonly unchanged: number }

/** Brings denominators in: the same again changes nothing, another figure for the same count replaces it. One file after the other. */
export async function mergeDenominators(
  tx: Tx,
  figures: readonly Denominator[],
  because: string,
): Promise<Loaded> {
  await oneFileAtATime(tx)
  const told = JSON.stringify(figures)
  const rows = sql`jsonb_to_recordset(${told}::jsonb) as t (region bigint, indicator text, segment text, persons bigint,
    "countedOn" date, vintage text, source text, confidence text)`
  const same = sql`d.replaced_at is null and (d.region_code, d.indicator, d.segment, d.counted_on, d.vintage)
    = (t.region, t.indicator, t.segment, t."countedOn", t.vintage)`
  const replaced = await sql`
    update coverage_denominators d set replaced_at = clock_timestamp(), replaced_because = ${because}
    from ${rows} where ${same} and (d.persons, d.source, d.confidence) is distinct from (t.persons, t.source, t.confidence)`.execute(
    tx,
  )
  const added = await sql`
    insert into coverage_denominators (region_code, indicator, segment, persons, counted_on, vintage, source, confidence)
    select t.region, t.indicator, t.segment, t.persons, t."countedOn", t.vintage, t.source, t.confidence from ${rows}
    where not exists (select from coverage_denominators d where ${same})`.execute(tx)
  return loadedOf(figures.length, added.numAffectedRows, replaced.numAffectedRows)
}

/** Brings targets in, in the same way. */
export async function mergeTargets(
  tx: Tx,
  targets: readonly RegionTarget[],
  because: string,
): Promise<Loaded> {
  await oneFileAtATime(tx)
  const told = JSON.stringify(targets)
  const rows = sql`jsonb_to_recordset(${told}::jsonb) as t (region bigint, indicator text, segment text, year smallint,
    "basisPoints" integer, source text, confidence text)`
  const same = sql`d.replaced_at is null and (d.region_code, d.indicator, d.segment, d.year)
    = (t.region, t.indicator, t.segment, t.year)`
  const replaced = await sql`
    update coverage_targets d set replaced_at = clock_timestamp(), replaced_because = ${because}
    from ${rows} where ${same} and (d.basis_points, d.source, d.confidence) is distinct from (t."basisPoints", t.source, t.confidence)`.execute(
    tx,
  )
  const added = await sql`
    insert into coverage_targets (region_code, indicator, segment, year, basis_points, source, confidence)
    select t.region, t.indicator, t.segment, t.year, t."basisPoints", t.source, t.confidence from ${rows}
    where not exists (select from coverage_targets d where ${same})`.execute(tx)
  return loadedOf(targets.length, added.numAffectedRows, replaced.numAffectedRows)
}

/** Two files at once would both find a count missing. */
async function oneFileAtATime(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7298670)`.execute(tx)
}

function loadedOf(count: number, added = 0n, replaced = 0n): Loaded {
  const [written, ended] = [Number(added), Number(replaced)]
  return { added: written - ended, replaced: ended, unchanged: count - written }
}
