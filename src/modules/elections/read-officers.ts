import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { headerKey } from '../imports/reading/header-names.ts'
import { openList } from '../imports/reading/open-list.ts'
import { storedAt, textAt } from '../imports/reading/sheet-row.ts'
import { readNik } from '../people/row/read-nik.ts'
import { nikIndex } from '../people/seal-person.ts'
import { villageFinder } from '../people/village-names.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { ElectionRole, ToldOfficer } from './elections.ts'

/** What lists call the roles; the short name of the role itself is among them. */
const ROLE_WORDS: { readonly [Role in ElectionRole]: readonly string[] } = {
  ppk: ['ppk', 'anggota ppk', 'ketua ppk', 'panitia pemilihan kecamatan'],
  'ppk-secretariat': ['sekretariat ppk', 'sekretaris ppk', 'staf sekretariat ppk', 'ppk-secretariat'],
  panwascam: ['panwascam', 'panwaslu kecamatan', 'anggota panwascam', 'ketua panwascam'],
  pps: ['pps', 'anggota pps', 'ketua pps', 'panitia pemungutan suara'],
  'pps-secretariat': ['sekretariat pps', 'sekretaris pps', 'staf sekretariat pps', 'pps-secretariat'],
  pkd: ['pkd', 'panwaslu kelurahan', 'panwaslu desa', 'panwaslu kelurahan/desa', 'pengawas kelurahan/desa'],
  pantarlih: ['pantarlih', 'petugas pemutakhiran data pemilih'],
  kpps: ['kpps', 'anggota kpps', 'ketua kpps'],
  linmas: ['linmas', 'petugas ketertiban', 'petugas ketertiban tps', 'satlinmas'],
  ptps: ['ptps', 'pengawas tps'],
}
const ROLE_OF: ReadonlyMap<string, ElectionRole> = new Map(
  Object.entries(ROLE_WORDS).flatMap(([role, words]) =>
    words.map((word) => [headerKey(word), role as ElectionRole]),
  ),
)

const COLUMNS = {
  role: ['jabatan', 'tugas', 'posisi', 'peran', 'jabatan ad hoc', 'role'],
  village: ['desa', 'kelurahan', 'desa/kelurahan', 'desa kelurahan', 'kode desa', 'desa tugas', 'village'],
  station: ['tps', 'nomor tps', 'no tps', 'station'],
} as const
type Column = keyof typeof COLUMNS

export type OfficersAsk = {
  readonly path: string
  readonly district: RegionCode
  readonly on: PlainDate
  readonly ring: KeyRing
}

type ReadRow = Omit<ToldOfficer, 'personId'> & { readonly index: Buffer | null }

/** The officers of a list: NIK, role, village and polling station. Whoever the registry does not know has no person. */
export async function readOfficers(
  db: Queryable,
  { path, district, on, ring }: OfficersAsk,
): Promise<readonly ToldOfficer[]> {
  const villagesOf = await villageReader(db, district, on)
  const list = await openList(path, { needed: ['nik'] })
  const read: ReadRow[] = []
  try {
    list.requireColumns()
    const places = placesOf(list.mapping.headers)
    const { nik = 0 } = list.mapping.columnOf
    for await (const { rows, shifted } of list.chunks())
      for (const row of [...rows, ...shifted.map((each) => each.row)]) {
        const cell = (column: Column) => textAt(row, places[column]).trim()
        const sound = readNik(textAt(row, nik), storedAt(row, nik), { on })
        read.push({
          row: row.number,
          role: ROLE_OF.get(headerKey(cell('role'))) ?? null,
          villages: villagesOf(cell('village')),
          station: stationOf(cell('station')),
          index: sound.value ? nikIndex(ring, sound.value.nik.reveal()) : null,
        })
      }
  } finally {
    list.close()
  }
  return known(db, read)
}

function placesOf(headers: readonly string[]): { readonly [Name in Column]: number } {
  const keys = headers.map(headerKey)
  const placeOf = (column: Column) =>
    keys.findIndex((key) => COLUMNS[column].some((word) => headerKey(word) === key))
  const role = placeOf('role')
  if (role === -1)
    throw refuse('KOLOM_HILANG', {
      missing: [COLUMNS.role[0]],
      present: headers.filter((header) => header.trim() !== ''),
    })
  return { role, village: placeOf('village'), station: placeOf('station') }
}

/** `TPS 3`, `003` and `3` are one. */
function stationOf(text: string): number | null {
  const [, digits = ''] = /^(?:tps)?\s*0*(\d{1,4})$/i.exec(text) ?? []
  return digits === '' || digits === '0' ? null : Number(digits)
}

/** A village by its code or by its name within the district. */
async function villageReader(db: Queryable, district: RegionCode, on: PlainDate) {
  const find = await villageFinder(db, district, on)
  return (text: string): readonly RegionCode[] => {
    if (text === '') return []
    if (/^\d{2}[.\d]{8,11}$/.test(text)) return [parseRegionCode('village', text)]
    return find({ village: text, district: '', regency: '' })
  }
}

async function known(db: Queryable, read: readonly ReadRow[]): Promise<ToldOfficer[]> {
  const { rows } = await sql<{ id: bigint | null }>`
    select case when t.index is null then null else standing_person(person_of_identity(t.index)) end as id
    from unnest(${read.map(({ index }) => index)}::bytea[]) with ordinality as t (index, place) order by t.place`.execute(
    db,
  )
  return read.map(({ index: _index, ...officer }, at) => ({ ...officer, personId: rows[at]?.id ?? null }))
}
