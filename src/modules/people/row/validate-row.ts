import type { NikContext } from '../../../kernel/nik.ts'
import { ageOn, type PlainDate } from '../../../kernel/plain-date.ts'
import { ancestorAt, depthOf, type RegionCode } from '../../../kernel/region-code.ts'
import type { EntryAge, RowPurpose } from './entry-age.ts'
import type { RawRow, RowField, StoredAs } from './fields.ts'
import { bareOutcome, outcome, standingOf, type BareCode, type Outcome } from './outcome.ts'
import type { PersonRow } from './person-row.ts'
import { readBirthDate } from './read-birth-date.ts'
import { readLivingStatus, readMaritalStatus, readSex, type LivingStatus } from './read-choice.ts'
import { readIncome } from './read-income.ts'
import { readPeriod, readMonthCount } from './read-months.ts'
import { readName } from './read-name.ts'
import { readNik, type SoundNik } from './read-nik.ts'
import {
  readDecile,
  readEmail,
  readFamilyCardNumber,
  readHour,
  readKpj,
  readNeighbourhood,
  readNpwp,
} from './read-numbers.ts'
import { readPhone } from './read-phone.ts'
import { readPlace, type PlaceContext } from './read-place.ts'
import { readProgrammes } from './read-programmes.ts'
import { readWords } from './read-words.ts'
import type { Reading } from './reading.ts'
import { isSecureOccupation } from './secure-occupations.ts'

export type RowContext = PlaceContext & {
  readonly on: PlainDate
  readonly purpose: RowPurpose
  /** From `entryAgeOf`. */
  readonly entryAge: EntryAge
  /** From which day the workbook counts its days. */
  readonly dateSystem?: 1900 | 1904
  readonly areaStatus?: NonNullable<NikContext['areaStatus']>
}

/** What a row came to. A held row is whole: only a person's decision is missing. */
export type RowReading =
  | { readonly standing: 'refused'; readonly row: null; readonly outcomes: readonly Outcome[] }
  | { readonly standing: 'accepted' | 'held'; readonly row: PersonRow; readonly outcomes: readonly Outcome[] }

/**
 * Reads one row of people for a file, the API and a form alike: every value typed and normalised, everything wrong said at once. No
 * I/O; nothing is corrected or guessed. What the registry knows of the NIK comes after: `knownRemarks`.
 */
export function validateRow(raw: RawRow, context: RowContext): RowReading {
  const cells = new Cells(raw)
  const identity = readIdentity(cells, context)
  const rest = readRest(cells, context)
  if (!identity) return { standing: 'refused', row: null, outcomes: cells.outcomes }
  const row: PersonRow = Object.assign(rest, identity)
  if (context.purpose !== 'residents') {
    cells.outcomes.push(...eligibilityOutcomes(row, context))
  }
  const standing = standingOf(cells.outcomes)
  return standing === 'accepted' || standing === 'held'
    ? { standing, row, outcomes: cells.outcomes }
    : { standing: 'refused', row: null, outcomes: cells.outcomes }
}

/** The cells of one row, and what has been said about them so far. */
class Cells {
  readonly outcomes: Outcome[] = []
  readonly #raw: RawRow

  constructor(raw: RawRow) {
    this.#raw = raw
    if (!raw.storedAs) return
    for (const [field, storedAs] of Object.entries(raw.storedAs) as [RowField, StoredAs][]) {
      if (storedAs === 'formula') this.outcomes.push(outcome('SEL_GALAT', field, { written: '=' }))
    }
  }

  text(field: RowField): string {
    return this.#raw.texts[field] ?? ''
  }

  storedAs(field: RowField): StoredAs {
    return this.#raw.storedAs?.[field] ?? 'text'
  }

  /** The value of a reading, its outcomes kept. */
  take<Value>({ value, outcomes }: Reading<Value>): Value | null {
    if (outcomes.length > 0) this.outcomes.push(...outcomes)
    return value
  }

