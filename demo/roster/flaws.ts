import type { OutcomeCode } from '../../src/modules/people/row/outcome.ts'
import type { Chance } from '../chance.ts'
import type { Cell, Medium, RosterField, RowCells } from './cells.ts'
import { olderThanTheLimit, type ListedPerson } from './person.ts'

/** What an import must make of a row. */
export type ExpectedFate = 'accepted' | 'refused' | 'held' | 'duplicate'

/** One thing that is wrong with rows of real lists, and what an importer must say of it. */
export type Flaw = {
  readonly kind: string
  /** How many of a thousand rows have it. */
  readonly perMille: number
  readonly fate: ExpectedFate
  readonly codes: readonly OutcomeCode[]
  /** Its cell replaces the date, so that the date's own writing is not there to be mentioned. */
  readonly hidesDate?: boolean
  /** Where the flaw cannot be written, the row stays as it is. */
  fits?(medium: Medium): boolean
  plant(cells: RowCells, person: ListedPerson, chance: Chance): void
}

/** Writes one cell over. */
function put(
  field: RosterField,
  cell: Cell | ((person: ListedPerson, chance: Chance) => Cell),
): Flaw['plant'] {
  return (cells, person, chance) => {
    cells[field] = typeof cell === 'function' ? cell(person, chance) : cell
  }
}

const inCsv = ({ format }: Medium) => format === 'csv'
const inXlsx = ({ format }: Medium) => format === 'xlsx'
const villageNamed = ({ namesVillage }: Medium) => namesVillage
const dateAlone = ({ hasTogether }: Medium) => !hasTogether

const day = ({ bornOn }: ListedPerson) => bornOn.slice(8)
const month = ({ bornOn }: ListedPerson) => bornOn.slice(5, 7)
const year = ({ bornOn }: ListedPerson) => bornOn.slice(0, 4)

const NIK_FLAWS: readonly Flaw[] = [
  {
    kind: 'nik-with-separators',
    perMille: 20,
    fate: 'accepted',
    codes: ['NIK_DIRAPIKAN'],
    plant: put('nik', ({ nik }, chance) => {
      const fours = [nik.slice(0, 4), nik.slice(4, 8), nik.slice(8, 12), nik.slice(12)]
      return chance.is(200) ? `'${nik}` : fours.join(chance.pick([' ', ' ', '.', '-']))
    }),
  },
  {
    kind: 'nik-in-wide-digits',
    perMille: 4,
    fate: 'accepted',
    codes: ['NIK_DIRAPIKAN'],
    fits: ({ isWestern }) => !isWestern,
    plant: put('nik', ({ nik }) =>
      nik.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    ),
  },
  {
    kind: 'nik-as-number',
    perMille: 15,
    fate: 'refused',
    codes: ['NIK_RUSAK_EXCEL'],
    fits: inXlsx,
    // A spreadsheet keeps 15 digits and fills up with 0.
    plant: put('nik', ({ nik }) => Number(`${nik.slice(0, 15)}0`)),
  },
  {
    kind: 'nik-in-powers-of-ten',
    perMille: 15,
    fate: 'refused',
    codes: ['NIK_RUSAK_EXCEL'],
    plant: put(
      'nik',
      ({ nik }, chance) => `${nik.slice(0, 1)}${chance.pick([',', '.'])}${nik.slice(1, 6)}E+15`,
    ),
  },
  {
    kind: 'nik-with-letter-o',
    perMille: 10,
    fate: 'refused',
    codes: ['NIK_HURUF'],
    plant: put(
      'nik',
      ({ nik }, chance) => `${nik.slice(0, 12)}${chance.pick(['O', 'o', 'l'])}${nik.slice(13)}`,
    ),
  },
  {
    kind: 'nik-of-15-digits',
    perMille: 10,
    fate: 'refused',
    codes: ['NIK_PANJANG'],
    plant: put('nik', ({ nik }, chance) => {
      const at = chance.between(6, 14)
      return nik.slice(0, at) + nik.slice(at + 1)
    }),
  },
  {
    kind: 'nik-missing',
    perMille: 6,
    fate: 'refused',
    codes: ['NIK_KOSONG'],
    plant: put('nik', ''),
  },
]

