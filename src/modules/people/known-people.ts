import type pg from 'pg'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Sex } from '../../kernel/nik.ts'
import type { Segment } from '../../rules/parameter.ts'
import type { KnownPerson, OpenFields } from './people.ts'
import type { LivingStatus, MaritalStatus } from './row/read-choice.ts'

/** Somebody whose NIK a row names, as far as deciding about the row asks for. */
export type FoundPerson = KnownPerson & { readonly name: string; readonly bornOn: PlainDate | null }

/**
 * Who of these blind indexes of NIKs is known, by place in the list. Only inside the gate `matching`: whether somebody is known must
 * reach no answer.
 */
export async function findKnownPeople(
  client: pg.ClientBase,
  nikIndexes: readonly Buffer[],
): Promise<Map<number, FoundPerson>> {
  const { rows } = await client.query<{
    place: string
    id: bigint
    organisation_id: string | null
    import_id: string | null
    import_row: number | null
    residence_region: bigint
    work_region: bigint | null
    stated_mark: Buffer
    name: string
    born_on: PlainDate | null
  }>(
    // Planned anew for each chunk: a plan kept from an empty registry reads a full one from end to end.
    `select h.place::text, p.id, p.organisation_id, p.import_id, p.import_row, p.residence_region, p.work_region,
       p.stated_mark, p.name, p.born_on
     from unnest($1::bytea[]) with ordinality as h (value, place)
     join identities i on i.value_index = h.value and i.ended_at is null
     join people p on p.id = i.person_id`,
    [nikIndexes],
  )
  return new Map(
    rows.map((row) => [
      Number(row.place) - 1,
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
      },
    ]),
  )
}

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
