import type { RegionCode } from '../../kernel/region-code.ts'
import type { By } from '../access/act.ts'
import type { Merged, RowFate, Tally } from './imports.ts'
import type { ListField } from './reading/header-aliases.ts'
import type { OpenedList } from './reading/open-list.ts'
import type { ListDeps } from './list-deps.ts'
import type { RunEnd } from './run-import.ts'

/** A list that is handed in, as its owner has mended it. */
export type ListInHand = {
  readonly id: string
  readonly region: RegionCode
  readonly purpose: string
  readonly list: OpenedList
}

/** What a list would come to, chunk by chunk; nothing is written. */
export type Rehearsal = {
  readonly chunks: AsyncIterable<Merged>
  /** Whether a page shows the row. */
  readonly isWorthKeeping: (row: RowFate) => boolean
  /** What reading the file to its end has shown. */
  readonly notes: () => Readonly<Record<string, unknown>>
}

/** Where what was said of a row stands in its list. */
export type CellRules = {
  /** Fields whose cells are always kept with a row, because a later row can put them in doubt. */
  readonly always: readonly string[]
  /** The columns of which the first that is there names the row. */
  readonly name: readonly ListField[]
  /** The field that a person would write anew, and the columns that can hold it, the likeliest first. */
  readonly placeOf: (field: string, columnOf: OpenedList['mapping']['columnOf']) => CellPlace
  /** A cell as a page may show it. */
  readonly mask: (field: string, text: string) => string
}
export type CellPlace = { readonly field: ListField; readonly columns: readonly ListField[] }

/**
 * What the machinery that receives, prepares and runs lists is told by the module that owns their rows: people, employers. Everything a
 * person does with a list on its way is the same for all kinds.
 */
export type ListKind<Ran extends { readonly end: RunEnd } = { readonly end: RunEnd }> = {
  /** The purposes by which lists of this kind are known on their records. */
  readonly purposes: readonly string[]
  /** The fields without which a row says nothing. */
  readonly needed: readonly ListField[]
  /** What its columns can be. */
  readonly fields: readonly ListField[]
  /** What the audit calls what is done with such a list. */
  readonly acts: {
    readonly receive: string
    readonly take: string
    readonly cancel: string
    readonly export: string
  }
  readonly cells: CellRules
  readonly rehearse: (by: By, list: ListInHand) => Promise<Rehearsal>
  /** Takes a list in from its first undecided row on, and records its end. */
  readonly run: (by: By, list: ListInHand, onProgress: (tally: Tally) => void) => Promise<Ran>
  /** What is looked for once a list is in, behind the lists that wait; null for nothing. */
  readonly compare: Compare | null
}

/** Compares for one turn. Tells how many rows of it it is through; what it throws from there stops it. */
export type Compare = (
  by: By,
  importId: string,
  onProgress: (rows: number) => void,
) => Promise<{ readonly isDone: boolean }>

/** What acts on lists of one kind need. */
export type KindDeps<Kind extends ListKind = ListKind> = ListDeps & { readonly kind: Kind }

/** The same for a kind, of what a module needs for more. */
export function kindDepsOf<Kind extends ListKind>(deps: ListDeps, kind: Kind): KindDeps<Kind> {
  const { db, clock, ring, folder } = deps
  return { db, clock, ring, folder, kind }
}
