import { createHash, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { sql } from 'kysely'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { encryptField } from '../../platform/crypto.ts'
import { newFileKey, writeSealedFile } from '../../platform/sealed-file.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { EMPTY_TALLY, type Tally } from './imports.ts'
import { findImport } from './queries.ts'
import type { ListDeps } from './list-deps.ts'
import { storedPath } from './stored-file.ts'
import { analyzeRegistry, insertImport, markEnded } from './store.ts'

/** A list that a program makes: its recipe is kept where the files of lists lie, and one recipe is one list. */
export type MadeList = {
  readonly name: string
  readonly purpose: string
  readonly region: RegionCode
  readonly recipe: string
  readonly count: number
  /** What the audit calls making it. */
  readonly action: string
}

/** The record of a made list; `isDone` when all its rows are in. */
export type MadeRecord = { readonly id: string; readonly isDone: boolean; readonly tally: Tally }

/**
 * The list of this recipe, recorded now unless it stands or was cut off before; one that was taken back counts no more. `permit` is told
 * in the same transaction which list was found, and refuses what may not be.
 */
export async function keepMadeList(
  deps: ListDeps,
  by: By,
  list: MadeList,
  permit: (tx: Tx, found: MadeRecord | null) => Promise<void>,
): Promise<MadeRecord> {
  const recipe = Buffer.from(list.recipe)
  const sha256 = createHash('sha256').update(recipe).digest()
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  return inScopeOf(deps.db, by, async (tx) => {
    // Two that begin at once: the second waits here, and then finds the list of the first.
    await sql`select pg_advisory_xact_lock(hashtext('made lists'))`.execute(tx)
    const found = await findMade(tx, sha256, list.purpose)
    await permit(tx, found)
    return found ?? insertMade(deps, by, tx, list, { recipe, sha256 })
  })
}

async function findMade(tx: Tx, sha256: Buffer, purpose: string): Promise<MadeRecord | null> {
  const { rows } = await sql<{ id: string }>`
    select id from imports where file_sha256 = ${sha256} and purpose = ${purpose} and state in ('running', 'done')
    order by created_at limit 1`.execute(tx)
  const record = rows[0] && (await findImport(tx, rows[0].id))
  return record ? { id: record.id, isDone: record.state === 'done', tally: record.tally } : null
}

async function insertMade(
  { ring, clock, folder }: ListDeps,
  by: By,
  tx: Tx,
  list: MadeList,
  { recipe, sha256 }: { readonly recipe: Buffer; readonly sha256: Buffer },
): Promise<MadeRecord> {
  const id = randomUUID()
  const key = newFileKey()
  await insertImport(tx, {
    id,
    organisationId: by.kind === 'user' ? by.actor.organisationId : null,
    userId: by.kind === 'user' ? by.actor.userId : null,
    purpose: list.purpose,
    region: list.region,
    fileName: list.name,
    sha256,
    byteCount: recipe.length,
    sealedKey: encryptField(ring, { table: 'imports', column: 'sealed_key', rowId: id }, key),
    mapping: {},
    reading: {},
    now: clock.now(),
  })
  const subject = { kind: 'import', id } as const
  await recordAct(tx, by, { action: list.action, subject, region: list.region, count: list.count })
  await writeSealedFile(storedPath(folder, id), key, once(recipe))
  return { id, isDone: false, tally: EMPTY_TALLY }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes)
}

/** Ends a made list whose every row is decided; its making was recorded when it began. */
export async function endMadeList(
  { db, clock }: Pick<ListDeps, 'db' | 'clock'>,
  by: By,
  { id, seconds }: { readonly id: string; readonly seconds: number },
): Promise<void> {
  await analyzeRegistry(db)
  await inScopeOf(db, by, async (tx) => {
    await markEnded(tx, id, { state: 'done', reading: {}, now: clock.now(), seconds })
  })
}
