import { regionCode } from '../src/kernel/region-code.ts'
import { Refusal } from '../src/kernel/refusal.ts'
import { nameKeysOf } from '../src/modules/people/name-keys.ts'
import { nikIndex, openPerson, sealPerson } from '../src/modules/people/seal-person.ts'
import type { SealedFields } from '../src/modules/people/people.ts'
import { applyResult, keepResult, type ResultDeps } from '../src/modules/submissions/apply-result.ts'
import { makeSubmission } from '../src/modules/submissions/make-submission.ts'
import { sendSubmission } from '../src/modules/submissions/send-submission.ts'
import type { MakeSubmissionBody } from '../src/modules/submissions/contract.ts'
import type { By } from '../src/modules/access/act.ts'
import { clockAt } from '../src/platform/clock.ts'
import type { TestDatabase } from './database.ts'
import { addTestPerson, rowsOf, TEST_NOW } from './people.ts'
import { testRing } from './test-ring.ts'

export const VILLAGE = '16.06.01.2001'
export const NEXT_VILLAGE = '16.06.02.2001'
const PAYER = '00000000-0000-4000-8000-0000000000d1'
const ROSTER = '00000000-0000-4000-8000-0000000000d2'

const NAMES = ['SITI AMINAH', 'BUDI HARTONO', 'RATNA DEWI', 'JOKO SUSILO', 'WAHYU NINGSIH', 'EKO PRASETYO']

/** Protected people of two villages, a roster that pays for them, and who works with submissions. */
export async function submissionStage({ db, owner }: Pick<TestDatabase, 'db' | 'owner'>, ring = testRing()) {
  const deps: ResultDeps = { db, clock: clockAt(TEST_NOW), ring }
  const staff = {
    village: await addTestPerson(owner, 'village-operator', { region: VILLAGE, kind: 'village' }),
    next: await addTestPerson(owner, 'village-operator', { region: NEXT_VILLAGE, kind: 'village' }),
    regency: await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' }),
    elsewhere: await addTestPerson(owner, 'regency-officer', { region: '16.71', kind: 'regency' }),
    branch: await addTestPerson(owner, 'bpjs-membership', { region: '16', kind: 'bpjs-branch' }),
  }
  await rowsOf(
    owner,
    `insert into payers (id, kind, name, region_code, recorded_at) values ($1, 'apbd-province', 'Pemprov Uji', 1600000000, now())`,
    [PAYER],
  )
  await rowsOf(
    owner,
    `insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
     values ($1, $2, 'programme', 'Pekerja rentan 2026', 1600000000, 'purse', '{}')`,
    [ROSTER, PAYER],
  )
  let last = 0
  const nikOf = (id: number) => `169999200390${String(id).padStart(4, '0')}`
  const nameOf = (id: number) =>
    `${NAMES[id % NAMES.length] ?? ''} ${'ABCDEFGHIJ'[Math.floor(id / 6) % 10] ?? ''}INAS`
  const kpjOf = (id: number) => `2600000${String(id).padStart(4, '0')}`

  /** Somebody protected from May to December 2026, unless told otherwise; his number. */
  async function protectedPerson({
    village = VILLAGE,
    months = '[2026-05-01,2027-01-01)',
    sealed = {},
  }: { village?: string; months?: string | null; sealed?: Partial<SealedFields> } = {}): Promise<number> {
    last += 1
    const id = last
    const kept = sealPerson(ring, 'people', id, { nik: nikOf(id), ...sealed })
    await rowsOf(
      owner,
      `insert into people (id, name, name_keys, sex, born_on, residence_region, segment, income, kpj_index, sealed, stated_mark, recorded_at)
       values ($1, $2, $3, 'female', '1990-03-20', $4, 'BPU', 1000000, $5, $6, $7, $8)`,
      [
        id,
        nameOf(id),
        nameKeysOf(nameOf(id)),
        regionCode(village),
        kept.kpjIndex,
        kept.sealed,
        Buffer.alloc(16, id),
        TEST_NOW,
      ],
    )
    await rowsOf(
      owner,
      `insert into identities (value_index, kind, person_id, recorded_at) values ($1, 'NIK', $2, $3)`,
      [nikIndex(ring, nikOf(id)), id, TEST_NOW],
    )
    if (months !== null) await protect(id, months)
    return id
  }

  async function protect(id: number, months: string): Promise<void> {
    await rowsOf(
      owner,
      `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
       values ($1, $2, $3, $4::daterange, '[0,2)', 'BPU', 1000000, 'uji')`,
      [ROSTER, PAYER, id, months],
    )
  }

  const make = (by: By = staff.regency.by, ask: Partial<MakeSubmissionBody> = {}) =>
    makeSubmission(deps, by, { segment: 'BPU', ...ask })
  /** A submission of so many new people, sent on the day of the tests. */
  async function sent(count: number, options: Parameters<typeof protectedPerson>[0] = {}) {
    const people: number[] = []
    for (let n = 0; n < count; n += 1) people.push(await protectedPerson(options))
    const made = await make()
    await sendSubmission(deps, staff.regency.by, { id: made.id })
    return { ...made, people }
  }
  const readIn = (id: string, text: string, by: By = staff.branch.by) =>
    keepResult(deps, by, { id, fileName: 'hasil.csv', bytes: Buffer.from(text) })
  async function answer(id: string, text: string, by: By = staff.branch.by) {
    const { id: result } = await readIn(id, text, by)
    return applyResult(deps, by, result)
  }
  /** `state kpj` or `state reason` of everybody in a submission, by his number. */
  async function states(id: string): Promise<Record<string, string>> {
    const rows = await rowsOf<{ person_id: bigint; state: string; reason: string | null }>(
      owner,
      `select person_id, state, reason from submission_people where submission_id = $1 order by person_id`,
      [id],
    )
    return Object.fromEntries(
      rows.map(({ person_id, state, reason }) => [
        String(person_id),
        reason === null ? state : `${state} ${reason}`,
      ]),
    )
  }
  const submission = async (id: string) =>
    (
      await rowsOf<{ state: string; people_count: number; member_count: number; rejected_count: number }>(
        owner,
        `select state, people_count, member_count, rejected_count from submissions where id = $1`,
        [id],
      )
    )[0]
  /** The KPJ of somebody as his record holds it, opened. */
  async function kpjIn(id: number): Promise<string | null> {
    const [row] = await rowsOf<{ sealed: Buffer }>(owner, `select sealed from people where id = $1`, [id])
    return openPerson(ring, 'people', id, row?.sealed ?? Buffer.alloc(0)).kpj ?? null
  }
  return {
    ...{
      deps,
      ring,
      staff,
      nikOf,
      nameOf,
      kpjOf,
      protectedPerson,
      protect,
      make,
      sent,
      readIn,
      answer,
      states,
      submission,
      kpjIn,
    },
    roster: ROSTER,
  }
}

/** A result as BPJS Ketenagakerjaan writes it: NIK, KPJ and what was wrong. */
export function resultText(rows: readonly (readonly [nik: string, kpj: string, words: string])[]): string {
  return [
    'NIK;NAMA LENGKAP;NO KPJ;KETERANGAN',
    ...rows.map(([nik, kpj, words]) => `${nik};;${kpj};${words}`),
  ].join('\n')
}

export const told = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
