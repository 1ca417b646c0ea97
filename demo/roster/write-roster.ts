import type { Writable } from 'node:stream'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Chance } from '../chance.ts'
import type { ListedVillage, RosterFormat } from './cells.ts'
import { messyLayout, OWN_LAYOUT } from './layouts.ts'
import { csvBytes, messyDialect, OWN_DIALECT } from './roster-csv.ts'
import { rosterRows, type RosterRow } from './roster-rows.ts'
import { xlsxBytes } from './roster-xlsx.ts'
import type { RosterTruth } from './truth.ts'

export type RosterAsk = {
  readonly rowCount: number
  readonly seed: number
  readonly format: RosterFormat
  readonly isMessy: boolean
  /** Where its people live; at least one. */
  readonly villages: readonly ListedVillage[]
}

/** Writes a list, the same bytes for the same question, in memory that does not grow with it; tells what was planted. */
export async function writeRoster(ask: RosterAsk, to: Writable): Promise<RosterTruth> {
  const { seed, format, isMessy, villages } = ask
  const layout = isMessy ? messyLayout(new Chance(seed, 6), villages.length === 1) : OWN_LAYOUT
  const dialect = isMessy ? messyDialect(seed) : OWN_DIALECT
  const isWestern = format === 'csv' && dialect.encoding === 'windows-1252'
  const namesVillage = layout.columns.some(({ field }) => field === 'village')
  const hasTogether = layout.columns.some(({ field }) => field === 'birthPlaceAndDate')
  const told = toldAtEnd(
    rosterRows({ ...ask, layout, medium: { format, isWestern, hasTogether, namesVillage } }),
  )
  await pipeline(format === 'xlsx' ? xlsxBytes(told.rows) : Readable.from(csvBytes(told.rows, dialect)), to)
  return told.truth()
}

/** The same rows, and what they told when they had all been taken. */
function toldAtEnd(rows: Generator<RosterRow, RosterTruth>) {
  let truth: RosterTruth | undefined
  function* all(): Generator<RosterRow, undefined> {
    truth = yield* rows
    return undefined
  }
  return {
    rows: all(),
    truth: () => {
      if (!truth) throw new Error('the rows of a list were not all written')
      return truth
    },
  }
}
