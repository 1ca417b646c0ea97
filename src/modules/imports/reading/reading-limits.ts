/** How much of a file is read before it is refused: each limit stops one way in which a small upload eats the machine. */
export type ReadingLimits = {
  /** Bytes of the file as it came. */
  readonly fileBytes: number
  /** Bytes of one part of a workbook when it is unpacked. */
  readonly inflatedBytes: number
  /** Unpacked ÷ packed of one part, judged once the part is larger than `ratioFromBytes`. Real sheets are below 60. */
  readonly ratio: number
  readonly ratioFromBytes: number
  /** Parts inside a workbook. */
  readonly entries: number
  readonly rows: number
  readonly columns: number
  /** Characters of one cell. Excel itself allows 32,767. */
  readonly cellLength: number
  /** Characters of the table of shared texts, which is the one thing that is kept in memory. */
  readonly sharedLength: number
}

const MIB = 1_048_576

/** What an installation starts with: a sheet as long as Excel allows, or a CSV of some millions of rows. */
export const READING_LIMITS: ReadingLimits = {
  fileBytes: 512 * MIB,
  inflatedBytes: 1_536 * MIB,
  ratio: 200,
  ratioFromBytes: 10 * MIB,
  entries: 1_000,
  rows: 5_000_000,
  columns: 500,
  cellLength: 32_767,
  sharedLength: 192 * MIB,
}
