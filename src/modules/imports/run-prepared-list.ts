import { Refusal } from '../../kernel/refusal.ts'
import type { By } from '../access/act.ts'
import type { Tally } from './imports.ts'
import { keepTrouble } from './keep-preview.ts'
import type { KindDeps, ListKind } from './list-kind.ts'
import { stoppable } from './preview-list.ts'
import type { RunEnd } from './run-import.ts'
import { withPreparedList, type PreparedList } from './stored-list.ts'

/**
 * Takes a confirmed list in, from its first undecided row on, with the columns chosen and the cells mended by its owner. A file that
 * turns out to be broken ends the list with the reason.
 */
export async function runPreparedList<Ran extends { readonly end: RunEnd }>(
  deps: KindDeps<ListKind<Ran>>,
  by: By,
  prepared: PreparedList,
  signal: AbortSignal,
  onProgress: (tally: Tally) => void,
): Promise<Ran> {
  const { id, region, purpose } = prepared.list
  try {
    return await withPreparedList(deps, by, prepared, (opened) =>
      deps.kind.run(by, { id, region, purpose, list: stoppable(opened, signal) }, onProgress),
    )
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, details } = error.value
      await keepTrouble(deps, by, id, { code, details })
    }
    throw error
  }
}
