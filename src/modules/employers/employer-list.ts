import type { RowContract } from '../imports/row-contract.ts'
import type { ListField } from '../imports/reading/header-aliases.ts'
import { storedAt, textAt, type SheetRow } from '../imports/reading/sheet-row.ts'
import { mergeEmployers, type EmployerMerge, type EmployerRow } from './merge-employers.ts'
import { readEmployer, type EmployerCells, type EmployerContext } from './read-employer.ts'
import {
  employerFate,
  EMPLOYER_OUTCOME_LEVELS,
  type EmployerCell,
  type EmployerOutcomeCode,
} from './row-outcomes.ts'
import { runOn } from './run-sql.ts'
import { EMPLOYER_RACES } from './store.ts'

export type ColumnOf = Readonly<Partial<Record<ListField, number>>>

/** Which column of a list fills which cell; a list of employers calls their name just NAMA as often as not. */
export const CELL_FIELDS: { readonly [Cell in EmployerCell]: readonly [ListField, ...ListField[]] } = {
  name: ['employerName', 'name'],
  npp: ['npp'],
  nib: ['nib'],
  npwp: ['npwp'],
  regionCode: ['regionCode'],
  village: ['village'],
  district: ['district'],
  regency: ['regency'],
  address: ['address'],
  kbli: ['kbli'],
  size: ['businessSize'],
  menCount: ['menCount'],
  womenCount: ['womenCount'],
  foreignCount: ['foreignCount'],
  registeredCount: ['registeredCount'],
  wages: ['wageTotal'],
  reportedOn: ['reportedOn'],
}

/** What a list of employers means: rows become what the teller's own organisation knows of them. */
export function employerContract(
  columnOf: ColumnOf,
  context: EmployerContext,
  merge: EmployerMerge,
): RowContract<EmployerRow> {
  const cellsOf = employerCells(columnOf)
  return {
    races: EMPLOYER_RACES,
    readRow(row) {
      const { fields, outcomes } = readEmployer(cellsOf(row), context)
      const fate = employerFate(outcomes)
      if (fields !== null && fate === 'accepted') return { fit: { rowNumber: row.number, fields, outcomes } }
      return {
        fate: {
          rowNumber: row.number,
          fate: fate === 'accepted' ? 'refused' : fate,
          outcomes,
          personId: null,
        },
      }
    },
    merge: (client, rows) => mergeEmployers(runOn(client), merge, rows),
    isWorthKeeping: ({ fate, outcomes }) =>
      fate === 'refused' ||
      fate === 'held' ||
      outcomes.some(({ code }) => EMPLOYER_OUTCOME_LEVELS[code as EmployerOutcomeCode] === 'warning'),
  }
}

function employerCells(columnOf: ColumnOf): (row: SheetRow) => EmployerCells {
  const columns = (Object.keys(CELL_FIELDS) as EmployerCell[]).flatMap((cell) => {
    const column = CELL_FIELDS[cell].map((field) => columnOf[field]).find((each) => each !== undefined)
    return column === undefined ? [] : [{ cell, column }]
  })
  return (row) => ({
    texts: Object.fromEntries(columns.map(({ cell, column }) => [cell, textAt(row, column)])),
    numbers: new Set(columns.filter(({ column }) => isNumberCell(row, column)).map(({ cell }) => cell)),
  })
}

function isNumberCell(row: SheetRow, column: number): boolean {
  const stored = storedAt(row, column)
  return stored === 'number' || stored === 'date'
}
