import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import { newFileKey, readSealedFile, writeSealedFile } from '../../platform/sealed-file.ts'
import { inScopeOf } from '../access/act.ts'
import type { KindDeps } from './list-kind.ts'
import { arrivedBytes, type Piece } from './preparation.ts'
import { lockPreparation, markArrived, markPieces, markTrouble } from './preparation-store.ts'
import { getSealedKey } from './queries.ts'
import type { ListDeps, UserBy } from './list-deps.ts'
import { Measured, record, refuseBeyondQuota, type Reception } from './receive-list.ts'
import { READING_LIMITS } from './reading/reading-limits.ts'
import { openFileKey, storedPath, withOpenFile } from './stored-file.ts'

/** Records a list whose file will come in pieces, because the line may break. */
export async function beginPieces(
  deps: KindDeps,
  by: UserBy,
  list: Pick<Reception, 'purpose' | 'region' | 'fileName'> & { readonly byteCount: number },
): Promise<string> {
  if (list.byteCount > READING_LIMITS.fileBytes)
    throw refuse('file-beyond-limit', { limit: 'fileBytes', most: READING_LIMITS.fileBytes })
  await refuseBeyondQuota(deps, by, list.byteCount)
  const id = randomUUID()
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  await record(deps, by, { ...list, id, key: newFileKey(), sha256: Buffer.alloc(32), stage: 'arriving' })
  return id
}

export type Arrival = { readonly arrived: number; readonly expected: number; readonly isWhole: boolean }

/** How much of a file is here. */
export function findArrival(deps: ListDeps, by: UserBy, id: string): Promise<Arrival> {
  return inScopeOf(deps.db, by, async (tx) => {
    const found = await lockPreparation(tx, id)
    if (!found) throw refuse('import-unknown', {})
    if (found.stage !== 'arriving')
      return { arrived: found.byteCount, expected: found.byteCount, isWhole: true }
    return { arrived: arrivedBytes(found.pieces), expected: found.byteCount, isWhole: false }
  })
}

/**
 * Takes the next piece of a file, sealed under a key of its own; with the last one the file is put together and looked at. A piece that
 * does not begin where the file stopped is refused with how far it is, so that whoever sends can go on from there.
 */
export async function takePiece(
  deps: ListDeps,
  by: UserBy,
  id: string,
  piece: {
    readonly first: number
    readonly content: AsyncIterable<Uint8Array>
    readonly inspect: Reception['inspect']
  },
): Promise<Arrival> {
  const before = await findArrival(deps, by, id)
  if (before.isWhole || piece.first !== before.arrived)
    throw refuse('upload-out-of-order', { arrived: before.arrived, expected: before.expected })
  const key = await fileKeyOf(deps, by, id)
  const name = `${String(piece.first)}.${randomBytes(6).toString('hex')}`
  const measured = new Measured(piece.content)
  const path = piecePath(deps.folder, id, name)
  try {
    await writeSealedFile(path, pieceKey(key, name), measured.pieces())
    const arrival = await addPiece(deps, by, id, { first: piece.first, count: measured.byteCount, name })
    if (arrival.arrived < arrival.expected) return arrival
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  await putTogether(deps, by, id, key, piece.inspect)
  return { arrived: before.expected, expected: before.expected, isWhole: true }
}

function addPiece(deps: ListDeps, by: UserBy, id: string, piece: Piece): Promise<Arrival> {
  return inScopeOf(deps.db, by, async (tx) => {
    const found = await lockPreparation(tx, id)
    if (!found) throw refuse('import-unknown', {})
    const arrived = arrivedBytes(found.pieces)
    const end = piece.first + piece.count
    // Two senders of one file: the second to come is told how far it is.
    if (found.stage !== 'arriving' || piece.first !== arrived || end > found.byteCount || piece.count === 0)
      throw refuse('upload-out-of-order', { arrived, expected: found.byteCount })
    await markPieces(tx, id, [...found.pieces, piece], deps.clock.now())
    return { arrived: end, expected: found.byteCount, isWhole: false }
  })
}

async function putTogether(
  deps: ListDeps,
  by: UserBy,
  id: string,
  key: string,
  inspect: Reception['inspect'],
): Promise<void> {
  const pieces = await inScopeOf(deps.db, by, async (tx) => (await lockPreparation(tx, id))?.pieces ?? [])
  async function* whole() {
    for (const { name } of [...pieces].sort((one, other) => one.first - other.first))
      yield* readSealedFile(piecePath(deps.folder, id, name), pieceKey(key, name))
  }
  const measured = new Measured(whole())
  const path = storedPath(deps.folder, id)
  // Left by a server that died while putting it together; its pieces are still here.
  await rm(path, { force: true })
  await writeSealedFile(path, key, measured.pieces())
  const now = deps.clock.now()
  try {
    await withOpenFile(deps.folder, id, key, inspect)
  } catch (error) {
    if (error instanceof Refusal) await refuseWhole(deps, by, id, error)
    throw error
  }
  await inScopeOf(deps.db, by, (tx) =>
    markArrived(tx, id, { sha256: measured.digest(), byteCount: measured.byteCount, now }),
  )
  await removePieces(deps.folder, id)
}

/** A file that is no list ends its list: nothing of it is kept but what was wrong. */
async function refuseWhole(
  { db, clock, folder }: ListDeps,
  by: UserBy,
  id: string,
  { value }: Refusal,
): Promise<void> {
  const details = value.details as Readonly<Record<string, unknown>>
  await inScopeOf(db, by, (tx) => markTrouble(tx, id, { code: value.code, details }, clock.now()))
  await removePieces(folder, id)
  await rm(storedPath(folder, id), { force: true })
}

/** Removes the pieces of a list that is whole or given up. */
export async function removePieces(folder: string, id: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (name.startsWith(`${id}.piece.`)) await rm(join(folder, name), { force: true })
}

async function fileKeyOf(deps: ListDeps, by: UserBy, id: string): Promise<string> {
  const sealed = await inScopeOf(deps.db, by, (tx) => getSealedKey(tx, id))
  return openFileKey(deps.ring, id, sealed)
}

function piecePath(folder: string, id: string, name: string): string {
  return join(folder, `${id}.piece.${name}`)
}

/** No key seals two files: each piece has its own, made from the list's key and the piece's unrepeated name. */
function pieceKey(key: string, name: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`piece ${name}`).digest('base64')
}
