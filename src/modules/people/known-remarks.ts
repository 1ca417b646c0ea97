import type { FoundPerson } from './known-people.ts'
import { compareNames } from './matching/name-likeness.ts'
import { outcome, type Outcome } from './row/outcome.ts'
import type { ToldRow } from './told-row.ts'

/**
 * What a row is told because its NIK is known, of somebody whom the teller sees: that the number was corrected since, and that it is
 * somebody's of quite another name, which holds the row. Of others nothing may be told.
 */
export function knownRemarks(
  row: Pick<ToldRow, 'told' | 'mark'>,
  known: Pick<FoundPerson, 'name' | 'mark' | 'isByOldNumber'>,
): Outcome[] {
  // The row that was taken in before is his, whatever he is called since.
  const isOther = !row.mark.equals(known.mark) && isOtherName(row.told.open.name, known.name)
  return [
    ...(known.isByOldNumber ? [outcome('NIK_LAMA', 'nik', {})] : []),
    ...(isOther ? [outcome('NIK_NAMA_LAIN', 'name', {})] : []),
  ]
}

function isOtherName(one: string, other: string): boolean {
  return one !== other && compareNames(one, other) === 'different'
}
