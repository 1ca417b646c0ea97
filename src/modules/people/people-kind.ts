import { matchingScope } from '../access/act.ts'
import type { CellRules, ListKind } from '../imports/list-kind.ts'
import { listLines, readingNotes, type ListSeen } from '../imports/list-rows.ts'
import { LIST_FIELDS, type ListField } from '../imports/reading/header-aliases.ts'
import { compareList } from './compare-list.ts'
import { peopleList, runList, tellerOf, type ImportResult } from './import-people.ts'
import type { PeopleDeps } from './people-deps.ts'
import { peopleContract } from './people-list.ts'
import { rehearsed } from './rehearse-list.ts'
import { PURPOSES, purposeOf } from './row/entry-age.ts'
import type { RowField } from './row/fields.ts'
import { maskCell } from './row/mask-cell.ts'

/** Without these nobody can be a person on record. */
export const NEEDED: readonly ListField[] = ['nik', 'name']

/** Lists of people, as the machinery of lists knows them. */
export function peopleKind(deps: PeopleDeps): ListKind<ImportResult> {
  return {
    purposes: PURPOSES,
    needed: NEEDED,
    fields: LIST_FIELDS,
    acts: {
      receive: 'people.import-receive',
      take: 'people.import',
      cancel: 'people.import-cancel',
      export: 'people.export',
    },
    cells: CELLS,
    async rehearse(by, { id, region, purpose, list }) {
      const asked = { region, purpose: purposeOf({ purpose }), importId: null, list }
      const contract = peopleContract(await peopleList(deps, by, asked, id))
      const seen: ListSeen = { ending: null, skipped: new Map() }
      const run = { importId: id, contract, lines: () => listLines(list, seen), scope: matchingScope(by) }
      return {
        chunks: rehearsed(deps.pool, run, tellerOf(by)),
        isWorthKeeping: contract.isWorthKeeping,
        notes: () => readingNotes(list, seen),
      }
    },
    run: (by, { id, region, purpose, list }, onProgress) =>
      runList(deps, by, { region, purpose: purposeOf({ purpose }), importId: id, list }, onProgress),
    compare: (by, importId, onProgress) => compareList(deps, by, importId, onProgress),
  }
}

const FIELD_OF_ROW_FIELD: { readonly [Field in RowField]?: ListField } = {
  workStart: 'workStartsAt',
  workEnd: 'workEndsAt',
}
/** Several fields in one column: what is wrong with the field stands in that cell. */
const TOGETHER: { readonly [Field in RowField]?: ListField } = {
  bornOn: 'birthPlaceAndDate',
  birthPlace: 'birthPlaceAndDate',
  rt: 'rtRw',
  rw: 'rtRw',
  name: 'firstName',
}

// Outcomes of rows of people name fields of people.
const CELLS: CellRules = {
  always: ['nik' satisfies RowField],
  name: ['name', 'firstName'],
  placeOf(told) {
    const field = told as RowField
    const own = FIELD_OF_ROW_FIELD[field] ?? (field as ListField)
    const together = TOGETHER[field]
    return { field: own, columns: together ? [own, together] : [own] }
  },
  mask: (field, text) => maskCell(field as RowField, text),
}
