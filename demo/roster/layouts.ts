import type { Chance } from '../chance.ts'
import type { RosterField } from './cells.ts'

export type Column = {
  readonly field: RosterField
  readonly header: string
  /** What stands above the header, over this column and those that follow with the same word. */
  readonly group?: string
}

/** How a list is laid out. */
export type Layout = {
  readonly titles: readonly string[]
  readonly columns: readonly Column[]
  readonly hasTwoRowHeader: boolean
  readonly hasColumnNumbers: boolean
  readonly hasSubtotals: boolean
  readonly repeatsHeader: boolean
  readonly hasSignature: boolean
}

/** The layout that we ask people for. */
const OWN: readonly Column[] = [
  { field: 'nik', header: 'NIK' },
  { field: 'familyCardNumber', header: 'NO_KK' },
  { field: 'name', header: 'NAMA' },
  { field: 'birthPlace', header: 'TEMPAT_LAHIR' },
  { field: 'bornOn', header: 'TGL_LAHIR' },
  { field: 'sex', header: 'JENIS_KELAMIN' },
  { field: 'motherName', header: 'NAMA_IBU_KANDUNG' },
  { field: 'address', header: 'ALAMAT' },
  { field: 'rt', header: 'RT' },
  { field: 'rw', header: 'RW' },
  { field: 'villageCode', header: 'KODE_WILAYAH' },
  { field: 'phone', header: 'NO_HP' },
  { field: 'occupation', header: 'PEKERJAAN' },
  { field: 'income', header: 'PENGHASILAN' },
  { field: 'note', header: 'KET' },
]

export const OWN_LAYOUT: Layout = {
  titles: [],
  columns: OWN,
  hasTwoRowHeader: false,
  hasColumnNumbers: false,
  hasSubtotals: false,
  repeatsHeader: false,
  hasSignature: false,
}

/** What people call the columns that we know by other names. */
const SAYINGS: { readonly [Field in RosterField]: readonly [string, ...string[]] } = {
  ordinal: ['NO', 'No.', 'NO URUT', 'Nomor'],
  nik: ['NIK', 'NO. KTP', 'NIK (16 digit)', 'Nomor KTP *', 'NIK/No KTP', 'No. Induk Kependudukan'],
  familyCardNumber: ['NO KK', 'No. Kartu Keluarga', 'Nomor KK'],
  name: ['NAMA', 'NAMA LENGKAP', 'Nama Lengkap (sesuai KTP)', 'NAMA PESERTA', 'Nama Pekerja', 'NAMA WARGA'],
  birthPlace: ['TEMPAT LAHIR', 'Tempat Lahir', 'Tmpt Lahir'],
  bornOn: ['TANGGAL LAHIR', 'TGL LAHIR', 'Tgl. Lahir', 'Tanggal Lahir (hh-bb-tttt)'],
  birthPlaceAndDate: ['TEMPAT, TGL LAHIR', 'TTL', 'Tempat/Tgl Lahir', 'Tempat dan Tanggal Lahir'],
  sex: ['L/P', 'JENIS KELAMIN', 'JK', 'Jns Kelamin'],
  motherName: ['NAMA IBU', 'Nama Ibu Kandung', 'IBU KANDUNG'],
  address: ['ALAMAT', 'Alamat Lengkap', 'ALAMAT SESUAI KTP'],
  rt: ['RT', 'NO RT'],
  rw: ['RW', 'NO RW'],
  village: ['DESA', 'DESA/KELURAHAN', 'Nama Desa', 'Kel/Desa'],
  villageCode: ['KODE WILAYAH', 'KODE DESA', 'Kode Kemendagri'],
  phone: ['NO HP', 'No. HP/WA', 'Nomor Handphone', 'TELEPON', 'WhatsApp'],
  occupation: ['PEKERJAAN', 'Jenis Pekerjaan', 'PROFESI', 'Mata Pencaharian'],
  income: ['PENGHASILAN', 'Penghasilan per Bulan', 'UPAH', 'Pendapatan Sebulan'],
  livingStatus: ['STATUS PENDUDUK', 'Keterangan Keberadaan', 'Status Hidup'],
  note: ['KET', 'Keterangan', 'CATATAN'],
  religion: ['AGAMA', 'Agama'],
  shirtSize: ['UKURAN KAOS', 'Ukuran Baju'],
  signature: ['TTD', 'Tanda Tangan', 'PARAF'],
}

const TITLES = [
  'DAFTAR CALON PESERTA BPJS KETENAGAKERJAAN',
  'REKAPITULASI PEKERJA RENTAN TAHUN ANGGARAN BERJALAN',
  'DATA PEKERJA BUKAN PENERIMA UPAH (BPU)',
  'Lampiran Surat Kepala Desa',
] as const

/**
 * A layout as somebody made it up: titles above, columns in another order, some of nobody's business, a header of one row or two.
 * A list of several villages tells them apart by their codes: two of one district may have one name.
 */
export function messyLayout(chance: Chance, isOfOneVillage: boolean): Layout {
  const isTogether = chance.is(400)
  const dates: readonly RosterField[] = isTogether ? ['birthPlaceAndDate'] : ['birthPlace', 'bornOn']
  const hasTwoRowHeader = chance.is(450)
  const rest = shuffled(chance, [
    'sex',
    'familyCardNumber',
    'motherName',
    'occupation',
    'phone',
    'income',
    'livingStatus',
    isOfOneVillage && chance.is(700) ? 'village' : 'villageCode',
  ] as const)
  const extra = shuffled(chance, ['religion', 'shirtSize'] as const).slice(0, chance.between(0, 2))
  const first: readonly RosterField[] = chance.is(600) ? ['nik', 'name'] : ['name', 'nik']
  const fields: readonly RosterField[] = [
    'ordinal',
    ...first,
    ...dates,
    ...rest,
    'address',
    'rt',
    'rw',
    ...extra,
    'note',
    'signature',
  ]
  return {
    titles: ['PEMERINTAH DESA', chance.pick(TITLES), ''].slice(0, chance.between(2, 3)),
    columns: fields.map((field) => ({
      field,
      header: chance.pick(SAYINGS[field]),
      ...(hasTwoRowHeader && ADDRESS.has(field) && { group: 'ALAMAT' }),
    })),
    hasTwoRowHeader,
    hasColumnNumbers: chance.is(500),
    hasSubtotals: chance.is(500),
    repeatsHeader: chance.is(500),
    hasSignature: true,
  }
}

/** These stand under one word when the header has two rows. */
const ADDRESS: ReadonlySet<RosterField> = new Set(['address', 'rt', 'rw'])

/** The header as rows of cells: in two rows, the upper has the groups and the names of columns without one. */
export function headerRows({ columns, hasTwoRowHeader }: Layout): string[][] {
  if (!hasTwoRowHeader) return [columns.map(({ header }) => header)]
  const isFirstOfGroup = (place: number) => columns[place]?.group !== columns[place - 1]?.group
  const upper = columns.map(({ header, group }, place) => {
    if (group === undefined) return header
    return isFirstOfGroup(place) ? group : ''
  })
  const lower = columns.map(({ field, header, group }) => {
    if (group === undefined) return ''
    return field === 'address' ? 'Jalan' : header
  })
  return [upper, lower]
}

function shuffled<Each>(chance: Chance, list: readonly Each[]): Each[] {
  const left = [...list]
  const mixed: Each[] = []
  while (left.length > 0) mixed.push(...left.splice(chance.below(left.length), 1))
  return mixed
}
