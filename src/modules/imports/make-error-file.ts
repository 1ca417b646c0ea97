import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { refuse } from '../../kernel/refusal.ts'
import type { By } from '../access/act.ts'
import { listPreviewLinesAfter } from './preparation-queries.ts'
import { withOpenFile, openFileKey } from './stored-file.ts'
import { getSealedKey } from './queries.ts'
import { inScopeOf } from '../access/act.ts'
import { writeErrorFile, type ErrorFileAsk } from './error-file.ts'
import type { KindDeps } from './list-kind.ts'
import { getOwnList } from './stored-list.ts'

/**
 * The rows of a list that need mending as a workbook with the reasons, before it is taken in or after. The file has no name any more
 * when it is sent: it is gone as soon as it is read.
 */
export async function makeErrorFile(
  deps: KindDeps,
  by: By,
  id: string,
  sentence: ErrorFileAsk['sentence'],
): Promise<Readable> {
  const { list, preparation } = await getOwnList(deps, by, id)
  if (list.state !== 'stored' && list.state !== 'done')
    throw refuse('import-not-so-far', { state: list.state })
  const sealedKey = await inScopeOf(deps.db, by, (tx) => getSealedKey(tx, id))
  const { sheet } = preparation
  return withOpenFile(deps.folder, id, openFileKey(deps.ring, id, sealedKey), async (path) => {
    const target = path.replace(/[0-9a-f]{12}\.open$/, `${randomBytes(6).toString('hex')}.open`)
    try {
      await writeErrorFile(deps.db, by, {
        importId: list.id,
        path,
        target,
        sentence,
        action: deps.kind.acts.export,
        ...(sheet !== null && { sheet }),
        ...(list.state === 'stored' && { toldLines: listPreviewLinesAfter }),
      })
      const file = await open(target)
      return createReadStream('', { fd: file })
    } finally {
      await rm(target, { force: true })
    }
  })
}
