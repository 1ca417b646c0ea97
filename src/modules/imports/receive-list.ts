import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { encryptField } from '../../platform/crypto.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { newFileKey, writeSealedFile } from '../../platform/sealed-file.ts'
import { inScopeOf, recordAct } from '../access/act.ts'
import type { KindDeps } from './list-kind.ts'
import type { ListDeps, UserBy } from './list-deps.ts'
import { countOpenLists } from './preparation-queries.ts'
import { insertReceived } from './preparation-store.ts'
import { READING_LIMITS } from './reading/reading-limits.ts'
import { storedPath, withOpenFile } from './stored-file.ts'

export type Reception = {
  readonly purpose: string
  readonly region: RegionCode
  readonly fileName: string
  /** The file as it comes. */
  readonly content: AsyncIterable<Uint8Array>
  /** Looks at the whole file once it is here, and refuses one that is no list: then nothing of it is kept. */
  readonly inspect: (path: string) => Promise<void>
}

/** How much one user may have handed in without confirming it or giving it up. */
export const MOST_OPEN_LISTS = 20
export const MOST_OPEN_BYTES = 2 * 1_073_741_824

/**
 * Takes a file in, encrypted under a key of its own from its first byte on, and records it as a list of whoever hands it in. Refuses
 * what is beyond the limits or the quota of the user, and what `inspect` refuses. Answers with the number of the list.
 */
export async function receiveList(deps: KindDeps, by: UserBy, list: Reception): Promise<string> {
  await refuseBeyondQuota(deps, by)
  const id = randomUUID()
  const key = newFileKey()
  const path = storedPath(deps.folder, id)
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  const measured = new Measured(list.content)
  try {
    await writeSealedFile(path, key, measured.pieces())
    await withOpenFile(deps.folder, id, key, list.inspect)
    await record(deps, by, {
      ...list,
      id,
      key,
      sha256: measured.digest(),
      byteCount: measured.byteCount,
      stage: 'received',
    })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return id
}

/** Refuses somebody who has too many lists lying about. */
export async function refuseBeyondQuota({ db }: Pick<ListDeps, 'db'>, by: UserBy, more = 0): Promise<void> {
  const open = await inScopeOf(db, by, (tx) => countOpenLists(tx, by.actor.userId))
  if (open.lists >= MOST_OPEN_LISTS) throw refuse('upload-quota', { most: MOST_OPEN_LISTS, unit: 'lists' })
  if (open.bytes + more > MOST_OPEN_BYTES)
    throw refuse('upload-quota', { most: MOST_OPEN_BYTES, unit: 'bytes' })
}

export type NewRecord = Pick<Reception, 'purpose' | 'region' | 'fileName'> & {
  readonly id: string
  readonly key: string
  readonly sha256: Buffer
  readonly byteCount: number
  readonly stage: 'arriving' | 'received'
}

/** Records a list with who handed it in. A file's name may hold a number of somebody: its long numbers are hidden. */
export async function record(
  { db, ring, clock, kind }: KindDeps,
  by: UserBy,
  list: NewRecord,
): Promise<void> {
  const { id, key, ...rest } = list
  await inScopeOf(db, by, async (tx) => {
    await insertReceived(tx, {
      ...rest,
      id,
      organisationId: by.actor.organisationId,
      userId: by.actor.userId,
      fileName: shownName(list.fileName),
      sealedKey: encryptField(ring, { table: 'imports', column: 'sealed_key', rowId: id }, key),
      now: clock.now(),
    })
    await recordAct(tx, by, {
      action: kind.acts.receive,
      subject: { kind: 'import', id },
      region: list.region,
      details: { purpose: list.purpose, bytes: list.byteCount },
    })
  })
}

/** The last part of a name, without what cannot be seen and without long numbers. */
export function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return scrubDigits(last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()).slice(0, 200)
}

/** Passes a file on and knows afterwards how long it was and what it was. */
export class Measured {
  byteCount = 0
  readonly #hash = createHash('sha256')
  readonly #content: AsyncIterable<Uint8Array>

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#content = content
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#content) {
      this.byteCount += piece.length
      if (this.byteCount > READING_LIMITS.fileBytes)
        throw refuse('file-beyond-limit', { limit: 'fileBytes', most: READING_LIMITS.fileBytes })
      this.#hash.update(piece)
      yield piece
    }
  }

  digest(): Buffer {
    return this.#hash.digest()
  }
}
