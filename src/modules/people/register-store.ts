import { sql } from 'kysely'
import type { Sex } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import type { SealedPerson } from './seal-person.ts'

export type NewPerson = SealedPerson & {
  readonly id: number
  readonly name: string
  readonly nameKeys: readonly string[]
  readonly sex: Sex
  readonly bornOn: PlainDate
  readonly residenceRegion: RegionCode
  readonly occupation: string
  readonly occupationCode: string | null
  readonly mark: Buffer
  readonly nikIndex: Buffer
  readonly now: Date
}

/** The next number of a person: the first of a block of its own. */
export async function nextPersonNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: bigint }>`select nextval('person_number_blocks') * 1000 as id`.execute(tx)
  return Number(rows[0]?.id)
}

/** Throws on `one_person_per_identity` when somebody else has brought the number meanwhile. */
export async function insertPerson(tx: Tx, person: NewPerson): Promise<void> {
  await sql`
    insert into people (id, name, name_keys, sex, born_on, residence_region, occupation, occupation_code, segment, sealed, stated_mark,
      recorded_at)
    values (${person.id}, ${person.name}, ${[...person.nameKeys]}::text[], ${person.sex}, ${person.bornOn}, ${person.residenceRegion},
      ${person.occupation}, ${person.occupationCode}, 'BPU', ${person.sealed}, ${person.mark}, ${person.now})`.execute(
    tx,
  )
  await sql`
    insert into identities (value_index, kind, person_id, recorded_at) values (${person.nikIndex}, 'NIK', ${person.id}, ${person.now})`.execute(
    tx,
  )
}
