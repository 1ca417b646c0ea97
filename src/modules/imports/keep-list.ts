import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type pg from 'pg'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { encryptField } from '../../platform/crypto.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { newFileKey, writeSealedFile } from '../../platform/sealed-file.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { chunkInTransaction } from './chunk-transaction.ts'
import { lockImport, markComparedTo, markStopped, markUndone } from './chunk-store.ts'
import type { Tally } from './imports.ts'
import { findImport } from './queries.ts'
import type { ListDeps } from './list-deps.ts'
import { Measured } from './receive-list.ts'
import type { RunEnd } from './run-import.ts'
import { analyzeRegistry, insertImport, markCompared, markEnded } from './store.ts'
import { storedPath } from './stored-file.ts'

/** A list that lies on this machine, and what its rows are for. */
export type ListToKeep = {
  readonly path: string
  readonly fileName: string
  readonly purpose: string
  readonly region: RegionCode
  readonly mapping: Readonly<Record<string, unknown>>
  readonly reading: Readonly<Record<string, unknown>>
  /** What the audit calls handing such a list in. */
  readonly action: string
}

/** Keeps a file, encrypted under a key of its own, and records it as a list that runs, with who handed it in. Answers with its number. */
export async function keepList(deps: ListDeps, by: By, list: ListToKeep): Promise<string> {
  const id = randomUUID()
  const key = newFileKey()
  const measured = new Measured(createReadStream(list.path))
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  await writeSealedFile(storedPath(deps.folder, id), key, measured.pieces())
  await inScopeOf(deps.db, by, async (tx) => {
    await insertImport(tx, {
      id,
      organisationId: by.kind === 'user' ? by.actor.organisationId : null,
      userId: by.kind === 'user' ? by.actor.userId : null,
      purpose: list.purpose,
      region: list.region,
      fileName: scrubDigits(list.fileName).slice(0, 200),
      sha256: measured.digest(),
      byteCount: measured.byteCount,
      sealedKey: encryptField(deps.ring, { table: 'imports', column: 'sealed_key', rowId: id }, key),
      mapping: list.mapping,
      reading: list.reading,
      now: deps.clock.now(),
    })
    await recordAct(tx, by, {
      action: list.action,
      subject: { kind: 'import', id },
      region: list.region,
      details: { purpose: list.purpose },
    })
  })
  return id
}

export type ListEnd = {
  readonly id: string
  readonly region: RegionCode
  readonly tally: Tally
  readonly seconds: number
  readonly reading: Readonly<Record<string, unknown>>
  readonly action: string
}

/** So many new rows change how the registry is best searched. */
const MANY_ROWS = 1_000

/** Ends a list whose every row is decided; answers how it ended: somebody may have cancelled it behind its last row. */
export async function endList(
  { db, clock }: Pick<ListDeps, 'db' | 'clock'>,
  by: By,
  end: ListEnd,
): Promise<RunEnd> {
  const { id, region, tally, seconds, reading, action } = end
  if (tally.accepted >= MANY_ROWS) await analyzeRegistry(db)
  return inScopeOf(db, by, async (tx) => {
    if (!(await markEnded(tx, id, { state: 'done', reading, now: clock.now(), seconds })))
      return (await findImport(tx, id))?.state === 'cancelled' ? 'cancelled' : 'taken-over'
    await recordAct(tx, by, {
      action,
      subject: { kind: 'import', id },
      region,
      count: tally.accepted,
      details: { rows: tally.rows, refused: tally.refused, held: tally.held, duplicates: tally.duplicates },
    })
    return 'done'
  })
}

/** Records that the people a list brought were compared with the registry. */
export function recordCompared(
  { db, clock }: Pick<ListDeps, 'db' | 'clock'>,
  by: By,
  id: string,
): Promise<void> {
  return inScopeOf(db, by, (tx) => markCompared(tx, id, clock.now()))
}

/** Remembers how far its people are compared, in the transaction that keeps what was found. */
export function recordComparedTo(client: pg.ClientBase, id: string, person: number): Promise<void> {
  return markComparedTo(client, id, person)
}

/** How a list ends whose rows go again: it was broken further down, or somebody took it back and says why. */
export type TakingBack =
  { readonly state: 'cancelled' | 'refused' } | { readonly state: 'undone'; readonly because: string }

/** Takes a list back in one transaction: `work` undoes what its rows brought. Refuses one that runs or was taken back before. */
export function takeBackList<Result>(
  pool: pg.Pool,
  scope: string,
  { id, now, end }: { readonly id: string; readonly now: Date; readonly end: TakingBack },
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  return chunkInTransaction(pool, scope, async (client) => {
    const state = (await lockImport(client, id))?.state ?? 'undone'
    if (end.state === 'undone' && state !== 'done' && state !== 'cancelled')
      throw refuse('import-not-undoable', { state })
    const result = await work(client)
    if (end.state === 'undone') await markUndone(client, id, now, end.because)
    else await markStopped(client, id, end.state, now)
    return result
  })
}
