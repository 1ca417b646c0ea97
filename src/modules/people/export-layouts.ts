import { dottedCode } from '../../kernel/region-code.ts'
import { templateHeaders, type TemplateName } from '../imports/reading/templates.ts'
import type { ToldPerson } from './people.ts'
import type { LivingStatus, MaritalStatus } from './row/read-choice.ts'

/** The layouts in which people leave, as the command line and the API name them. */
export const LAYOUT_NAMES = [
  'xlsx',
  'csv',
  'bpu',
  'sipp-baru',
  'sipp-lanjutan',
  'sipp-upah',
  'sipp-nonaktif',
  'opensid',
] as const
export type LayoutName = (typeof LAYOUT_NAMES)[number]

/** What is the same in every row of a file, and nowhere in the registry. */
export type LayoutChoices = {
  /** KODE_PAKET of the BPU template. */
  readonly bpuPackage: string
  /** BULAN_IURAN of the BPU template: how many months are paid at once, 1 to 12. */
  readonly monthCount: number
}

/** A person on his way out, with the names of the regions he lives in, '' where the map of the day has none. */
export type LeavingPerson = ToldPerson & {
  readonly places: { readonly village: string; readonly district: string; readonly regency: string }
}

export type ExportLayout = {
  readonly header: readonly string[]
  /** The name of the sheet that a template prescribes. */
  readonly sheet: string
  /** Rows of one file: BPJS Ketenagakerjaan takes no more than 10,000. */
  readonly mostRows: number
  readonly kind: 'xlsx' | 'csv' | 'opensid'
  readonly cells: (person: LeavingPerson, choices: LayoutChoices) => string[]
  /** Of which people the layout takes none. */
  readonly leavesOut: LeftOut | null
  /** Why somebody cannot stand in such a file. */
  readonly refuses: (person: LeavingPerson) => LeftOut | null
}

/** Why somebody of the selection is not in the file: the form is for cardholders, or one cannot register a dead person. */
export type LeftOut = 'no-kpj' | 'deceased'

type Cell = (person: LeavingPerson, choices: LayoutChoices) => string
type Columns = Readonly<Record<string, Cell>>

const BPJS_ROWS = 10_000
/** Below what a sheet can hold, 1,048,576 with its header. */
const SHEET_ROWS = 1_000_000

const name: Cell = ({ open }) => open.name
const bornOn: Cell = ({ open }) => dayFirst(open.bornOn)
const birthPlace: Cell = ({ open }) => open.birthPlace ?? ''
const income: Cell = ({ open }) => (open.income === null ? '' : String(open.income))
const workLocation: Cell = ({ open }) => open.workLocation ?? ''
const address: Cell = ({ open }) => open.address ?? ''
const sex: Cell = ({ open }) => (open.sex === null ? '' : open.sex === 'male' ? 'L' : 'P')
const nik: Cell = ({ sealed }) => sealed.nik
const kpj: Cell = ({ sealed }) => sealed.kpj ?? ''
const email: Cell = ({ sealed }) => sealed.email ?? ''
const npwp: Cell = ({ sealed }) => sealed.npwp ?? ''
const motherName: Cell = ({ sealed }) => sealed.motherName ?? ''
const phone: Cell = ({ sealed }) => localPhone(sealed.phone)

const needsKpj = {
  leavesOut: 'no-kpj',
  refuses: ({ sealed }: LeavingPerson) => (sealed.kpj === undefined ? 'no-kpj' : null),
} as const
const needsLife = {
  leavesOut: 'deceased',
  refuses: ({ open }: LeavingPerson) => (open.livingStatus === 'deceased' ? 'deceased' : null),
} as const

const BPU = {
  NOMOR_IDENTITAS: nik,
  NAMA_LENGKAP: name,
  TGL_LAHIR: bornOn,
  HANDPHONE: phone,
  EMAIL: email,
  JENIS_PEKERJAAN_1: ({ open }) => open.occupation ?? '',
  JENIS_PEKERJAAN_2: ({ open }) => open.occupationSecond ?? '',
  LOKASI_PEKERJAAN: workLocation,
  UPAH: income,
  KODE_PAKET: (_, { bpuPackage }) => bpuPackage,
  BULAN_IURAN: (_, { monthCount }) => String(monthCount),
} satisfies Columns

