/** What becomes of a row of a list: accepted + refused + held + duplicate = rows. */
export type Fate = 'accepted' | 'refused' | 'held' | 'duplicate'

/** One thing said of a row. Codes, fields and details belong to whoever owns the rows; they hold no value that is kept encrypted. */
export type LineOutcome = {
  readonly code: string
  readonly field: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** What became of a row. */
export type RowFate = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly outcomes: readonly LineOutcome[]
  readonly personId: number | null
  /** For a NIK that the list gives to two people. */
  readonly nikIndex?: Buffer
}

/** What became of the rows of a chunk, and which rows of earlier chunks turned out to be doubtful because of it. */
export type Merged = { readonly fates: readonly RowFate[]; readonly takenBack: readonly RowFate[] }

export type ImportState = 'stored' | 'running' | 'done' | 'cancelled' | 'undone' | 'refused'

/** How the rows read so far add up; `outcomes` counts each code once per row that was told it. */
export type Tally = {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly held: number
  readonly duplicates: number
  readonly outcomes: Readonly<Record<string, number>>
}

export const EMPTY_TALLY: Tally = { rows: 0, accepted: 0, refused: 0, held: 0, duplicates: 0, outcomes: {} }

/** The tally after a chunk. A row that was accepted earlier and is now in doubt is held instead. */
export function tallyAfter(tally: Tally, { fates, takenBack }: Merged): Tally {
  const counts = { accepted: 0, refused: 0, held: 0, duplicate: 0 }
  const outcomes: Record<string, number> = { ...tally.outcomes }
  const count = (row: RowFate) => {
    if (row.outcomes.length === 0) return
    for (const code of new Set(row.outcomes.map((each) => each.code)))
      outcomes[code] = (outcomes[code] ?? 0) + 1
  }
  for (const row of fates) {
    counts[row.fate] += 1
    count(row)
  }
  for (const row of takenBack) count(row)
  return {
    rows: tally.rows + fates.length,
    accepted: tally.accepted + counts.accepted - takenBack.length,
    refused: tally.refused + counts.refused,
    held: tally.held + counts.held + takenBack.length,
    duplicates: tally.duplicates + counts.duplicate,
    outcomes,
  }
}

/** Numbers as PostgreSQL writes a multirange: `{[3,7),[9,10)}`. They must rise. */
export function multirangeText(numbers: readonly number[]): string {
  const ranges: string[] = []
  let first: number | null = null
  let last = 0
  for (const number of numbers) {
    if (first !== null && number === last + 1) {
      last = number
      continue
    }
    if (first !== null) ranges.push(`[${String(first)},${String(last + 1)})`)
    first = number
    last = number
  }
  if (first !== null) ranges.push(`[${String(first)},${String(last + 1)})`)
  return `{${ranges.join(',')}}`
}
