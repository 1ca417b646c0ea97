import type { OutcomeCode } from '../../src/modules/people/row/outcome.ts'
import { Chance } from '../chance.ts'
import type { Cell, Medium, RowCells } from './cells.ts'
import { CONTRADICTED, REPEATED, SHIFTED, type ExpectedFate } from './flaws.ts'
import { headerRows, type Layout } from './layouts.ts'
import { listedPerson, type ListedPerson, type ListOf } from './person.ts'
import { rowPlans, type RowPlan } from './plan-rows.ts'
import { TruthCount, type OtherRow, type RosterTruth } from './truth.ts'
import { placeAndDate, writtenDate, writtenIncome, writtenPhone, writtenSex } from './writings.ts'

/** One row of the file. `isUnquoted`: whoever wrote it forgot that a cell holds the separator. */
export type RosterRow = { readonly cells: readonly Cell[]; readonly isUnquoted?: true }

export type RosterPlan = ListOf & {
  readonly rowCount: number
  readonly layout: Layout
  readonly medium: Medium
}

/** The rows of a list from its titles to its signature, one after another in little memory; at the end, what was planted in them. */
export function* rosterRows(plan: RosterPlan): Generator<RosterRow, RosterTruth> {
  const truth = new TruthCount()
  const { layout, rowCount, seed, isMessy, medium } = plan
  const planAt = rowPlans(seed, isMessy, medium)
  yield* besides(
    truth,
    'title',
    layout.titles.map((title) => [title]),
  )
  yield* besides(truth, 'header', headerRows(layout))
  if (layout.hasColumnNumbers)
    yield* besides(truth, 'column-numbers', [layout.columns.map((_, place) => String(place + 1))])
  for (let index = 0; index < rowCount; index += 1) {
    yield personRow(plan, planAt(index), index, truth)
    yield* between(layout, index + 1, rowCount, truth)
  }
  if (layout.hasSignature) yield* ending(layout, rowCount, truth)
  return truth.whole()
}

function* besides(
  truth: TruthCount,
  what: OtherRow,
  rows: readonly (readonly Cell[])[],
): Generator<RosterRow> {
  for (const cells of rows) {
    truth.beside(what)
    yield { cells }
  }
}

const PAGE = 40
const HAMLET = 75

/** What a print leaves between the rows of a list: blank rows, subtotals, the header again on each page. */
function* between(
  layout: Layout,
  written: number,
  rowCount: number,
  truth: TruthCount,
): Generator<RosterRow> {
  if (written === rowCount) return
  if (layout.hasSubtotals && written % HAMLET === 0) {
    yield* besides(truth, 'subtotal', [totalRow(layout, `Jumlah Dusun ${written / HAMLET}`, HAMLET)])
    yield* besides(truth, 'blank', [[]])
  }
  if (layout.repeatsHeader && written % PAGE === 0) yield* besides(truth, 'header-again', headerRows(layout))
}

function* ending(layout: Layout, rowCount: number, truth: TruthCount): Generator<RosterRow> {
  yield* besides(truth, 'total', [totalRow(layout, 'TOTAL', rowCount)])
  yield* besides(truth, 'blank', [[]])
  const place = layout.columns.findIndex(({ field }) => field === 'address')
  const lines = ['Mengetahui,', 'Kepala Desa', '( .......................... )']
  yield* besides(
    truth,
    'signature',
    lines.map((line) => [...Array.from({ length: place }, () => ''), line]),
  )
}

function totalRow({ columns }: Layout, word: string, count: number): Cell[] {
  return columns.map(({ field }, place) => {
    if (place === 0) return word
    return field === 'note' ? `${count} orang` : ''
  })
}

function personRow(plan: RosterPlan, row: RowPlan, index: number, truth: TruthCount): RosterRow {
  const chance = new Chance(plan.seed, 3, index)
  const own = listedPerson(plan, index)
  switch (row.about) {
    case 'person':
      return flawedRow(plan, own, row.flaw, index, chance, truth)
    case 'shifted':
      return shiftedRow(plan, own, index, chance, truth)
    case 'repeated': {
      const { cells, codes } = writtenRow(plan, listedPerson(plan, row.source), index, chance)
      return counted(plan, cells, truth, REPEATED.fate, [...codes, ...REPEATED.codes], REPEATED.kind)
    }
    case 'contradicted': {
      const source = listedPerson(plan, row.source)
      truth.takeBack(CONTRADICTED.codes[0])
      const { cells } = writtenRow(plan, otherOf(source, own), index, chance)
      cells.bornOn = source.bornOn
      return counted(plan, cells, truth, CONTRADICTED.fate, CONTRADICTED.codes, CONTRADICTED.kind)
    }
  }
}

/** Somebody else under the same number, as when a clerk copies a cell downwards. */
function otherOf(source: ListedPerson, own: ListedPerson): ListedPerson {
  const name = own.name === source.name ? `${own.name} Kedua` : own.name
  return { ...source, name, motherName: own.motherName, phone: own.phone }
}