/** What the registry does not know stays empty for the employer: numbers of staff, contract and its dates, code of the work's area. */
const SIPP_NEW = {
  NAMA_LENGKAP: name,
  HP: phone,
  EMAIL: email,
  TEMPAT_LAHIR: birthPlace,
  TANGGAL_LAHIR: bornOn,
  NAMA_IBU_KANDUNG: motherName,
  JENIS_IDENTITAS: () => 'KTP',
  NOMOR_IDENTITAS: nik,
  JENIS_KELAMIN: sex,
  SURAT_MENYURAT_KE: () => 'E',
  STATUS_KAWIN: ({ open }) =>
    open.maritalStatus === null ? '' : open.maritalStatus === 'married' ? 'Y' : 'T',
  NPWP: npwp,
  KODE_NEGARA: () => 'ID',
  UPAH: income,
  ALAMAT: address,
  LOKASI_PEKERJAAN: workLocation,
} satisfies Columns

const SIPP_CONTINUING = {
  NOMOR_IDENTITAS_KPJ: kpj,
  NAMA_LENGKAP: name,
  TGL_LAHIR: bornOn,
  UPAH: income,
  LOKASI_PEKERJAAN: workLocation,
} satisfies Columns

const SIPP_WAGES = {
  NIK: nik,
  KPJ: kpj,
  NAMA_LENGKAP: name,
  TGL_LAHIR: bornOn,
  UPAH: income,
} satisfies Columns

const SIPP_LEAVERS = { KPJ: kpj, NAMA_LENGKAP: name, TGL_LAHIR: bornOn } satisfies Columns

/** OpenSID knows its residents by NIK, keeps days as its database does, and calls the number on the card of a programme No. Peserta. */
const OPENSID = {
  Peserta: nik,
  'No. Peserta': kpj,
  NIK: nik,
  Nama: name,
  'Tempat Lahir': birthPlace,
  'Tanggal Lahir': ({ open }) => open.bornOn ?? '',
  Alamat: address,
} satisfies Columns

const MARITAL_WORDS: Readonly<Record<MaritalStatus, string>> = {
  'not-married': 'BELUM KAWIN',
  married: 'KAWIN',
  divorced: 'CERAI HIDUP',
  widowed: 'CERAI MATI',
}
const LIVING_WORDS: Readonly<Record<LivingStatus, string>> = {
  living: 'HIDUP',
  deceased: 'MENINGGAL',
  moved: 'PINDAH',
  missing: 'HILANG',
}

/** Our own layout, with everything that a list can tell of a person. */
const OWN = {
  NIK: nik,
  NO_KK: ({ sealed }) => sealed.familyCardNumber ?? '',
  NAMA: name,
  TEMPAT_LAHIR: birthPlace,
  TGL_LAHIR: bornOn,
  JENIS_KELAMIN: sex,
  NAMA_IBU_KANDUNG: motherName,
  ALAMAT: address,
  RT: ({ open }) => open.rt ?? '',
  RW: ({ open }) => open.rw ?? '',
  DUSUN: ({ open }) => open.hamlet ?? '',
  'DESA/KELURAHAN': ({ places }) => places.village,
  KECAMATAN: ({ places }) => places.district,
  KABUPATEN: ({ places }) => places.regency,
  KODE_WILAYAH: ({ open }) => dottedCode(open.residenceRegion),
  NO_HP: phone,
  PEKERJAAN: ({ open }) => open.occupation ?? '',
  LOKASI_KERJA: workLocation,
  JAM_KERJA_MULAI: ({ open }) => open.workStart ?? '',
  JAM_KERJA_SELESAI: ({ open }) => open.workEnd ?? '',
  PENGHASILAN: income,
  KELOMPOK: ({ open }) => open.groups.join(', '),
  DESIL: ({ open }) => (open.decile === null ? '' : String(open.decile)),
  NAMA_AHLI_WARIS: ({ sealed }) => sealed.heirName ?? '',
  HUBUNGAN: ({ open }) => open.heirRelation ?? '',
  NO_HP_AHLI_WARIS: ({ sealed }) => localPhone(sealed.heirPhone),
  JENIS_PEKERJAAN_2: ({ open }) => open.occupationSecond ?? '',
  EMAIL: email,
  KPJ: kpj,
  NPWP: npwp,
  NAMA_AYAH: ({ sealed }) => sealed.fatherName ?? '',
  STATUS_KAWIN: ({ open }) => (open.maritalStatus === null ? '' : MARITAL_WORDS[open.maritalStatus]),
  STATUS_HIDUP: ({ open }) => (open.livingStatus === null ? '' : LIVING_WORDS[open.livingStatus]),
} satisfies Columns

