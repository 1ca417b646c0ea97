import type pg from 'pg'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Sex } from '../../kernel/nik.ts'
import { isGuess } from './matching/date-likeness.ts'
import { slippedDates } from './matching/date-slips.ts'

/** Whose rows are compared with the whole registry. */
export type Arriving = { readonly importId: string } | { readonly first: number; readonly last: number }

/** What of a row is compared without opening anything. `household` is the blind index of the family card. */
export type BlockRow = {
  readonly id: number
  readonly name: string
  readonly bornOn: PlainDate
  readonly sex: Sex | null
  readonly region: RegionCode
  readonly household: string | null
}

/** The next rows that are to be compared, by their numbers; people whose birth date nobody knows have no block. */
export async function listArriving(
  client: pg.ClientBase,
  arriving: Arriving,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<BlockRow[]> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS} from people p where ${conditionOf(arriving)} and p.id > $3 and p.merged_into is null
       and p.born_on is not null order by p.id limit $4`,
    [...boundsOf(arriving), after, most],
  )
  return rows.map(blockRow)
}

/** One arriving row and one row of the registry that are worth comparing. */
export type Candidate = { readonly arriving: number; readonly other: BlockRow }

/**
 * Pairs that share a block, each once: the same birth date and a word that sounds alike (or one word each); the same first two sounds
 * and birth dates that one slip explains; or the first or second sound in one village. These are the keys of matching/candidate-pairs
 * that an index can answer; halves of a NIK are encrypted and cannot be one.
 */
export async function listCandidates(
  client: pg.ClientBase,
  arriving: Arriving,
  people: readonly BlockRow[],
): Promise<Candidate[]> {
  const slips = people.flatMap(({ id, bornOn }) => slippedDates(bornOn).map((date) => ({ id, date })))
  const guessed = people.filter(({ bornOn }) => isGuess(bornOn))
  const { rows } = await client.query<Row & { arriving: bigint }>(candidatesAmong(conditionOf(arriving)), [
    ...boundsOf(arriving),
    people.map(({ id }) => id),
    slips.map(({ id }) => id),
    slips.map(({ date }) => date),
    guessed.map(({ id }) => id),
  ])
  return rows.map((row) => ({ arriving: Number(row.arriving), other: blockRow(row) }))
}

const candidatesAmong = (isArriving: string) => `
  with arriving as materialized (
    select id, name_keys, name_keys[1] as first_sound, name_keys[2] as second_sound, cardinality(name_keys) = 1 as is_one_word, born_on,
      residence_region, family_index
    from people where id = any ($3::bigint[])),
  spans as (
    select a.id, first_sound, second_sound, s.born_on as first_on, s.born_on as last_on
    from arriving a join unnest($4::bigint[], $5::date[]) as s (id, born_on) on s.id = a.id
    union all
    select id, first_sound, second_sound, date_trunc('year', born_on)::date, (date_trunc('year', born_on) + interval '1 year - 1 day')::date
    from arriving where id = any ($6::bigint[])),
  words as (select a.*, sound from arriving a cross join unnest(name_keys) as sound)
  select distinct on (arriving, id) * from (
    ${BLOCKS.map(
      ({ of, condition, worth }) => `select a.id as arriving, ${COLUMNS} from ${of} a cross join lateral (
        select * from people p where ${condition} and p.merged_into is null offset 0 limit ${String(MOST_OF_BLOCK)}) p
        where p.id <> a.id and p.born_on is not null and (p.id < a.id or (${isArriving}) is not true)${worth}`,
    ).join(' union all ')}) blocks`

/** So many of a block are read for one person: a list that names a thousand people alike must not keep a server busy for an hour. */
const MOST_OF_BLOCK = 500

/**
 * A village holds thousands with one sound. Born a generation apart, two of them are one person only if their names agree word by word
 * or one household holds both: the rest would need a mistyped NIK, name and birth date at once.
 */
const NOT_FAR_APART = ` and (abs(p.born_on - a.born_on) < 5479 or to_char(p.born_on, 'MMDD') = to_char(a.born_on, 'MMDD')
  or p.name_keys @> a.name_keys or a.name_keys @> p.name_keys or p.family_index = a.family_index)`

/**
 * Each condition is one that an index answers: behind row-level security that is neither `is not distinct from` nor a function. "Offset 0"
 * keeps PostgreSQL from reading the whole registry instead, which it prefers as long as it knows nothing of a new table.
 */
const BLOCKS = [
  {
    of: 'arriving',
    condition:
      'p.born_on = a.born_on and (p.name_keys && a.name_keys or (a.is_one_word and cardinality(p.name_keys) = 1))',
    worth: '',
  },
  {
    of: 'words',
    condition: 'p.residence_region = a.residence_region and p.name_keys[1] = a.sound',
    worth: NOT_FAR_APART,
  },
  {
    of: 'words',
    condition: 'p.residence_region = a.residence_region and p.name_keys[2] = a.sound',
    worth: NOT_FAR_APART,
  },
  {
    of: 'spans',
    condition:
      'p.name_keys[1] = a.first_sound and p.name_keys[2] = a.second_sound and p.born_on between a.first_on and a.last_on',
    worth: '',
  },
  {
    of: '(select * from spans where second_sound is null)',
    condition:
      'p.name_keys[1] = a.first_sound and p.name_keys[2] is null and p.born_on between a.first_on and a.last_on',
    worth: '',
  },
] as const

/** What is encrypted of these people, as stored. */
export async function listSealed(
  client: pg.ClientBase,
  ids: readonly number[],
): Promise<Map<number, Buffer>> {
  const { rows } = await client.query<{ id: bigint; sealed: Buffer }>(
    'select id, sealed from people where id = any ($1::bigint[])',
    [ids],
  )
  return new Map(rows.map(({ id, sealed }) => [Number(id), sealed]))
}

const COLUMNS = 'p.id, p.name, p.born_on, p.sex, p.residence_region, p.family_index'

type Row = {
  id: bigint
  name: string
  born_on: PlainDate
  sex: Sex | null
  residence_region: bigint
  family_index: Buffer | null
}

function blockRow(row: Row): BlockRow {
  return {
    id: Number(row.id),
    name: row.name,
    bornOn: row.born_on,
    sex: row.sex,
    region: Number(row.residence_region) as RegionCode,
    household: row.family_index === null ? null : row.family_index.toString('latin1'),
  }
}

function conditionOf(arriving: Arriving): string {
  return 'importId' in arriving ? 'p.import_id between $1 and $2' : 'p.residence_region between $1 and $2'
}

function boundsOf(arriving: Arriving): readonly [string | number, string | number] {
  return 'importId' in arriving ? [arriving.importId, arriving.importId] : [arriving.first, arriving.last]
}
