import { regionCode } from '../src/kernel/region-code.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { nameKeysOf } from '../src/modules/people/name-keys.ts'
import { nikIndex, sealPerson } from '../src/modules/people/seal-person.ts'
import type { SealedFields } from '../src/modules/people/people.ts'
import type { Database } from '../src/platform/db.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'
import { rowsOf, TEST_NOW } from './people.ts'

type RegistryPerson = {
  readonly name: string
  readonly region: string
  readonly organisation?: string | null
  readonly bornOn?: string
  readonly occupation?: string
  readonly sealed?: Partial<SealedFields>
}

let count = 0

/** Somebody in the registry, without a list that brought him. His NIK has 9999 as regency and district. */
export async function addRegistryPerson(
  owner: Database,
  ring: KeyRing,
  person: RegistryPerson,
): Promise<number> {
  count += 1
  const id = 900_000 + count
  const nik = `16999920039${String(count % 10)}${String(1 + Math.floor(count / 10)).padStart(4, '0')}`
  const { sealed, phoneIndex, kpjIndex, familyIndex } = sealPerson(ring, 'people', id, {
    nik,
    ...person.sealed,
  })
  await rowsOf(
    owner,
    `insert into people (id, organisation_id, name, name_keys, sex, born_on, residence_region, occupation, segment, phone_index,
       kpj_index, family_index, sealed, stated_mark, recorded_at)
     values ($1, $2, $3, $4, 'male', $5, $6, $7, 'BPU', $8, $9, $10, $11, $12, $13)`,
    [
      id,
      person.organisation ?? null,
      person.name,
      nameKeysOf(person.name),
      plainDate(person.bornOn ?? '1990-03-20'),
      regionCode(person.region),
      person.occupation ?? null,
      ...[phoneIndex, kpjIndex, familyIndex, sealed, Buffer.alloc(16, id), TEST_NOW],
    ],
  )
  await rowsOf(
    owner,
    `insert into identities (value_index, kind, person_id, recorded_at) values ($1, 'NIK', $2, $3)`,
    [nikIndex(ring, nik), id, TEST_NOW],
  )
  return id
}

const REASONS = [
  { field: 'name', level: 'identical', bits: 8.97 },
  { field: 'bornOn', level: 'same', bits: 7.68 },
  { field: 'nik', level: 'different', bits: -3.46 },
]

/** Two rows of the registry that were found to be perhaps one person; the address of the pair. */
export async function addRegistryPair(
  owner: Database,
  ring: KeyRing,
  person: RegistryPerson,
  other: Partial<RegistryPerson> = {},
): Promise<{ readonly pair: string; readonly people: readonly [number, number] }> {
  const people = [
    await addRegistryPerson(owner, ring, person),
    await addRegistryPerson(owner, ring, { ...person, ...other }),
  ] as const
  await rowsOf(
    owner,
    `insert into duplicate_pairs (person_a, person_b, band, score, reasons, found_at) values ($1, $2, 'perhaps', 13.19, $3, $4)`,
    [...people, JSON.stringify(REASONS), TEST_NOW],
  )
  return { pair: people.join('-'), people }
}
