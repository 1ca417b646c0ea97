import type { ReadingLimits } from './reading-limits.ts'

/** What a file turned out to be, by its bytes, when it is nothing that we read. */
export type RefusedKind =
  | 'xls'
  | 'xlsb'
  | 'ods'
  | 'encrypted'
  | 'html'
  | 'xml'
  | 'json'
  | 'pdf'
  | 'image'
  | 'document'
  | 'program'
  | 'database'
  | 'compressed'
  | 'unknown'

export type UnsafePart = 'entry-name' | 'entry-twice' | 'doctype'

/** Why a sheet of the workbook was left alone. */
export type IgnoredSheet = {
  readonly name: string
  readonly because: 'hidden' | 'empty' | 'no-header' | 'not-chosen' | 'not-a-sheet'
}

declare module '../../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The bytes are no list that we read, whatever the file's name says. */
    'file-kind-refused': { readonly found: RefusedKind }
    /** Larger than this installation reads; `row` when a row is to blame. */
    'file-beyond-limit': {
      readonly limit: keyof ReadingLimits
      readonly most: number
      readonly row?: number
    }
    /** Cut off, or its parts contradict each other. `part` is a name inside the workbook, or '' for the whole. */
    'file-damaged': { readonly part: string }
    /** Something that no spreadsheet program writes and that attacks readers. */
    'file-unsafe': { readonly because: UnsafePart }
    /** A byte that the file's own encoding does not have; `offset` counts bytes from 0. */
    'file-encoding-broken': { readonly encoding: string; readonly offset: number }
    /** A quotation mark opened in this row (and line of the text) is never closed, or closes in the middle of another row. */
    'file-quote-open': { readonly row: number; readonly line: number }
    /** A NUL character in this row: no text has one. */
    'file-holds-nul': { readonly row: number }
    /** Nothing to read: no rows, or a header and nothing below it; the sheets that were looked at, and the hidden ones that were not. */
    'list-empty': { readonly sheets: readonly string[]; readonly hidden: readonly string[] }
    /** The sheet that was asked for by name is not there, or may not be read. */
    'sheet-unknown': { readonly sheet: string; readonly sheets: readonly string[] }
    /** No row names the columns that are needed. */
    KOLOM_HILANG: { readonly missing: readonly string[]; readonly present: readonly string[] }
    /** Two columns claim the same field, and only a person can choose. */
    KOLOM_GANDA: { readonly field: string; readonly columns: readonly string[] }
  }
}
