import type { Actor } from '../access/access.ts'
import type { Tally } from './imports.ts'
import type { ListField } from './reading/header-aliases.ts'

/**
 * How far a list is that somebody hands in: its file is on its way in pieces, it is here, it is being looked through, what it would come
 * to is known, or it was confirmed and runs or has run.
 */
export type Stage = 'arriving' | 'received' | 'previewing' | 'previewed' | 'confirmed'

/** What a person said of a column, counted from 0. */
export type ColumnChoices = Readonly<Record<string, ListField | 'set-aside'>>

/** A piece of a file that has arrived; `name` tells its file among those of the list. */
export type Piece = { readonly first: number; readonly count: number; readonly name: string }

/** The refusal that ended a list, as it is kept. */
export type Trouble = { readonly code: string; readonly details: Readonly<Record<string, unknown>> }

export type Preparation = {
  readonly stage: Stage
  readonly sheet: string | null
  readonly choices: ColumnChoices
  readonly pieces: readonly Piece[]
  readonly tally: Tally | null
  readonly leftOut: number
  /** As whom a confirmed list runs. */
  readonly doer: Actor | null
  readonly trouble: Trouble | null
}

/** Something mended in place: a field of a row, of every row (`row` 0), or a whole row left out (`field` ''). */
export type Repair = { readonly row: number; readonly field: ListField | ''; readonly text: string | null }

/** How grave the fate of a row is for its reader: what needs work comes first. */
export const GRAVITY = { refused: 0, held: 1, duplicate: 2, accepted: 3 } as const

/** How many bytes of a file have arrived without a gap. */
export function arrivedBytes(pieces: readonly Piece[]): number {
  let end = 0
  for (const { first, count } of [...pieces].sort((one, other) => one.first - other.first)) {
    if (first !== end) return end
    end = first + count
  }
  return end
}

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The list is in another state than the act needs: confirmed already, not looked through yet, ended. */
    'import-not-so-far': { readonly state: string }
    /** Somebody hands in more at once than this installation keeps for one user. */
    'upload-quota': { readonly most: number; readonly unit: 'lists' | 'bytes' }
    /** A piece that does not continue where the file stopped; `arrived` bytes are here. */
    'upload-out-of-order': { readonly arrived: number; readonly expected: number }
    /** Nothing of the list would be taken in. */
    'import-nothing-ready': Readonly<Record<string, never>>
  }
}
