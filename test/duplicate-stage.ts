import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { regionCode } from '../src/kernel/region-code.ts'
import { Refusal } from '../src/kernel/refusal.ts'
import type { By } from '../src/modules/access/act.ts'
import { findPeople } from '../src/modules/people/find-people.ts'
import { importPeople } from '../src/modules/people/import-people.ts'
import { clockAt } from '../src/platform/clock.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { testDatabase } from './database.ts'
import { addTestPerson, rowsOf, TEST_NOW, type TestPerson } from './people.ts'
import { testRing } from './test-ring.ts'

type Line = { readonly nik: string; readonly name: string; readonly bornOn?: string; readonly more?: string }

const NAMES =
  `BAHARUDIN LUBIS;CAKRA DEWANTO;DEDI GUNAWAN;EFENDI HARAHAP;FAJAR ISKANDAR;GATOT JATMIKO;HENDRA KUSUMA;IMAM LUKMAN;
JUNAIDI MARPAUNG;KOMARUDIN NASIR;LATIF OKTAVIAN;MARZUKI PANE;NASRUL QODIR;OMAN RUSTANDI;PARTONO SUGENG;RAMLI TANJUNG;SAHRUL UMAR;TOHIR VIRGIAWAN;
USMAN WIJAYA;WAWAN YULIANTO;YOPI ZULKARNAIN;ZAKARIA BATUBARA;ASEP CAHYADI;BURHAN DALIMUNTHE;CECEP EFRIZAL`.split(
    /;\s*/,
  )
/** The code of the refusal that work ends with, or `done`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

/** A registry with offices that see one of two villages, both, or neither, and lists that bring one man twice. */
export async function duplicateStage() {
  const database = await testDatabase()
  const { db, pool, owner } = database
  const folder = await mkdtemp(join(tmpdir(), 'payung-pairs-'))
  after(() => rm(folder, { recursive: true }))
  const ring = testRing()
  const deps = { db, pool, clock: clockAt(TEST_NOW), ring, book: new LawBook(), folder: join(folder, 'kept') }

  const EPIL = '16.06.01.2001'
  const ELSEWHERE = '16.06.02.2001'
  const village = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
  const neighbour = await addTestPerson(owner, 'village-operator', { region: ELSEWHERE, kind: 'village' })
  const regency = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
  const company = await addTestPerson(owner, 'company-officer', { region: '16.06', kind: 'company' })
  const SYSTEM: By = { kind: 'system', systemUser: 'operator' }
  const WHY = 'surat desa 12/2026'

  /** Kota 99, kecamatan 99: a number that can belong to nobody. */
  const nikOf = (serial: number, day = '200390') => `169999${day}${String(serial).padStart(4, '0')}`

  let files = 0
  async function take(by: TestPerson, lines: readonly Line[], region = by === neighbour ? ELSEWHERE : EPIL) {
    const path = join(folder, `daftar-${String(files++)}.csv`)
    const written = lines.map(
      ({ nik, name, bornOn = '20-03-1990', more = ';' }) => `${nik};${name};${bornOn};L;${more}`,
    )
    await writeFile(path, ['NIK;NAMA;TGL LAHIR;JK;PEKERJAAN;NO HP', ...written].join('\n'))
    const ask = {
      path,
      fileName: 'daftar.csv',
      region: regionCode(region),
      purpose: 'own-account',
      isRehearsal: false,
    } as const
    const { tally, importId } = await importPeople(deps, by.by, ask)
    return { tally, importId: importId ?? '' }
  }

  const idOf = async (nik: string): Promise<number> => {
    const [found] = await findPeople(deps, SYSTEM, { nik })
    return found?.id ?? 0
  }

  /** Every table that merging touches, but for history and what is encrypted anew each time. */
  const tables = async () => ({
    people: await rowsOf(
      owner,
      `select to_jsonb(p) - 'sealed' as row, length(sealed) as sealed from people p order by id`,
    ),
    identities: await rowsOf(
      owner,
      'select to_jsonb(i) as row from identities i order by value_index, recorded_at',
    ),
    statements: await rowsOf(
      owner,
      `select to_jsonb(s) - 'sealed' as row, length(sealed) as sealed from person_statements s order by statement_key`,
    ),
    pairs: await rowsOf(
      owner,
      'select to_jsonb(d) as row from duplicate_pairs d order by person_a, person_b',
    ),
  })

  let count = 0

  /** Two rows of one man: a digit of the second number is mistyped. */
  async function twoRows({ more = 'PETANI;', otherMore = ';081234567890', other = village } = {}) {
    const name = NAMES[count++] ?? ''
    const bornOn = `${String(count + 2).padStart(2, '0')}-03-1990`
    const [nik, slipped] = ['0390', '0391'].map((end) => nikOf(count, `${bornOn.slice(0, 2)}${end}`))
    const first = await take(village, [{ nik: nik ?? '', name, bornOn, more }])
    const second = await take(other, [{ nik: slipped ?? '', name, bornOn, more: otherMore }])
    const rows = { nik: nik ?? '', slipped: slipped ?? '', name, bornOn, first, second }
    return { ...rows, a: await idOf(rows.nik), b: await idOf(rows.slipped) }
  }
  const offices = { village, neighbour, regency, company }
  return { database, deps, ...offices, SYSTEM, WHY, nikOf, take, idOf, tables, twoRows }
}
