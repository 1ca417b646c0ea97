import type { RegionCode } from '../../src/kernel/region-code.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'

/** What a cell of a list holds: a text, a number, or a day that a workbook keeps as one. */
export type Cell = string | number | { readonly day: PlainDate }

/** The columns that a list can have. `note` and what follows are there because real lists have them. */
export type RosterField =
  | 'ordinal'
  | 'nik'
  | 'familyCardNumber'
  | 'name'
  | 'birthPlace'
  | 'bornOn'
  | 'birthPlaceAndDate'
  | 'sex'
  | 'motherName'
  | 'address'
  | 'rt'
  | 'rw'
  | 'village'
  | 'villageCode'
  | 'phone'
  | 'occupation'
  | 'income'
  | 'livingStatus'
  | 'note'
  | 'religion'
  | 'shirtSize'
  | 'signature'

export type RosterFormat = 'csv' | 'xlsx'

/** What a clerk may write where. */
export type Medium = {
  readonly format: RosterFormat
  /** Only what Windows-1252 has. */
  readonly isWestern: boolean
  /** Birth place and date share one cell. */
  readonly hasTogether: boolean
  /** The village stands there by its name. */
  readonly namesVillage: boolean
}

/** A village in which people of a list live. */
export type ListedVillage = { readonly code: RegionCode; readonly name: string }

/** The cells of one row by column, written over as flaws are planted. */
export type RowCells = { [Field in RosterField]?: Cell }