const NAME_FLAWS: readonly Flaw[] = [
  {
    kind: 'name-with-digit',
    perMille: 4,
    fate: 'accepted',
    codes: ['NAMA_ANGKA'],
    plant: put('name', ({ name }) => `${name} 2`),
  },
  {
    kind: 'name-with-unseen-sign',
    perMille: 4,
    fate: 'accepted',
    codes: ['NAMA_DIRAPIKAN'],
    fits: ({ isWestern }) => !isWestern,
    plant: put('name', ({ name }) => `${name.slice(0, 2)}\u200b${name.slice(2)}`),
  },
  {
    kind: 'name-too-long',
    perMille: 3,
    fate: 'refused',
    codes: ['NAMA_PANJANG'],
    plant: put('name', ({ name }) => `${name} bin ${name} bin ${'Abdurrahman '.repeat(5)}`.trim()),
  },
  {
    kind: 'name-missing',
    perMille: 4,
    fate: 'refused',
    codes: ['NAMA_KOSONG'],
    plant: put('name', ''),
  },
  {
    kind: 'formula-error',
    perMille: 4,
    fate: 'refused',
    codes: ['SEL_GALAT'],
    plant: put('name', (_person, chance) => chance.pick(['#N/A', '#REF!', '#VALUE!'])),
  },
]

const DATE_FLAWS: readonly Flaw[] = [
  {
    kind: 'date-differs-from-nik',
    perMille: 10,
    fate: 'accepted',
    codes: ['TGL_BEDA_NIK'],
    hidesDate: true,
    plant: put('bornOn', (person) => `${day(person)}-${month(person)}-${Number(year(person)) - 1}`),
  },
  {
    kind: 'date-missing',
    perMille: 6,
    fate: 'accepted',
    codes: ['TGL_DARI_NIK'],
    hidesDate: true,
    plant: put('bornOn', ''),
  },
  {
    kind: 'date-that-never-was',
    perMille: 5,
    fate: 'refused',
    codes: ['TGL_TIDAK_ADA'],
    hidesDate: true,
    plant: put('bornOn', (person, chance) => `31-${chance.pick(['02', '04', '06'])}-${year(person)}`),
  },
  {
    kind: 'date-month-first',
    perMille: 5,
    fate: 'refused',
    codes: ['TGL_BULAN_DULU'],
    hidesDate: true,
    plant: put('bornOn', (person, chance) => `${month(person)}/${chance.between(13, 28)}/${year(person)}`),
  },
  {
    kind: 'date-in-words',
    perMille: 4,
    fate: 'refused',
    codes: ['TGL_FORMAT'],
    hidesDate: true,
    fits: dateAlone,
    plant: put('bornOn', (_person, chance) => chance.pick(['lupa', 'sesuai KTP', 'tidak tahu'])),
  },
  {
    kind: 'date-to-come',
    perMille: 3,
    fate: 'refused',
    codes: ['TGL_DEPAN'],
    hidesDate: true,
    plant: put('bornOn', (person) => `${day(person)}-${month(person)}-2090`),
  },
  {
    kind: 'older-than-the-limit',
    perMille: 15,
    fate: 'held',
    codes: ['USIA_LEBIH'],
    hidesDate: true,
    plant: (cells, person, chance) => {
      const { nik, bornOn } = olderThanTheLimit(chance, person)
      cells.nik = nik
      cells.bornOn = bornOn
    },
  },
]

