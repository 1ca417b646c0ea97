import { refuse } from '../../kernel/refusal.ts'
import type pg from 'pg'
import { inScopeOf, matchingScope, recordAct, requireReason, type By } from '../access/act.ts'
import { takeBackList } from '../imports/keep-list.ts'
import { findImport } from '../imports/queries.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { PeopleDeps } from './people-deps.ts'
import { DEMO_PURPOSE } from './people.ts'
import { dropPairsOfList } from './duplicate-store.ts'
import { PURPOSES } from './row/entry-age.ts'
import { openPerson, sealPerson } from './seal-person.ts'
import { updateRows } from './store.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No such list within reach. */
    'import-unknown': Readonly<Record<string, never>>
    /** Others have changed or told of these people since; taking the list back would take their work too. */
    'import-built-upon': { readonly personCount: number }
    /** It was taken back before, or is still running. */
    'import-not-undoable': { readonly state: string }
  }
}

export type Undone = { readonly removed: number; readonly restored: number }

/**
 * Takes a list back: people it brought leave the registry, people it changed are again as they were. Refused as soon as somebody built
 * on it. The rows and the stored file stay on record as those of a list that was taken back.
 */
export async function undoImport(
  { db, pool, clock, ring }: Pick<PeopleDeps, 'db' | 'pool' | 'clock' | 'ring'>,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Undone> {
  const why = requireReason(reason)
  const list = await inScopeOf(db, by, (tx) => findImport(tx, id))
  const ours = [...PURPOSES, DEMO_PURPOSE]
  if (!list || !ours.some((purpose) => purpose === list.purpose)) throw refuse('import-unknown', {})
  const ending = { id, now: clock.now(), end: { state: 'undone', because: why } } as const
  const undone = await takeBackList(pool, matchingScope(by), ending, async (client) => {
    await refuseBuiltUpon(client, id)
    return takeListBack(client, ring, id)
  })
  await inScopeOf(db, by, (tx) =>
    recordAct(tx, by, {
      action: 'people.import-undo',
      subject: { kind: 'import', id },
      region: list.region,
      reason: why,
      count: undone.removed + undone.restored,
    }),
  )
  return undone
}

async function refuseBuiltUpon(client: pg.ClientBase, id: string): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from (
       select c.person_id from person_changes c join people p on p.id = c.person_id
         where p.import_id = $1 and c.import_id is distinct from $1
       union select s.person_id from person_statements s join people p on p.id = s.person_id
         where p.import_id = $1 and s.import_id is distinct from $1
       union select later.person_id from person_changes mine join person_changes later
         on later.person_id = mine.person_id and later.id > mine.id and later.import_id is distinct from $1
         where mine.import_id = $1
       -- Whoever is protected or proposed stays: that rests on his row.
       union select m.person_id from protections m join people p on p.id = m.person_id where p.import_id = $1
       union select o.person_id from proposed_people o join people p on p.id = o.person_id where p.import_id = $1) built`,
    [id],
  )
  const personCount = rows[0]?.count ?? 0
  if (personCount > 0) throw refuse('import-built-upon', { personCount })
}

/** Everything a list brought and changed, gone again; in the caller's transaction, inside the gate `matching`. */
export async function takeListBack(client: pg.ClientBase, ring: KeyRing, id: string): Promise<Undone> {
  const restored = await restoreChanged(client, ring, id)
  return { restored, removed: await removeBrought(client, id) }
}

const BATCH = 2_000

/** People and statements the list changed, back to what stood before its first change of them. Batch by batch in one transaction. */
async function restoreChanged(client: pg.ClientBase, ring: KeyRing, id: string): Promise<number> {
  let restored = 0
  for (let after = 0; ;) {
    const batch = await firstChanges(client, id, after)
    const last = batch.at(-1)
    if (!last) return restored
    const people = batch.filter(({ cause }) => cause === 'import')
    await updateRows(
      client,
      people.map((each) => stateBefore(ring, each)),
    )
    const statements = batch.filter(({ cause }) => cause === 'statement')
    await restoreStatements(client, ring, statements)
    restored += batch.length
    after = Number(last.id)
  }
}

type FirstChange = {
  readonly id: bigint
  readonly person_id: bigint
  readonly organisation_id: string | null
  readonly cause: 'import' | 'statement'
  readonly row_before: Record<string, unknown>
  readonly sealed_before: Buffer
  readonly stated_mark_before: Buffer
}

/** What each person and statement was before this list touched it. A list touches each once: the same row again changes nothing. */
async function firstChanges(client: pg.ClientBase, id: string, after: number): Promise<FirstChange[]> {
  const { rows } = await client.query<FirstChange>(
    `select id, person_id, organisation_id, cause, row_before, sealed_before, stated_mark_before from person_changes c
     where import_id = $1 and cause in ('import', 'statement') and id > $2
       and not exists (select from person_changes f where f.import_id = $1 and f.cause = c.cause
         and f.person_id = c.person_id and f.id < c.id)
     order by id limit $3`,
    [id, after, BATCH],
  )
  return rows
}

function stateBefore(ring: KeyRing, change: FirstChange) {
  const told = openPerson(ring, 'person_changes', Number(change.id), change.sealed_before)
  return {
    row: change.row_before,
    sealed: sealPerson(ring, 'people', Number(change.person_id), told),
    mark: change.stated_mark_before,
  }
}

async function restoreStatements(
  client: pg.ClientBase,
  ring: KeyRing,
  changes: readonly FirstChange[],
): Promise<void> {
  if (changes.length === 0) return
  await client.query(
    `update person_statements s set name = r.name, name_keys = r.name_keys, residence_region = r.residence_region,
       stated = r.stated, import_id = r.import_id, recorded_at = r.recorded_at, sealed = c.sealed, stated_mark = c.mark
     from unnest($1::jsonb[], $2::bytea[], $3::bytea[]) as c (row, sealed, mark)
     cross join lateral jsonb_populate_record(null::person_statements, c.row) r
     where s.person_id = r.person_id and s.organisation_id = r.organisation_id`,
    [
      changes.map(({ row_before }) => JSON.stringify(row_before)),
      changes.map((change) => {
        const told = openPerson(ring, 'person_changes', Number(change.id), change.sealed_before)
        const key = `${String(change.person_id)}.${change.organisation_id ?? ''}`
        return sealPerson(ring, 'person_statements', key, told).sealed
      }),
      changes.map(({ stated_mark_before }) => stated_mark_before),
    ],
  )
}

/** People and statements that the list brought. */
async function removeBrought(client: pg.ClientBase, id: string): Promise<number> {
  await dropPairsOfList(client, id)
  await client.query('delete from person_statements where import_id = $1', [id])
  await client.query('delete from identities where import_id = $1', [id])
  const { rowCount } = await client.query('delete from people where import_id = $1', [id])
  return rowCount ?? 0
}
