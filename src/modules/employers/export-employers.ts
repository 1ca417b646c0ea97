import type { Readable } from 'node:stream'
import { dottedCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { ownHeader, type ListField } from '../imports/reading/header-aliases.ts'
import type { FindEmployersQuery } from './contract.ts'
import { SIZE_WORDS } from './employers.ts'
import { employerQuestion } from './show-employers.ts'
import { countEmployers, findEmployers, type Employer, type EmployerQuestion } from './queries.ts'

const ROWS_PER_READ = 1_000
type Cell = (fields: Employer['fields']) => string | number | bigint | null

/** The columns of a list of employers, under the headings by which one is taken in again. */
const COLUMNS: readonly (readonly [field: ListField, cell: Cell])[] = [
  ['employerName', ({ name }) => name],
  ['npp', ({ npp }) => npp],
  ['nib', ({ nib }) => nib],
  ['npwp', ({ npwp }) => npwp],
  ['regionCode', ({ regionCode }) => dottedCode(regionCode)],
  ['address', ({ address }) => address],
  ['kbli', ({ kbli }) => kbli],
  ['businessSize', ({ size }) => (size === null ? null : SIZE_WORDS[size])],
  ['menCount', ({ menCount }) => menCount],
  ['womenCount', ({ womenCount }) => womenCount],
  ['foreignCount', ({ foreignCount }) => foreignCount],
  ['registeredCount', ({ registeredCount }) => registeredCount],
  ['wageTotal', ({ wages }) => wages],
  ['reportedOn', ({ reportedOn }) => reportedOn],
]

/**
 * Every employer within sight that a question finds as a workbook, read while it is taken. The export is recorded with its count in a
 * transaction that ends before the first row is given out. Refuses a question without a filter.
 */
export async function exportEmployers(
  { db }: Pick<Deps, 'db'>,
  by: By,
  question: FindEmployersQuery,
): Promise<Readable> {
  const filter = employerQuestion(question)
  await inScopeOf(db, by, async (tx) => {
    const count = await countEmployers(tx, sightOf(by), filter)
    const details = { by: Object.keys(filter).join(' ') }
    await recordAct(tx, by, { action: 'employers.export', count, details })
  })
  const header = COLUMNS.map(([field]) => ownHeader(field))
  return textWorkbook('Data', header, rowsOf(db, by, filter))
}

async function* rowsOf(db: Deps['db'], by: By, filter: EmployerQuestion): AsyncGenerator<string[]> {
  let last: Employer | undefined
  do {
    const after = last
    const found = await inScopeOf(db, by, (tx) =>
      findEmployers(tx, sightOf(by), filter, { limit: ROWS_PER_READ, ...(after && { after }) }),
    )
    for (const { fields } of found) yield COLUMNS.map(([, cell]) => String(cell(fields) ?? ''))
    last = found.length < ROWS_PER_READ ? undefined : found.at(-1)
  } while (last !== undefined)
}