  words(field: RowField): string | null {
    const text = this.text(field)
    return text === '' ? null : this.take(readWords(field, text))
  }
}

type Identity = Pick<PersonRow, 'nik' | 'name' | 'bornOn' | 'sex' | 'fromNik' | 'region'>

/** Who the row is about. Every part is read even when one fails, so that a row is mended once and not part by part. */
function readIdentity(cells: Cells, context: RowContext): Identity | null {
  const { on, dateSystem = 1900, areaStatus } = context
  const name = cells.take(readName('name', cells.text('name')))
  if (name === null && !says(cells, 'name')) cells.outcomes.push(outcome('NAMA_KOSONG', 'name', {}))
  const givenSex = cells.take(readSex(cells.text('sex')))
  const givenDate = cells.take(
    readBirthDate(cells.text('bornOn'), cells.storedAs('bornOn'), { on, dateSystem }),
  )
  const nik = cells.take<SoundNik>(
    readNik(cells.text('nik'), cells.storedAs('nik'), {
      on,
      ...(givenDate && { birthDate: givenDate }),
      ...(givenSex && { sex: givenSex }),
      ...(areaStatus && { areaStatus }),
    }),
  )
  const region = cells.take(readPlace(cells.text('regionCode'), placeNames(cells), context))
  const bornOn = givenDate ?? (nik && dateFromNik(cells, nik))
  if (!name || !nik || !bornOn || region === null) return null
  sayWhereIssued(cells, nik, context.home)
  const fromNik = { bornOn: givenDate === null, sex: givenSex === null }
  return { nik: nik.nik, name, bornOn, sex: givenSex ?? nik.sex, fromNik, region }
}

function says(cells: Cells, field: RowField): boolean {
  return cells.outcomes.some((said) => said.field === field)
}

function placeNames(cells: Cells) {
  return {
    village: cells.words('village') ?? '',
    district: cells.words('district') ?? '',
    regency: cells.words('regency') ?? '',
  }
}

/** The NIK stands in for a date that was not written, where it allows exactly one. An unreadable date stays an error. */
function dateFromNik(cells: Cells, { possibleBirthDates }: SoundNik): PlainDate | null {
  if (says(cells, 'bornOn')) return null
  const [only, other] = possibleBirthDates
  if (only === undefined || other !== undefined) {
    cells.outcomes.push(outcome('TGL_KOSONG', 'bornOn', {}))
    return null
  }
  cells.outcomes.push(outcome('TGL_DARI_NIK', 'bornOn', {}))
  return only
}

/** A NIK keeps the regency of its first issue for life: another one only says that the person has moved. */
function sayWhereIssued(cells: Cells, { nik }: SoundNik, home: RegionCode): void {
  const isToldAlready = says(cells, 'nik')
  if (isToldAlready || depthOf(home) === 'country' || depthOf(home) === 'provinsi') return
  const issuedIn = Number(`${nik.reveal().slice(0, 4)}000000`)
  if (issuedIn !== ancestorAt(home, 'kabupaten-kota')) cells.outcomes.push(outcome('WILAYAH_BEDA', 'nik', {}))
}

