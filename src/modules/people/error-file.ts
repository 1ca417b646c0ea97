import type { By } from '../access/act.ts'
import type { PeopleDeps } from './import-people.ts'

export async function writeErrorFile(
  _deps: PeopleDeps,
  _by: By,
  _ask: { readonly importId: string; readonly path: string; readonly target: string },
): Promise<string> {
  return Promise.resolve('')
}