const OTHER_FLAWS: readonly Flaw[] = [
  {
    kind: 'village-unknown',
    perMille: 6,
    fate: 'refused',
    codes: ['DESA_TAK_DIKENAL'],
    fits: villageNamed,
    plant: put('village', 'Desa Antah Berantah'),
  },
  {
    kind: 'sex-differs-from-nik',
    perMille: 8,
    fate: 'accepted',
    codes: ['JK_BEDA_NIK'],
    plant: put('sex', ({ sex }) => (sex === 'male' ? 'P' : 'L')),
  },
  { kind: 'sex-unreadable', perMille: 4, fate: 'accepted', codes: ['JK_FORMAT'], plant: put('sex', '?') },
  {
    kind: 'phone-unreadable',
    perMille: 12,
    fate: 'accepted',
    codes: ['HP_FORMAT'],
    plant: put('phone', '08400'),
  },
  {
    kind: 'two-phones',
    perMille: 10,
    fate: 'accepted',
    codes: ['HP_GANDA'],
    plant: put(
      'phone',
      ({ phone }, chance) =>
        `0${phone.slice(3)}${chance.pick([' / ', '; ', ' atau '])}0840${phone.slice(6).split('').reverse().join('')}`,
    ),
  },
  {
    kind: 'income-in-words',
    perMille: 5,
    fate: 'refused',
    codes: ['UPAH_FORMAT'],
    plant: put('income', (_person, chance) => chance.pick(['tidak tentu', 'harian', 'cukup'])),
  },
  {
    kind: 'income-of-two-meanings',
    perMille: 5,
    fate: 'refused',
    codes: ['UPAH_MENDUA'],
    plant: put('income', '3.500'),
  },
  {
    kind: 'income-below-nothing',
    perMille: 3,
    fate: 'refused',
    codes: ['UPAH_MINUS'],
    plant: put('income', '-500.000'),
  },
  {
    kind: 'income-hardly-possible',
    perMille: 5,
    fate: 'accepted',
    codes: ['UPAH_RENDAH'],
    plant: put('income', '50000'),
  },
  {
    kind: 'occupation-not-vulnerable',
    perMille: 8,
    fate: 'accepted',
    codes: ['PEKERJAAN_BUKAN_RENTAN'],
    plant: put('occupation', (_person, chance) =>
      chance.pick(['PNS', 'Anggota TNI', 'Karyawan BUMN', 'Pelajar/Mahasiswa']),
    ),
  },
  {
    kind: 'dead',
    perMille: 6,
    fate: 'held',
    codes: ['MENINGGAL'],
    plant: put('livingStatus', (_person, chance) => chance.pick(['Meninggal', 'Alm.', 'Wafat'])),
  },
  { kind: 'moved-away', perMille: 6, fate: 'held', codes: ['PINDAH'], plant: put('livingStatus', 'Pindah') },
  {
    kind: 'family-card-unreadable',
    perMille: 6,
    fate: 'accepted',
    codes: ['KK_FORMAT'],
    plant: put('familyCardNumber', ({ familyCardNumber }) => familyCardNumber.slice(0, 12)),
  },
]

/** Flaws that stand in one row alone. Rows that repeat or contradict another, and shifted ones, are planted by their place. */
export const FLAWS: readonly Flaw[] = [...NIK_FLAWS, ...NAME_FLAWS, ...DATE_FLAWS, ...OTHER_FLAWS]

/** In XLSX alone a NIK can be kept as a number, and in text alone a separator can move the cells of a row. */
export const REPEATED = {
  kind: 'same-row-twice',
  perMille: 15,
  fate: 'duplicate',
  codes: ['NIK_GANDA_BERKAS'],
} as const
export const CONTRADICTED = {
  kind: 'one-nik-two-people',
  perMille: 6,
  fate: 'held',
  codes: ['NIK_GANDA_NAMA_BEDA'],
} as const
export const SHIFTED = {
  kind: 'separator-in-a-cell',
  perMille: 4,
  fate: 'refused',
  codes: ['BARIS_BERGESER'],
  fits: inCsv,
} as const