function flawedRow(
  plan: RosterPlan,
  person: ListedPerson,
  flaw: (RowPlan & { about: 'person' })['flaw'],
  index: number,
  chance: Chance,
  truth: TruthCount,
): RosterRow {
  const { cells, codes } = writtenRow(plan, person, index, chance)
  if (!flaw) return counted(plan, cells, truth, 'accepted', codes, null)
  flaw.plant(cells, person, chance)
  const said = flaw.hidesDate === true ? flaw.codes : [...codes, ...flaw.codes]
  return counted(plan, cells, truth, flaw.fate, said, flaw.kind)
}

/** An address with the separator in it, in a file without quotation marks: everything behind it moves on by some columns. */
function shiftedRow(
  plan: RosterPlan,
  person: ListedPerson,
  index: number,
  chance: Chance,
  truth: TruthCount,
): RosterRow {
  const { cells } = writtenRow(plan, person, index, chance)
  const row = counted(plan, cells, truth, SHIFTED.fate, SHIFTED.codes, SHIFTED.kind)
  const last = plan.layout.columns.length - 1
  const address = plan.layout.columns.findIndex(({ field }) => field === 'address')
  const moved = row.cells.flatMap((cell, place) => {
    if (place === address) return ['Jl. Merdeka', 'dekat masjid']
    return place === last && cell === '' ? ['v'] : [cell]
  })
  return { cells: moved, isUnquoted: true }
}

function counted(
  { layout, medium, seed }: RosterPlan,
  cells: RowCells,
  truth: TruthCount,
  fate: ExpectedFate,
  codes: readonly OutcomeCode[],
  kind: string | null,
): RosterRow {
  truth.row(fate, codes, kind)
  if (medium.hasTogether && cells.bornOn !== undefined) {
    const chance = new Chance(seed, 7, Number(cells.ordinal))
    cells.birthPlaceAndDate = placeAndDate(chance, textOf(cells.birthPlace ?? ''), textOf(cells.bornOn))
  }
  return { cells: layout.columns.map(({ field }) => cells[field] ?? '') }
}

/** A cell as a person would read it. */
export function textOf(cell: Cell): string {
  return typeof cell === 'object' ? cell.day : String(cell)
}

type Written = { readonly cells: RowCells; readonly codes: readonly OutcomeCode[] }

/** A person as this list writes people down, with what an importer mentions of the writing itself. */
function writtenRow(
  { medium, isMessy }: RosterPlan,
  person: ListedPerson,
  index: number,
  chance: Chance,
): Written {
  const cells: RowCells = {
    ordinal: String(index + 1),
    nik: person.nik,
    familyCardNumber: person.familyCardNumber,
    name: person.name,
    birthPlace: person.birthPlace,
    motherName: person.motherName,
    villageCode: person.villageCode,
    village: person.village,
    occupation: person.occupation,
    rt: String(person.rt).padStart(3, '0'),
    rw: String(person.rw).padStart(3, '0'),
    address: `Dusun ${person.rw}`,
    phone: `0${person.phone.slice(3)}`,
    sex: person.sex === 'male' ? 'L' : 'P',
    income: String(person.income),
    bornOn: person.bornOn.split('-').reverse().join('-'),
  }
  return isMessy ? writtenByHand(cells, person, medium, chance) : { cells, codes: [] }
}

const ADDRESSES = [
  'Jl. Merdeka, Gg. "Damai" No. 7',
  'Dusun II; dekat masjid',
  'Dusun III\nRT 02',
  'Lr. Kelapa No. 12',
] as const

function writtenByHand(cells: RowCells, person: ListedPerson, medium: Medium, chance: Chance): Written {
  const { cell, isShort } = writtenDate(chance, person.bornOn, medium)
  cells.bornOn = cell
  cells.sex = writtenSex(chance, person.sex)
  cells.phone = writtenPhone(chance, person.phone, medium)
  cells.income = writtenIncome(chance, person.income, medium)
  cells.livingStatus = chance.pick(['', '', 'Hidup', 'ada'])
  cells.village = chance.pick([
    person.village,
    person.village.toUpperCase(),
    `Desa ${person.village}`,
    `Ds. ${person.village}`,
  ])
  cells.religion = chance.pick(['Islam', 'Islam', 'Islam', 'Kristen', 'Buddha'])
  cells.shirtSize = chance.pick(['S', 'M', 'L', 'XL', ''])
  cells.note = chance.pick(['', '', '', 'sudah wawancara', '-'])
  if (chance.is(150)) cells.address = chance.pick(ADDRESSES)
  if (chance.is(100)) cells.occupation = person.occupation.toLowerCase()
  if (chance.is(60)) cells.motherName = ''
  return { cells, codes: isShort ? ['TGL_TAHUN_DUA_ANGKA'] : [] }
}
