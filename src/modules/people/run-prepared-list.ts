import { Refusal } from '../../kernel/refusal.ts'
import type { By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { keepTrouble } from '../imports/keep-preview.ts'
import { runList, type ImportResult } from './import-people.ts'
import type { PeopleDeps } from './people-deps.ts'
import { stoppable } from './preview-list.ts'
import { purposeOf, withPreparedList, type PreparedList } from './stored-list.ts'

/**
 * Takes a confirmed list in, from its first undecided row on, with the columns chosen and the cells mended by its owner. A file that
 * turns out to be broken ends the list with the reason.
 */
export async function runPreparedList(
  deps: PeopleDeps,
  by: By,
  prepared: PreparedList,
  signal: AbortSignal,
  onProgress: (tally: Tally) => void,
): Promise<ImportResult> {
  const { id, region } = prepared.list
  try {
    return await withPreparedList(deps, by, prepared, (opened) => {
      const list = stoppable(opened, signal)
      return runList(deps, by, { region, purpose: purposeOf(prepared.list), importId: id, list }, onProgress)
    })
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, details } = error.value
      await keepTrouble(deps, by, id, { code, details })
    }
    throw error
  }
}
