import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { throughMatching } from './matching-gate.ts'
import { openPerson, sealPerson } from './seal-person.ts'

/** What BPJS Ketenagakerjaan said of somebody's number: his KPJ, or null that the one with this index is not his after all. */
export type ToldKpj =
  | { readonly personId: bigint; readonly kpj: string }
  | { readonly personId: bigint; readonly kpj: null; readonly takenBack: Buffer }

const AT_ONCE = 1_000

/**
 * Writes the KPJ of people, encrypted, each change with what stood there before in the history of the person; who has it already stays as
 * he is. The keeper of a row is not asked: BPJS Ketenagakerjaan gives these numbers. Whoever was merged gets it in the row that stands for
 * him. Takes people in the order of their numbers, so that two results never wait for each other in a circle.
 */
export function recordKpj(
  tx: Tx,
  ring: KeyRing,
  {
    told,
    organisationId,
    now,
  }: {
    readonly told: readonly ToldKpj[]
    readonly organisationId: string | null
    readonly now: Date
  },
): Promise<number> {
  return throughMatching(tx, async () => {
    const byPerson = await standingOf(tx, told)
    const ids = [...byPerson.keys()].toSorted((a, b) => (a < b ? -1 : 1))
    let changed = 0
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const rows = await lockSealed(tx, ids.slice(at, at + AT_ONCE))
      const changes = rows.flatMap((row) => changeOf(ring, row, byPerson.get(row.id)))
      changed += changes.length
      await writeChanges(tx, ring, changes, { organisationId, now })
    }
    return changed
  })
}

async function standingOf(tx: Tx, told: readonly ToldKpj[]): Promise<ReadonlyMap<bigint, ToldKpj>> {
  const { rows } = await sql<{ asked: bigint; id: bigint | null }>`
    select a.id as asked, standing_person(a.id) as id
    from unnest(${told.map(({ personId }) => String(personId))}::bigint[]) as a (id)`.execute(tx)
  const standing = new Map(rows.map(({ asked, id }) => [asked, id]))
  return new Map(
    told.flatMap((each) => {
      const id = standing.get(each.personId) ?? null
      return id === null ? [] : [[id, each] as const]
    }),
  )
}

type SealedRow = { readonly id: bigint; readonly sealed: Buffer; readonly kpj_index: Buffer | null }

async function lockSealed(tx: Tx, ids: readonly bigint[]): Promise<readonly SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select id, sealed, kpj_index from people where id = any (${ids.map(String)}::bigint[]) order by id for update`.execute(
    tx,
  )
  return rows
}

type Change = {
  readonly id: bigint
  readonly before: Buffer
  readonly kpj: string | null
}

/** Nothing when he has this number already, or another one than the one that is taken back. */
function changeOf(ring: KeyRing, { id, sealed, kpj_index }: SealedRow, told: ToldKpj | undefined): Change[] {
  if (!told) return []
  if (told.kpj === null) {
    const isHis = kpj_index !== null && told.takenBack.equals(kpj_index)
    return isHis ? [{ id, before: sealed, kpj: null }] : []
  }
  if (openPerson(ring, 'people', String(id), sealed).kpj === told.kpj) return []
  return [{ id, before: sealed, kpj: told.kpj }]
}

async function writeChanges(
  tx: Tx,
  ring: KeyRing,
  changes: readonly Change[],
  { organisationId, now }: { readonly organisationId: string | null; readonly now: Date },
): Promise<void> {
  if (changes.length === 0) return
  const { rows: numbers } = await sql<{ id: bigint }>`
    select nextval('person_change_numbers') as id from generate_series(1, ${changes.length})`.execute(tx)
  const written = changes.map(({ id, before, kpj }, index) => {
    const changeId = numbers[index]?.id ?? 0n
    const standing = openPerson(ring, 'people', String(id), before)
    const { kpj: _before, ...others } = standing
    const after = sealPerson(ring, 'people', String(id), kpj === null ? others : { ...others, kpj })
    return {
      id,
      changeId,
      after,
      history: sealPerson(ring, 'person_changes', String(changeId), standing).sealed,
    }
  })
  const ids = written.map(({ id }) => String(id))
  await sql`
    insert into person_changes (id, person_id, organisation_id, cause, changes, row_before, sealed_before, stated_mark_before, changed_at)
    select w.change_id, p.id, ${organisationId}::uuid, 'submission', '{"kpj": ["…", "…"]}'::jsonb,
      to_jsonb(p) - '{sealed,stated_mark,phone_index,kpj_index,family_index}'::text[], w.history, p.stated_mark, ${now}
    from unnest(${ids}::bigint[], ${written.map(({ changeId }) => String(changeId))}::bigint[],
      ${written.map(({ history }) => history)}::bytea[]) as w (person_id, change_id, history)
      join people p on p.id = w.person_id`.execute(tx)
  await sql`
    update people p set sealed = w.sealed, kpj_index = w.kpj_index
    from unnest(${ids}::bigint[], ${written.map(({ after }) => after.sealed)}::bytea[],
      ${written.map(({ after }) => after.kpjIndex)}::bytea[]) as w (person_id, sealed, kpj_index)
    where p.id = w.person_id`.execute(tx)
}
