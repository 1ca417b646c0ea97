/**
 * What a list can say of a person, by the names that every door uses: a file after its columns are mapped, the API, a form. A
 * column of a file that is none of these is not read here.
 */
export type RowField =
  | 'nik'
  | 'familyCardNumber'
  | 'name'
  | 'birthPlace'
  | 'bornOn'
  | 'sex'
  | 'motherName'
  | 'fatherName'
  | 'maritalStatus'
  | 'livingStatus'
  | 'phone'
  | 'email'
  | 'address'
  | 'rt'
  | 'rw'
  | 'hamlet'
  | 'village'
  | 'district'
  | 'regency'
  | 'regionCode'
  | 'occupation'
  | 'occupationSecond'
  | 'workLocation'
  | 'workStart'
  | 'workEnd'
  | 'income'
  | 'group'
  | 'decile'
  | 'fundingSource'
  | 'programme'
  | 'startMonth'
  | 'monthCount'
  | 'heirName'
  | 'heirRelation'
  | 'heirPhone'
  | 'kpj'
  | 'npwp'
  | 'note'

/**
 * How a spreadsheet kept a cell. A form, the API and a CSV file have only text. A `formula` came without its result, so nobody knows
 * what its cell showed.
 */
export type StoredAs = 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error' | 'empty'

/** One row as it was written: a field that is absent was not asked for or is empty. */
export type RawRow = {
  readonly texts: { readonly [Field in RowField]?: string }
  readonly storedAs?: { readonly [Field in RowField]?: StoredAs }
}
