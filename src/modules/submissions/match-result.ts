import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { blindIndex } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Sight } from '../access/act.ts'
import { nameKeysOf } from '../people/name-keys.ts'
import { readName } from '../people/row/read-name.ts'
import { nikIndex, openPerson } from '../people/seal-person.ts'
import {
  decideAnswers,
  type Answer,
  type DecidedAnswers,
  type MatchedRow,
  type Standing,
} from './decide-answers.ts'
import { ownPeople } from './queries.ts'
import type { ReadAnswer, ReadRow } from './read-result.ts'
import type { AnswerState } from './submissions.ts'

export type Matching = {
  readonly submissionId: string
  readonly sight: Sight
  readonly isAgain: boolean
}

/**
 * Finds whom the rows of a result name and decides what they change. Only inside the gate `matching`: somebody may have moved away or been
 * merged, and a KPJ may be that of somebody elsewhere, of whom nothing is told.
 */
export async function matchResult(
  tx: Tx,
  ring: KeyRing,
  rows: readonly ReadRow[],
  { submissionId, sight, isAgain }: Matching,
): Promise<DecidedAnswers> {
  const found = await peopleNamed(tx, ring, rows, submissionId)
  const byDigits = await peopleOfRounded(
    tx,
    ring,
    rows.filter((row) => row.rounded !== null && !found.has(row.row)),
    submissionId,
  )
  const unknown = rows.filter((row) => !found.has(row.row) && !byDigits.has(row.row))
  const elsewhere = await namedElsewhere(tx, ring, unknown, { submissionId, sight })
  const matched = rows.map((row): MatchedRow => {
    const personId = found.get(row.row) ?? byDigits.get(row.row) ?? null
    const miss = personId === null ? missOf(row, elsewhere) : null
    return { row: row.row, personId, miss, answer: indexed(ring, row.answer) }
  })
  return decideAnswers(matched, {
    people: await listStandings(tx, submissionId, matched),
    holders: await listHolders(tx, submissionId, matched),
    isAgain,
  })
}

function missOf(row: ReadRow, elsewhere: ReadonlySet<number>): NonNullable<MatchedRow['miss']> {
  if (row.isShifted) return 'shifted'
  if (elsewhere.has(row.row)) return 'other-submission'
  if (row.rounded !== null) return 'nik-damaged'
  return row.nik === null ? 'nik-unreadable' : 'unknown'
}

function indexed(ring: KeyRing, answer: ReadAnswer): Answer {
  if (answer.kind !== 'member') return answer
  return { ...answer, kpjIndex: blindIndex(ring, 'kpj', answer.kpj).toString('hex') }
}

/** By his NIK as it is now, or as it was when the files were sent. */
async function peopleNamed(
  tx: Tx,
  ring: KeyRing,
  rows: readonly ReadRow[],
  submissionId: string,
): Promise<ReadonlyMap<number, bigint>> {
  const named = rows.flatMap(({ row, nik }) => (nik === null ? [] : [{ row, index: nikIndex(ring, nik) }]))
  const { rows: found } = await sql<{ row: number; person_id: bigint }>`
    with asked as (
      select * from unnest(${named.map(({ row }) => row)}::integer[], ${named.map(({ index }) => index)}::bytea[]) as a (row, value)
    ), here as materialized (
      select m.person_id, standing_person(m.person_id) as standing from submission_people m where m.submission_id = ${submissionId}
    )
    select distinct on (a.row) a.row, h.person_id
    from asked a join identities i on i.value_index = a.value join here h on h.standing = standing_person(i.person_id)
    order by a.row, i.ended_at desc nulls first`.execute(tx)
  return new Map(found.map((each) => [each.row, each.person_id]))
}

/** By the 15 digits that Excel left of a NIK and the name beside it, when they fit one person of the submission. */
async function peopleOfRounded(
  tx: Tx,
  ring: KeyRing,
  rows: readonly ReadRow[],
  submissionId: string,
): Promise<ReadonlyMap<number, bigint>> {
  if (rows.length === 0) return new Map()
  const { rows: people } = await sql<{ person_id: bigint; id: bigint; sealed: Buffer; name_keys: string[] }>`
    select m.person_id, p.id, p.sealed, p.name_keys from submission_people m join people p on p.id = standing_person(m.person_id)
    where m.submission_id = ${submissionId}`.execute(tx)
  const byDigits = Map.groupBy(people, ({ id, sealed }) =>
    openPerson(ring, 'people', String(id), sealed).nik.slice(0, 15),
  )
  return new Map(
    rows.flatMap(({ row, rounded, name }) => {
      const sounds = soundOf(name)
      const fitting = (byDigits.get(rounded ?? '') ?? []).filter(
        ({ name_keys }) => sounds !== '' && name_keys.toSorted().join(' ') === sounds,
      )
      const [only] = fitting
      return only && fitting.length === 1 ? [[row, only.person_id] as const] : []
    }),
  )
}

