import { parseNik } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { isWithin, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { BusinessSize } from '../../rules/membership.ts'
import { cleanText, isCellError, isPlaceholder } from '../people/row/clean-text.ts'
import { readDateText, readSerial } from '../people/row/date-text.ts'
import { findKbliDivision } from './kbli.ts'
import type { EmployerFields } from './employers.ts'
import {
  employerOutcome,
  type EmployerCell,
  type EmployerOutcome,
  type EmployerOutcomeCode,
  type EmployerOutcomeDetails,
} from './row-outcomes.ts'

/** The cells of one employer as written, and which of them a spreadsheet kept as numbers. */
export type EmployerCells = {
  readonly texts: { readonly [Cell in EmployerCell]?: string | undefined }
  readonly numbers?: ReadonlySet<EmployerCell>
}

export type WrittenPlaces = { readonly village: string; readonly district: string; readonly regency: string }

export type EmployerContext = {
  readonly on: PlainDate
  /** The region the list is about, for rows that say no other; 0 for the whole country, where each row must say. */
  readonly home: RegionCode
  /** Within which its bringer may write. */
  readonly reach: RegionCode
  /** The narrowest regions that fit the names. */
  readonly findPlaces: (written: WrittenPlaces) => readonly RegionCode[]
}

export type EmployerReading = {
  readonly fields: EmployerFields | null
  readonly outcomes: readonly EmployerOutcome[]
}

/** A name longer than this is a paragraph that slipped into the wrong column. */
const MOST_CHARACTERS = 255
const MOST_WORKERS = 1_000_000
/** A thousand billion rupiah a month is no wage bill of one employer. */
const MOST_WAGES: Rupiah = 1_000_000_000_000n

/** Reads one employer for a file, the API and a form alike: everything wrong is said at once, and nothing is corrected or guessed. */
export function readEmployer(cells: EmployerCells, context: EmployerContext): EmployerReading {
  const row = new Reader(cells)
  const name = row.words('name')
  if (name === null && !row.hasSaid('name')) row.say('NAMA_KOSONG', 'name')
  const regionCode = readRegion(row, context)
  const rest = {
    npp: readNpp(row),
    nib: readNib(row),
    npwp: readCompanyNpwp(row, context.on),
    address: row.words('address'),
    kbli: readKbli(row),
    size: readSize(row),
    ...readCounts(row),
    wages: readWages(row),
    reportedOn: readReportDay(row, context.on),
  }
  const fields = name === null || regionCode === null ? null : { name, regionCode, ...rest }
  return { fields, outcomes: row.outcomes }
}

/** The cells of one row, and what has been said about them so far. */
class Reader {
  readonly outcomes: EmployerOutcome[] = []
  readonly #cells: EmployerCells

  constructor(cells: EmployerCells) {
    this.#cells = cells
  }

  say<Code extends EmployerOutcomeCode>(
    code: Code,
    cell: EmployerCell | null,
    ...details: EmployerOutcomeDetails[Code] extends Readonly<Record<string, never>>
      ? []
      : [EmployerOutcomeDetails[Code]]
  ): null {
    this.outcomes.push(employerOutcome(code, cell, (details[0] ?? {}) as EmployerOutcomeDetails[Code]))
    return null
  }

  hasSaid(cell: EmployerCell): boolean {
    return this.outcomes.some(({ field }) => field === cell)
  }

  isNumber(cell: EmployerCell): boolean {
    return this.#cells.numbers?.has(cell) ?? false
  }

  /** The text of a cell that holds a number, code or date; '' where there is nothing. */
  signs(cell: EmployerCell): string {
    const { text } = cleanText(this.#cells.texts[cell] ?? '')
    const folded = text.normalize('NFKC').replace(/^'/, '')
    return isPlaceholder(folded) ? '' : folded
  }

  /** A free text, or null where there is none or it cannot be kept. */
  words(cell: EmployerCell): string | null {
    const { text, isBroken } = cleanText(this.#cells.texts[cell] ?? '')
    if (isBroken) return this.say('TEKS_RUSAK', cell)
    if (isPlaceholder(text)) return null
    if (isCellError(text)) return this.say('SEL_GALAT', cell)
    const { length } = text
    if (length <= MOST_CHARACTERS) return text
    const code = cell === 'name' ? 'NAMA_PANJANG' : 'TEKS_PANJANG'
    return this.say(code, cell, { length, most: MOST_CHARACTERS })
  }
}

const marksOff = (text: string) => text.replace(/[\s.'/-]/g, '')

/** BPJS Ketenagakerjaan numbers employers by letters and digits; their number of places is nowhere laid down, so it is not enforced. */
function readNpp(row: Reader): string | null {
  const npp = marksOff(row.signs('npp')).toUpperCase()
  if (npp === '') return null
  return /^[0-9A-Z]{6,13}$/.test(npp) && /\d{4}/.test(npp) ? npp : row.say('NPP_FORMAT', 'npp')
}

/** Thirteen digits. A spreadsheet that lost a leading zero or wrote an E has lost the number. */
function readNib(row: Reader): string | null {
  const nib = marksOff(row.signs('nib').replace(/\.0$/, ''))
  if (nib === '') return null
  return /^\d{13}$/.test(nib) ? nib : row.say('NIB_FORMAT', 'nib')
}

/**
 * A company's tax number: 15 digits, 16 since PMK 112/2022, or 22 with its place. Sixteen digits that can be a NIK are a person's: they
 * are not kept, because nothing here needs them and employers are not encrypted.
 */
function readCompanyNpwp(row: Reader, on: PlainDate): string | null {
  const npwp = marksOff(row.signs('npwp'))
  if (npwp === '') return null
  if (!/^(?:\d{15,16}|\d{22})$/.test(npwp)) return row.say('NPWP_FORMAT', 'npwp')
  const isPersons = npwp.length !== 15 && parseNik(npwp.slice(0, 16), { on }).accepted
  return isPersons ? row.say('NPWP_NIK', 'npwp') : npwp
}

/** `01262`, `A-01262`, `KBLI 01262`; a list that lost the leading zero (`1262`) says another code and is warned about where it is none. */
function readKbli(row: Reader): string | null {
  const text = row.signs('kbli')
  if (text === '') return null
  const code = /^(?:kbli)?\s*[a-v]?[\s.:-]*(\d{2,5})(?:\.0)?(?:\D.*)?$/i.exec(text)?.[1] ?? ''
  return findKbliDivision(code) ? code : row.say('KBLI_TAK_DIKENAL', 'kbli')
}

const SIZES: ReadonlyMap<string, BusinessSize> = new Map([
  ['mikro', 'micro'],
  ['umi', 'micro'],
  ['kecil', 'small'],
  ['menengah', 'medium'],
  ['sedang', 'medium'],
  ['besar', 'large'],
])

function readSize(row: Reader): BusinessSize | null {
  const text = row.signs('size').toLowerCase()
  if (text === '') return null
  const word = text.replace(/\b(?:usaha|perusahaan|skala)\b/g, '').trim()
  return SIZES.get(word) ?? row.say('SKALA_FORMAT', 'size')
}

type Counts = Pick<EmployerFields, 'menCount' | 'womenCount' | 'foreignCount' | 'registeredCount'>

/** An empty count is not zero: nobody has said. */
function readCounts(row: Reader): Counts {
  const counts = {
    menCount: readCount(row, 'menCount'),
    womenCount: readCount(row, 'womenCount'),
    foreignCount: readCount(row, 'foreignCount'),
    registeredCount: readCount(row, 'registeredCount'),
  }
  const { menCount, womenCount, foreignCount, registeredCount } = counts
  if (menCount === null || womenCount === null) return counts
  const workerCount = menCount + womenCount
  if (foreignCount !== null && foreignCount > workerCount)
    row.say('TK_ASING_LEBIH', 'foreignCount', { foreignCount, workerCount })
  if (registeredCount !== null && registeredCount > workerCount)
    row.say('TK_TERDAFTAR_LEBIH', 'registeredCount', { registeredCount, workerCount })
  return counts
}

const COUNT = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:\s*(?:orang|org|tk|pekerja|jiwa))?$/i

function readCount(row: Reader, cell: keyof Counts): number | null {
  const text = row.signs(cell)
  if (text === '') return null
  const digits = row.isNumber(cell)
    ? /^(\d+)(?:\.0+)?$/.exec(text)?.[1]
    : COUNT.exec(text)?.[1]?.replace(/[.,]/g, '')
  const count = Number(digits ?? Number.NaN)
  return count <= MOST_WORKERS ? count : row.say('JUMLAH_FORMAT', cell)
}

const AMOUNT = /^(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,]0{1,2}|,-)?$/

/** All wages of a month in whole rupiah, with or without marks between thousands. */
function readWages(row: Reader): Rupiah | null {
  const text = row.signs('wages').toLowerCase()
  if (text === '') return null
  const whole = AMOUNT.exec(text.replace(/^(?:rp|idr)\.?/, '').replaceAll(' ', ''))?.[1]
  const amount = whole === undefined ? null : BigInt(whole.replace(/[.,]/g, ''))
  return amount !== null && amount <= MOST_WAGES ? amount : row.say('UPAH_FORMAT', 'wages')
}

function readReportDay(row: Reader, on: PlainDate): PlainDate | null {
  const text = row.signs('reportedOn')
  if (text === '') return null
  const reading =
    row.isNumber('reportedOn') && /^\d+(?:\.\d+)?$/.test(text)
      ? readSerial(text, 1900)
      : readDateText(text, Number(on.slice(0, 4)))
  if ('problem' in reading) return row.say('TGL_FORMAT', 'reportedOn')
  return reading.date > on ? row.say('TGL_DEPAN', 'reportedOn') : reading.date
}

function readRegion(row: Reader, context: EmployerContext): RegionCode | null {
  const found = placeOf(row, context)
  if (found === null || isWithin(found, context.reach)) return found
  return row.say('WILAYAH_LUAR_WEWENANG', 'regionCode')
}

/** A code where a name was asked: whoever was told to write the code writes it there. */
const CODE = /^\d{2}\s?\.\s?\d{2}(?:\s?\.\s?\d{2}(?:\s?\.\s?\d{4})?)?$/

function placeOf(row: Reader, { home, findPlaces }: EmployerContext): RegionCode | null {
  const code = row.signs('regionCode').replaceAll(' ', '')
  if (code !== '') return readCode(row, code)
  const written = {
    village: row.words('village') ?? '',
    district: row.words('district') ?? '',
    regency: row.words('regency') ?? '',
  }
  const named = [written.village, written.district, written.regency].find((each) => each !== '')
  if (named !== undefined && CODE.test(named)) return readCode(row, named.replaceAll(' ', ''))
  if (named === undefined) return home === 0 ? row.say('WILAYAH_KOSONG', 'regency') : home
  const places = findPlaces(written)
  const [place, other] = places
  if (place === undefined) return row.say('WILAYAH_TAK_DIKENAL', 'regency', { written: named })
  if (other !== undefined)
    return row.say('WILAYAH_MENDUA', 'regency', { written: named, count: places.length })
  return place
}

function readCode(row: Reader, code: string): RegionCode | null {
  try {
    return parseRegionCode('regionCode', code)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return row.say('WILAYAH_FORMAT', 'regionCode')
  }
}
