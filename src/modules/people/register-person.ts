import { sql } from 'kysely'
import { parseNik } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Queryable, Tx } from '../../platform/db.ts'
import { nameKeysOf } from './name-keys.ts'
import { occupationOf } from './occupations.ts'
import type { OpenFields } from './people.ts'
import { insertPerson, nextPersonNumber } from './register-store.ts'
import { nikIndex, sealPerson, tellingMark } from './seal-person.ts'

/** Somebody whom one person tells of, without a list. */
export type ToldWorker = {
  readonly name: string
  readonly nik: string
  readonly bornOn: PlainDate
  readonly occupation: string
  readonly residenceRegion: RegionCode
}

/** Somebody in the registry by his NIK, as far as finding out whether he is the one meant asks for. */
export type RegisteredWorker = {
  readonly id: number
  readonly bornOn: PlainDate | null
  readonly nameKeys: readonly string[]
  readonly isDeceased: boolean
  /** A wage earner whom an employer insures in one of these months. */
  readonly isEmployed: boolean
}

/** Who has a NIK, by its blind index; only inside the gate `matching` or `system`, and into no answer. */
export async function findRegistered(
  db: Queryable,
  index: Buffer,
  months: string,
): Promise<RegisteredWorker | null> {
  const { rows } = await sql<{
    id: bigint
    born_on: PlainDate | null
    name_keys: string[]
    is_deceased: boolean
    is_employed: boolean
  }>`
    select p.id, p.born_on, p.name_keys, coalesce(p.living_status = 'deceased', false) as is_deceased,
      p.segment = 'PU' or exists (select from protections w where w.person_id = p.id and w.segment = 'PU' and w.months && ${months}::daterange)
        as is_employed
    from identities i join people p on p.id = standing_person(i.person_id)
    where i.value_index = ${index} and i.ended_at is null`.execute(db)
  const [row] = rows
  return row
    ? {
        id: Number(row.id),
        bornOn: row.born_on,
        nameKeys: row.name_keys,
        isDeceased: row.is_deceased,
        isEmployed: row.is_employed,
      }
    : null
}

/** Whether a registered person is the one meant: the same birth date where both are told, and a part of the name that sounds alike. */
export function isMeant({ bornOn, nameKeys }: RegisteredWorker, told: ToldWorker): boolean {
  const keys = nameKeysOf(told.name)
  return (bornOn === null || bornOn === told.bornOn) && keys.some((key) => nameKeys.includes(key))
}

/** Takes a worker on his own account into the registry; his number there. Inside the gate `system` or `matching`. */
export async function registerPerson(tx: Tx, ring: KeyRing, told: ToldWorker, now: Date): Promise<number> {
  const reading = parseNik(told.nik, { on: told.bornOn })
  if (!reading.accepted) throw refuse('value-malformed', { field: 'nik', value: '', expected: 'nik' })
  const { name, occupation, bornOn, residenceRegion } = told
  const id = await nextPersonNumber(tx)
  const occupationCode = occupationOf(occupation)?.code ?? null
  const open: OpenFields = {
    ...NOTHING_TOLD,
    ...{ name, sex: reading.sex, bornOn, residenceRegion, occupation, occupationCode, segment: 'BPU' },
  }
  const sealed = { nik: told.nik }
  await insertPerson(tx, {
    ...{ id, name, nameKeys: nameKeysOf(name), sex: reading.sex, bornOn, residenceRegion, occupation },
    ...{ occupationCode, nikIndex: nikIndex(ring, told.nik), mark: tellingMark(ring, { open, sealed }), now },
    ...sealPerson(ring, 'people', id, sealed),
  })
  return id
}

const NOTHING_TOLD = {
  birthPlace: null,
  workRegion: null,
  address: null,
  rt: null,
  rw: null,
  hamlet: null,
  occupationSecond: null,
  workLocation: null,
  workStart: null,
  workEnd: null,
  maritalStatus: null,
  income: null,
  groups: [],
  decile: null,
  decileSource: null,
  decileOn: null,
  heirRelation: null,
  livingStatus: null,
} as const