function soundOf(name: string | null): string {
  const bare = name === null ? undefined : readName('name', name).value?.bare
  return bare === undefined ? '' : nameKeysOf(bare).toSorted().join(' ')
}

/** Which rows name somebody of another submission that whoever asks may see. */
async function namedElsewhere(
  tx: Tx,
  ring: KeyRing,
  rows: readonly ReadRow[],
  { submissionId, sight }: Pick<Matching, 'submissionId' | 'sight'>,
): Promise<ReadonlySet<number>> {
  const named = rows.flatMap(({ row, nik }) => (nik === null ? [] : [{ row, index: nikIndex(ring, nik) }]))
  if (named.length === 0) return new Set()
  const { rows: found } = await sql<{ row: number }>`
    select a.row from unnest(${named.map(({ row }) => row)}::integer[], ${named.map(({ index }) => index)}::bytea[]) as a (row, value)
    where exists (select from identities i join submission_people m on m.person_id in (i.person_id, standing_person(i.person_id))
      where i.value_index = a.value and m.submission_id <> ${submissionId} and ${ownPeople(sight)})`.execute(
    tx,
  )
  return new Set(found.map(({ row }) => row))
}

const peopleIn = (rows: readonly MatchedRow[]) => [
  ...new Set(rows.flatMap(({ personId }) => (personId === null ? [] : [personId]))),
]

async function listStandings(
  tx: Tx,
  submissionId: string,
  matched: readonly MatchedRow[],
): Promise<ReadonlyMap<bigint, Standing>> {
  const { rows } = await sql<{
    person_id: bigint
    state: AnswerState
    kpj_index: string | null
    reason: string | null
    reason_text: string | null
    again: boolean
  }>`
    select m.person_id, m.state, encode(m.kpj_index, 'hex') as kpj_index, m.reason, m.reason_text,
      exists (select from submission_people x where x.person_id = m.person_id and x.submission_id <> m.submission_id
        and x.segment = m.segment and (m.segment = 'BPU' or x.roster_id = m.roster_id) and x.months && m.months
        and x.state in ('open', 'member')) as again
    from submission_people m
    where m.submission_id = ${submissionId} and m.person_id = any (${peopleIn(matched).map(String)}::bigint[])`.execute(
    tx,
  )
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        state: row.state,
        kpjIndex: row.kpj_index,
        reason: row.reason,
        text: row.reason_text,
        isSubmittedAgain: row.again,
      },
    ]),
  )
}

/** Who has these numbers, in the registry or by an answer; somebody of this submission by the number under which he stands in it. */
async function listHolders(
  tx: Tx,
  submissionId: string,
  matched: readonly MatchedRow[],
): Promise<ReadonlyMap<string, readonly bigint[]>> {
  const asked = matched.flatMap(({ answer }) =>
    answer.kind === 'member' ? [Buffer.from(answer.kpjIndex, 'hex')] : [],
  )
  const { rows } = await sql<{ kpj_index: string; holder: bigint }>`
    with held as (
      select p.kpj_index, p.id from people p where p.kpj_index = any (${asked}::bytea[]) and p.merged_into is null
      union select m.kpj_index, standing_person(m.person_id) from submission_people m
        where m.state = 'member' and m.kpj_index = any (${asked}::bytea[])
    ), here as materialized (
      select m.person_id, standing_person(m.person_id) as standing from submission_people m where m.submission_id = ${submissionId}
    )
    select encode(h.kpj_index, 'hex') as kpj_index, coalesce(s.person_id, h.id) as holder
    from held h left join here s on s.standing = h.id`.execute(tx)
  const holders = new Map<string, bigint[]>()
  for (const { kpj_index, holder } of rows)
    holders.set(kpj_index, [...(holders.get(kpj_index) ?? []), holder])
  return holders
}
