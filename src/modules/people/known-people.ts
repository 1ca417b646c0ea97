import type pg from 'pg'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Sex } from '../../kernel/nik.ts'
import type { Segment } from '../../rules/parameter.ts'
import type { KnownPerson, OpenFields } from './people.ts'
import type { LivingStatus, MaritalStatus } from './row/read-choice.ts'

/** Somebody whose NIK a row names, as far as deciding about the row asks for. */
export type FoundPerson = KnownPerson & {
  readonly name: string
  readonly bornOn: PlainDate | null
  /** The row names him by a number that was corrected since. */
  readonly isByOldNumber: boolean
}

/**
 * Who of these blind indexes of NIKs, as letters of Latin-1, is known, by place in the list; a number that is nobody's now but was
 * somebody's before it was corrected still leads to him. Only inside the gate `matching`: whether somebody is known must reach no answer.
 */
export async function findKnownPeople(
  client: pg.ClientBase,
  nikIndexes: readonly string[],
): Promise<Map<number, FoundPerson>> {
  const { rows } = await client.query<{
    place: number
    id: bigint
    organisation_id: string | null
    import_id: string | null
    import_row: number | null
    residence_region: bigint
    work_region: bigint | null
    stated_mark: Buffer
    name: string
    born_on: PlainDate | null
    by_old_number: boolean
  }>(
    // Looked up one by one in the indexes: left the choice, the planner reads a growing registry from end to end for each chunk. The
    // indexes go over as one value, 32 bytes each; an array of thousands is slow to write and to read.
    `with asked as materialized (
       select place, substring($1::bytea from 32 * place - 31 for 32) as value from generate_series(1, $2::integer) place)
     select h.place, p.id, p.organisation_id, p.import_id, p.import_row, p.residence_region, p.work_region,
       p.stated_mark, p.name, p.born_on, false as by_old_number
     from asked h
     cross join lateral (select person_id from identities where value_index = h.value and ended_at is null limit 1) i
     cross join lateral (select * from people where id = i.person_id limit 1) p
     union all
     select o.place, p.id, p.organisation_id, p.import_id, p.import_row, p.residence_region, p.work_region,
       p.stated_mark, p.name, p.born_on, true
     from (${BY_OLD_NUMBER}) o join people p on p.id = standing_person(o.person_id)`,
    [Buffer.from(nikIndexes.join(''), 'latin1'), nikIndexes.length],
  )
  return new Map(
    rows.map((row) => [
      row.place - 1,
      {
        id: Number(row.id),
        organisationId: row.organisation_id,
        importId: row.import_id,
        importRow: row.import_row,
        residenceRegion: Number(row.residence_region),
        workRegion: row.work_region === null ? null : Number(row.work_region),
        mark: row.stated_mark,
        name: row.name,
        bornOn: row.born_on,
        isByOldNumber: row.by_old_number,
      },
    ]),
  )
}

/** Nothing is looked up as long as no number was ever corrected. Of several who had a number it is the last one's. */
const BY_OLD_NUMBER = `
  select distinct on (h.place) h.place, i.person_id from asked h
  join identities i on i.value_index = h.value and i.ended_because = 'corrected'
  where (select exists (select from identities where ended_because = 'corrected'))
    and not exists (select from identities a where a.value_index = h.value and a.ended_at is null)
  order by h.place, i.ended_at desc`

export type StoredPerson = {
  readonly id: number
  readonly open: OpenFields
  readonly sealed: Buffer
  readonly mark: Buffer
}

type PersonRow = {
  id: bigint
  name: string
  sex: Sex | null
  born_on: PlainDate | null
  birth_place: string | null
  residence_region: bigint
  work_region: bigint | null
  address: string | null
  rt: string | null
  rw: string | null
  hamlet: string | null
  occupation: string | null
  occupation_second: string | null
  occupation_code: string | null
  work_location: string | null
  work_start: string | null
  work_end: string | null
  marital_status: MaritalStatus | null
  segment: Segment
  income: bigint | null
  groups: string[]
  decile: number | null
  decile_source: string | null
  decile_on: PlainDate | null
  heir_relation: string | null
  living_status: LivingStatus | null
  sealed: Buffer
  stated_mark: Buffer
}

/** The rows of these people, locked until the transaction ends, in order of their numbers so that no two lists wait for each other. */
export async function lockPeople(
  client: pg.ClientBase,
  ids: readonly number[],
): Promise<Map<number, StoredPerson>> {
  const { rows } = await client.query<PersonRow>(
    `select id, name, sex, born_on, birth_place, residence_region, work_region, address, rt, rw, hamlet, occupation,
       occupation_second, occupation_code, work_location, work_start, work_end, marital_status, segment, income, groups, decile, decile_source, decile_on, heir_relation, living_status, sealed, stated_mark
     from people where id = any ($1::bigint[]) order by id for update`,
    [ids],
  )
  return new Map(rows.map((row) => [Number(row.id), storedPerson(row)]))
}

function storedPerson(row: PersonRow): StoredPerson {
  return {
    id: Number(row.id),
    sealed: row.sealed,
    mark: row.stated_mark,
    open: {
      name: row.name,
      sex: row.sex,
      bornOn: row.born_on,
      birthPlace: row.birth_place,
      residenceRegion: Number(row.residence_region) as RegionCode,
      workRegion: row.work_region === null ? null : (Number(row.work_region) as RegionCode),
      address: row.address,
      rt: row.rt,
      rw: row.rw,
      hamlet: row.hamlet,
      occupation: row.occupation,
      occupationSecond: row.occupation_second,
      occupationCode: row.occupation_code,
      workLocation: row.work_location,
      workStart: row.work_start,
      workEnd: row.work_end,
      maritalStatus: row.marital_status,
      segment: row.segment,
      income: row.income,
      groups: row.groups,
      decile: row.decile,
      decileSource: row.decile_source,
      decileOn: row.decile_on,
      heirRelation: row.heir_relation,
      livingStatus: row.living_status,
    },
  }
}
