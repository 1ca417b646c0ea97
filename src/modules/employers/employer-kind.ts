import { scrubDigits } from '../../platform/scrub.ts'
import type { CellRules, ListKind } from '../imports/list-kind.ts'
import { readingNotes } from '../imports/list-rows.ts'
import { CELL_FIELDS } from './employer-list.ts'
import {
  EMPLOYER_PURPOSE,
  employerRun,
  NEEDED,
  rehearsedEmployers,
  runEmployers,
  type EmployerDeps,
  type EmployerListResult,
} from './import-employers.ts'
import type { EmployerCell } from './row-outcomes.ts'

/** Lists of employers, as the machinery of lists knows them. Nobody has to tell two of them apart afterwards: numbers do. */
export function employerKind(deps: EmployerDeps): ListKind<EmployerListResult> {
  return {
    purposes: [EMPLOYER_PURPOSE],
    needed: NEEDED,
    fields: Object.values(CELL_FIELDS).flat(),
    acts: {
      receive: 'employers.import-receive',
      take: 'employers.import',
      cancel: 'employers.import-cancel',
      export: 'employers.export',
    },
    cells: CELLS,
    async rehearse(by, { id, region, list }) {
      const { run, merge, seen } = await employerRun(deps, by, { id, region, list })
      return {
        chunks: rehearsedEmployers(deps.pool, run, merge),
        isWorthKeeping: run.contract.isWorthKeeping,
        notes: () => readingNotes(list, seen),
      }
    },
    run: (by, { id, region, list }, onProgress) =>
      runEmployers(deps, by, { importId: id, region, list }, onProgress),
    compare: null,
  }
}

const LONGEST_SHOWN = 40

// Outcomes of rows of employers name cells of employers.
const CELLS: CellRules = {
  always: [],
  name: CELL_FIELDS.name,
  placeOf(told, columnOf) {
    const fields = CELL_FIELDS[told as EmployerCell]
    // What is mended goes into the column the list has, or every other row would lose what that says.
    const [first] = fields
    const field = fields.find((each) => columnOf[each] !== undefined) ?? first
    return { field, columns: [field] }
  },
  mask(field, text) {
    const seen = text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
    // The tax number of one's own business can be the owner's NIK.
    if (field === 'npwp') return seen.length > 8 ? `••••${seen.slice(-4)}` : '•'.repeat(seen.length)
    return scrubDigits(seen).slice(0, LONGEST_SHOWN)
  },
}