/** In one object: putting four together costs as much as reading their cells. */
function readRest(cells: Cells, context: RowContext): Omit<PersonRow, keyof Identity> {
  const card = readFamilyCardNumber(cells.text('familyCardNumber'), cells.storedAs('familyCardNumber'))
  const familyCardNumber = cells.take(card)
  const birthPlace = cells.words('birthPlace')
  const motherName = otherName(cells, 'motherName')
  const fatherName = otherName(cells, 'fatherName')
  const maritalStatus = cells.take(readMaritalStatus(cells.text('maritalStatus')))
  const livingStatus = cells.take(readLivingStatus(cells.text('livingStatus')))
  const heirName = otherName(cells, 'heirName')
  const heirRelation = cells.words('heirRelation')
  const heirPhone = cells.take(readPhone('heirPhone', cells.text('heirPhone')))
  const neighbourhood = cells.take(readNeighbourhood(cells.text('rt'), cells.text('rw')))
  const phone = cells.take(readPhone('phone', cells.text('phone')))
  const email = cells.take(readEmail(cells.text('email')))
  const address = cells.words('address')
  const hamlet = cells.words('hamlet')
  const occupation = cells.words('occupation')
  const occupationSecond = cells.words('occupationSecond')
  const workLocation = cells.words('workLocation')
  const workStart = cells.take(readHour('workStart', cells.text('workStart'), cells.storedAs('workStart')))
  const workEnd = cells.take(readHour('workEnd', cells.text('workEnd'), cells.storedAs('workEnd')))
  const income = cells.take(readIncome(cells.text('income'), cells.storedAs('income')))
  const group = cells.words('group')
  const decile = cells.take(readDecile(cells.text('decile')))
  const fundingSource = cells.words('fundingSource')
  const { programmes, startMonth, monthCount } = readCover(cells, context)
  return {
    familyCardNumber,
    birthPlace,
    motherName,
    fatherName,
    maritalStatus,
    livingStatus,
    heirName,
    heirRelation,
    heirPhone,
    phone,
    email,
    address,
    rt: neighbourhood?.rt ?? null,
    rw: neighbourhood?.rw ?? null,
    hamlet,
    occupation,
    occupationSecond,
    workLocation,
    workStart,
    workEnd,
    income,
    group,
    decile,
    fundingSource,
    programmes,
    startMonth,
    monthCount,
    kpj: cells.take(readKpj(cells.text('kpj'))),
    npwp: cells.take(readNpwp(cells.text('npwp'))),
    note: cells.words('note'),
  }
}

/** The names of others are kept as written: nobody is looked for by them. */
function otherName(cells: Cells, field: RowField): string | null {
  return cells.take(readName(field, cells.text(field)))?.written ?? null
}

/** Which programmes, and for which months. A range of months and a number of months must agree. */
function readCover(
  cells: Cells,
  { on }: RowContext,
): Pick<PersonRow, 'programmes' | 'startMonth' | 'monthCount'> {
  const period = cells.take(readPeriod(cells.text('startMonth'), Number(on.slice(0, 4))))
  const monthCount = cells.take(readMonthCount(cells.text('monthCount')))
  if (period?.monthCount && monthCount && period.monthCount !== monthCount) {
    cells.outcomes.push(outcome('BULAN_BEDA', 'monthCount', {}))
  }
  return {
    programmes: cells.take(readProgrammes(cells.text('programme'))),
    startMonth: period?.first ?? null,
    monthCount: monthCount ?? period?.monthCount ?? null,
  }
}

const STOP_OF_STATUS: { readonly [Status in LivingStatus]: BareCode | null } = {
  living: null,
  deceased: 'MENINGGAL',
  moved: 'PINDAH',
  missing: 'HILANG',
}

/** What stands against registering this person, by the row alone. The age counts on the day of registration. */
function eligibilityOutcomes(row: PersonRow, { on, entryAge, purpose }: RowContext): Outcome[] {
  const outcomes: Outcome[] = []
  const age = ageOn(on, row.bornOn)
  const { below, least } = entryAge
  if (below && age >= below.years) {
    outcomes.push(outcome('USIA_LEBIH', 'bornOn', { age, limit: below.years, rule: below.rule }))
  }
  if (least && age < least.years) {
    outcomes.push(outcome('USIA_KURANG', 'bornOn', { age, limit: least.years, rule: least.rule }))
  }
  const stop = row.livingStatus && STOP_OF_STATUS[row.livingStatus]
  if (stop) outcomes.push(bareOutcome(stop, 'livingStatus'))
  if (purpose === 'own-account' && row.occupation && isSecureOccupation(row.occupation)) {
    outcomes.push(outcome('PEKERJAAN_BUKAN_RENTAN', 'occupation', { occupation: row.occupation }))
  }
  return outcomes
}
