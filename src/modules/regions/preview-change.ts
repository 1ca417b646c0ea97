import { createHash } from 'node:crypto'
import type pg from 'pg'
import { addDays } from '../../kernel/plain-date.ts'
import { ancestorAt, INDONESIA, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Database } from '../../platform/db.ts'
import { findAppliedChange, findLaterChange, listOldOutlines, listOpenRegions } from './change-store.ts'
import { populationsOn } from './populations.ts'
import { readRegionChange } from './read-change.ts'
import { planChange, type ChangePlan, type NamedCode, type RegionChange } from './region-change.ts'
import { restateKnown } from './regions.ts'

/** What a change would do, shown before it is done: rows, and every figure that gets another value. */
export type ChangePreview = {
  readonly change: RegionChange
  readonly plan: ChangePlan
  readonly populations: readonly {
    readonly code: RegionCode
    readonly before: bigint | null
    readonly after: bigint | null
  }[]
  /** Regions whose outline on file is of the old map. */
  readonly outlines: readonly RegionCode[]
}

/** A change as read, with the hash that recognises its file whatever its spacing. */
export type ReadChange = { readonly change: RegionChange; readonly sha256: string; readonly file: unknown }

export function readChangeFile(file: unknown): ReadChange {
  const sha256 = createHash('sha256').update(canonicalJson(file)).digest('hex')
  return { change: readRegionChange(file), sha256, file }
}

/** Draws a change on the map as it stands and says what it would do. Writes nothing. Refuses what `apply` would refuse. */
export async function previewChange(database: Database, file: unknown): Promise<ChangePreview> {
  const read = readChangeFile(file)
  const plan = await decidePlan(database.pool, read)
  const { effectiveOn } = read.change
  const before = await populationsOn(database.db, INDONESIA, addDays(effectiveOn, -1))
  const figures = new Map([...before].map(([code, { population }]) => [code, population]))
  const after = restateKnown(
    figures,
    [{ effectiveOn, pairs: plan.pairs }],
    addDays(effectiveOn, -1),
    effectiveOn,
  )
  const codes = touchedCodes(plan)
  return {
    change: read.change,
    plan,
    populations: codes
      .filter((code) => figures.has(code) || after.has(code))
      .map((code) => ({ code, before: figures.get(code) ?? null, after: after.get(code)?.figure ?? null })),
    outlines: await listOldOutlines(database.pool, codes, effectiveOn),
  }
}

/** The plan of a change on the map as it stands, or the refusal that says why not. */
export async function decidePlan(
  connection: pg.Pool | pg.ClientBase,
  { change, sha256 }: ReadChange,
): Promise<ChangePlan> {
  const { title, effectiveOn } = change
  if ((await findAppliedChange(connection, sha256)) !== null) {
    throw refuse('region-change-already-applied', { title, effectiveOn })
  }
  const decision = planChange(change, await readOldMap(connection, change))
  if (!decision.accepted) {
    const { problems } = decision
    throw refuse('region-change-broken', { count: problems.length, problems: problems.slice(0, 20) })
  }
  const later = await findLaterChange(connection, touchedCodes(decision.plan), effectiveOn, null)
  if (later) throw refuse('region-change-out-of-order', later)
  return decision.plan
}

/** Every code a change begins, ends or redraws, in order. */
export function touchedCodes({ begin, end, pairs }: ChangePlan): RegionCode[] {
  const codes = [
    ...[...begin, ...end].map(({ code }: NamedCode) => code),
    ...pairs.flatMap((pair) => [pair.old, pair.new]),
  ]
  return [...new Set(codes)].sort((a, b) => a - b)
}

async function readOldMap(
  connection: pg.Pool | pg.ClientBase,
  change: RegionChange,
): Promise<ReadonlyMap<RegionCode, string>> {
  const named = [
    ...change.create.map(({ code }) => code),
    ...change.moves.flatMap(({ from, to }) => [from, to]),
    ...change.splits.flatMap(({ from, into }) => [from, ...into.map(({ code }) => code)]),
    ...change.merges.flatMap(({ from, into }) => [...from, into.code]),
    ...change.renames.map(({ code }) => code),
  ]
  const provinces = [...new Set(named.map((code) => ancestorAt(code, 'provinsi')))]
  return listOpenRegions(connection, provinces.map(subtreeOf), change.effectiveOn)
}

/** The same text for the same JSON, whatever its spacing and the order of its fields. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