/** Behind the columns of our own layout, because other forms name them and it does not. */
const BEHIND_OWN = ['JENIS_PEKERJAAN_2', 'EMAIL', 'KPJ', 'NPWP', 'NAMA_AYAH', 'STATUS_KAWIN', 'STATUS_HIDUP']
/** Numbers that a spreadsheet would round or shorten when it opens a CSV file: an apostrophe keeps them text. */
const LONG_NUMBERS = ['NIK', 'NO_KK', 'NO_HP', 'NO_HP_AHLI_WARIS', 'KPJ', 'NPWP']

const own = [...templateHeaders('Payung people'), ...BEHIND_OWN]

/** Every layout: exact headers in their order, which people it takes, and how a person becomes a row. */
export const LAYOUTS: Readonly<Record<LayoutName, ExportLayout>> = {
  xlsx: layout(own, OWN, { sheet: 'Data', mostRows: SHEET_ROWS }),
  csv: layout(own, keptAsText(OWN), { sheet: 'Data', mostRows: SHEET_ROWS, kind: 'csv' }),
  bpu: template('BPU collective', BPU, { sheet: 'Data TK Baru', ...needsLife }),
  'sipp-baru': template('SIPP new', SIPP_NEW, { sheet: 'data_tk_baru', ...needsLife }),
  'sipp-lanjutan': template('SIPP continuing', SIPP_CONTINUING, {
    sheet: 'data_tk_lanjutan',
    ...needsKpj,
  }),
  'sipp-upah': template('SIPP wages', SIPP_WAGES, { sheet: 'data_upah', ...needsKpj }),
  'sipp-nonaktif': template('SIPP leavers', SIPP_LEAVERS, { sheet: 'data_tk_nonaktif', ...needsKpj }),
  opensid: template('OpenSID aid', OPENSID, { sheet: 'Peserta', kind: 'opensid' }),
}

type LayoutRest = Pick<ExportLayout, 'sheet'> & Partial<Omit<ExportLayout, 'header' | 'cells'>>

function template(form: TemplateName, columns: Columns, rest: LayoutRest): ExportLayout {
  return layout(templateHeaders(form), columns, rest)
}

function layout(header: readonly string[], columns: Columns, rest: LayoutRest): ExportLayout {
  const strange = Object.keys(columns).filter((each) => !header.includes(each))
  if (strange.length > 0) throw new RangeError(`no column ${strange.join(', ')}`)
  const inOrder = header.map((each) => columns[each] ?? (() => ''))
  return {
    mostRows: BPJS_ROWS,
    kind: 'xlsx',
    leavesOut: null,
    refuses: () => null,
    ...rest,
    header,
    cells: (person, choices) => inOrder.map((cell) => cell(person, choices)),
  }
}

function keptAsText(columns: Columns): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([header, cell]) => {
      if (!LONG_NUMBERS.includes(header)) return [header, cell]
      const kept: Cell = (person, choices) => {
        const text = cell(person, choices)
        return text === '' ? '' : `'${text}`
      }
      return [header, kept]
    }),
  )
}

/** `1990-03-22` as the forms want it: `22-03-1990`. */
function dayFirst(date: string | null): string {
  return date === null ? '' : `${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}`
}

/** `+62812…` as people dial it at home; a foreign number stays as it is. */
function localPhone(number: string | undefined): string {
  return (number ?? '').replace(/^\+62/, '0')
}
