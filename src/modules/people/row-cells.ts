import { splitBirthPlaceAndDate } from '../imports/reading/birth-place-and-date.ts'
import type { ListField } from '../imports/reading/header-aliases.ts'
import { storedAt, textAt, type SheetRow } from '../imports/reading/sheet-row.ts'
import type { RawRow, RowField, StoredAs } from './row/fields.ts'

type Texts = { [Field in RowField]?: string }
type Kept = { [Field in RowField]?: StoredAs }

/** Columns of a list that say one field of a person, under the name that the validator knows. */
const ROW_FIELD_OF: { readonly [Field in ListField]?: RowField } = {
  nik: 'nik',
  familyCardNumber: 'familyCardNumber',
  name: 'name',
  birthPlace: 'birthPlace',
  bornOn: 'bornOn',
  sex: 'sex',
  motherName: 'motherName',
  fatherName: 'fatherName',
  phone: 'phone',
  email: 'email',
  address: 'address',
  rt: 'rt',
  rw: 'rw',
  hamlet: 'hamlet',
  village: 'village',
  district: 'district',
  regency: 'regency',
  regionCode: 'regionCode',
  occupation: 'occupation',
  occupationSecond: 'occupationSecond',
  workLocation: 'workLocation',
  workStartsAt: 'workStart',
  workEndsAt: 'workEnd',
  income: 'income',
  group: 'group',
  decile: 'decile',
  fundingSource: 'fundingSource',
  programme: 'programme',
  startMonth: 'startMonth',
  monthCount: 'monthCount',
  heirName: 'heirName',
  heirRelation: 'heirRelation',
  heirPhone: 'heirPhone',
  note: 'note',
  kpj: 'kpj',
  npwp: 'npwp',
  maritalStatus: 'maritalStatus',
  livingStatus: 'livingStatus',
}

/** Which column fills which field of the list; columns count from 0. */
export type ColumnOf = Readonly<Partial<Record<ListField, number>>>

/** Reads the cells of a list's rows for the validator. Cells that hold several fields are taken apart here. */
export function rowCells(columnOf: ColumnOf): (row: SheetRow) => RawRow {
  const single = Object.entries(columnOf).flatMap(([field, column]) => {
    const rowField = ROW_FIELD_OF[field as ListField]
    return rowField === undefined ? [] : [[rowField, column] as const]
  })
  const parts = COMPOSITES.filter(({ from }) => columnOf[from] !== undefined)
  return (row) => {
    const texts: Texts = {}
    for (const [field, column] of single) {
      const text = textAt(row, column)
      if (text !== '') texts[field] = text
    }
    for (const { take } of parts) take(row, columnOf, texts)
    return row.stored === null ? { texts } : { texts, storedAs: keptAs(row, single) }
  }
}

function keptAs(row: SheetRow, columns: readonly (readonly [RowField, number])[]): Kept {
  const kept: Kept = {}
  for (const [field, column] of columns) {
    const stored = storedAt(row, column)
    if (stored === 'number' || stored === 'date') kept[field] = stored
  }
  return kept
}

type Composite = {
  readonly from: ListField
  take(row: SheetRow, columnOf: ColumnOf, texts: Texts): void
}

/** What the column says, '' where the list has none. */
function cell(row: SheetRow, column: number | undefined): string {
  return column === undefined ? '' : textAt(row, column)
}

const COMPOSITES: readonly Composite[] = [
  {
    from: 'birthPlaceAndDate',
    take(row, { birthPlaceAndDate }, texts) {
      const { place, date } = splitBirthPlaceAndDate(cell(row, birthPlaceAndDate))
      if (place !== '') texts.birthPlace ??= place
      if (date !== '') texts.bornOn ??= date
    },
  },
  {
    from: 'rtRw',
    take(row, { rtRw }, texts) {
      const [rt = '', rw = ''] = cell(row, rtRw).split(/[/\\-]|\bRW\b/i, 2)
      if (rt.trim() !== '') texts.rt ??= rt.trim()
      if (rw.trim() !== '') texts.rw ??= rw.trim()
    },
  },
  {
    from: 'firstName',
    take(row, { firstName, middleName, lastName }, texts) {
      const whole = [firstName, middleName, lastName].map((column) => cell(row, column).trim())
      const name = whole.filter((part) => part !== '').join(' ')
      if (name !== '') texts.name ??= name
    },
  },
  {
    from: 'currentAddress',
    take(row, { currentAddress }, texts) {
      const address = cell(row, currentAddress)
      if (address !== '') texts.address ??= address
    },
  },
]
