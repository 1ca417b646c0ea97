import type { Database, Tx } from './db.ts'
import type { EncryptedColumn } from './encrypted-columns.ts'
import { replaceKeyFile } from './key-file.ts'
import { addMissingMarks, markRetired } from './key-marks.ts'
import { fixedRing, type KeySet, newestVersion, withNewVersion, withoutVersion } from './key-ring.ts'
import type { OpenedKeys } from './key-source.ts'
import { OperatorFailure } from './operator-failure.ts'
import { type ColumnProgress, countVersions, reencryptColumn, type UnreadableRow } from './rotate-keys.ts'

/** What the audit is told, in the transaction that does it. */
export type KeyAct = {
  readonly action: 'keys.add-version' | 'keys.reencrypt' | 'keys.retire'
  readonly version: number
  readonly count?: number
}

export type RotationDeps = {
  readonly owner: Database
  /** Called when no other rotation can change them any more. */
  readonly openKeys: () => Promise<OpenedKeys>
  readonly columns: readonly EncryptedColumn[]
  readonly record: (tx: Tx, act: KeyAct) => Promise<void>
  readonly onBatch?: (progress: ColumnProgress) => void
}

export type RotationReport = {
  readonly version: number
  /** False when an earlier rotation was unfinished and this one went on with it. */
  readonly isNewVersion: boolean
  readonly done: number
  readonly unreadable: readonly UnreadableRow[]
}

/** Any number, the same in every version: one rotation at a time. */
const LOCK = 7_298_642

/** How many values of each column stand on which version. */
export type ColumnUse = EncryptedColumn & {
  readonly versions: readonly { readonly version: number; readonly count: number }[]
}

export async function listKeyUse(owner: Database, columns: readonly EncryptedColumn[]): Promise<ColumnUse[]> {
  const uses: ColumnUse[] = []
  for (const column of columns) uses.push({ ...column, versions: await countVersions(owner.pool, column) })
  return uses
}

/**
 * Makes a new version of the field key and brings every encrypted value to it while servers go on reading and writing. When values
 * of an older version are left from a rotation that was cut off, it finishes that one and makes no other version.
 */
export async function rotateFieldKey(deps: RotationDeps): Promise<RotationReport> {
  return alone(deps.owner, async () => {
    const opened = await deps.openKeys()
    const left = await reencryptAll(deps, opened.keys)
    if (left.done > 0) return finish(deps, opened.keys, left, false)
    const keys = await addVersion(deps, opened)
    return finish(deps, keys, await reencryptAll(deps, keys), true)
  })
}

type Work = Pick<RotationReport, 'done' | 'unreadable'>

async function finish(
  deps: RotationDeps,
  keys: KeySet,
  work: Work,
  isNewVersion: boolean,
): Promise<RotationReport> {
  const version = newestVersion(keys, 'field')
  const act: KeyAct = { action: 'keys.reencrypt', version, count: work.done }
  await inTransaction(deps.owner, (tx) => deps.record(tx, act))
  return { version, isNewVersion, ...work }
}

/** Rounds in which every value found was left as it was: servers outrun one or two, a right that is missing outruns all. */
const IDLE_ROUNDS = 3

/**
 * Again and again until a whole round finds nothing: a server writes with the older version until it has seen the new file. Throws
 * OperatorFailure when the database lets none of the values be written.
 */
async function reencryptAll(deps: RotationDeps, keys: KeySet): Promise<Work> {
  const ring = fixedRing(keys)
  let done = 0
  for (let idle = 0; ;) {
    let found = 0
    const doneBefore = done
    const unreadable: UnreadableRow[] = []
    for (const column of deps.columns) {
      const options = deps.onBatch && { onBatch: deps.onBatch }
      const report = await reencryptColumn(deps.owner.pool, ring, column, options)
      done += report.done
      found += report.done + report.outrun
      unreadable.push(...report.unreadable)
    }
    if (found === 0) return { done, unreadable }
    idle = done === doneBefore ? idle + 1 : 0
    if (idle === IDLE_ROUNDS) {
      throw new OperatorFailure(
        'Nilai terenkripsi tidak dapat ditulis ulang. Pastikan DATABASE_OWNER_URL memakai pemilik skema, lalu ulangi.',
      )
    }
  }
}

/** The file first: a version that the database knows and the file lacks would stop the next start. */
async function addVersion({ owner, record }: RotationDeps, opened: OpenedKeys): Promise<KeySet> {
  const { source } = opened
  if (source.kind !== 'file') {
    throw new OperatorFailure(
      'Semua nilai sudah memakai kunci terbaru. Tambahkan versi baru di sumber kunci (./payung keys generate), mulai ulang server, lalu ulangi.',
    )
  }
  const keys = withNewVersion(opened.keys, 'field')
  replaceKeyFile(source.path, keys)
  await inTransaction(owner, async (tx) => {
    await addMissingMarks(tx, keys)
    await record(tx, { action: 'keys.add-version', version: newestVersion(keys, 'field') })
  })
  return keys
}

/** Takes a version away for good, when no value uses it any more. Throws OperatorFailure when one does, or when it is the newest. */
export async function retireFieldKey(deps: RotationDeps, version: number): Promise<void> {
  const { owner, columns, record } = deps
  await alone(owner, async () => {
    const opened = await deps.openKeys()
    if (!opened.keys.field.has(version) && opened.source.kind === 'file') {
      throw new OperatorFailure(`Kunci field tidak punya versi ${version}. Lihat ./payung keys list.`)
    }
    if (version === newestVersion(opened.keys, 'field')) {
      throw new OperatorFailure(`Versi ${version} sedang dipakai. Jalankan dulu ./payung keys rotate.`)
    }
    const uses = await listKeyUse(owner, columns)
    const inUse = uses.find(({ versions }) => versions.some((each) => each.version === version))
    if (inUse) {
      throw new OperatorFailure(
        `Versi ${version} masih dipakai di ${inUse.table}.${inUse.column}. Jalankan dulu ./payung keys rotate.`,
      )
    }
    // The database first: until the file lacks the version, it merely has one too many.
    await inTransaction(owner, async (tx) => {
      await markRetired(tx, 'field', version)
      await record(tx, { action: 'keys.retire', version })
    })
    if (opened.source.kind === 'file')
      replaceKeyFile(opened.source.path, withoutVersion(opened.keys, 'field', version))
  })
}

async function alone<Result>(owner: Database, work: () => Promise<Result>): Promise<Result> {
  const client = await owner.pool.connect()
  try {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCK}) as taken`)
    if (!rows[0]?.taken) {
      throw new OperatorFailure('Perputaran kunci lain sedang berjalan. Tunggu sampai selesai, lalu ulangi.')
    }
    try {
      return await work()
    } finally {
      await client.query(`select pg_advisory_unlock(${LOCK})`)
    }
  } finally {
    // Should it not have been given back, it goes with the connection.
    client.release(true)
  }
}

function inTransaction(owner: Database, work: (tx: Tx) => Promise<void>): Promise<void> {
  return owner.db.transaction().execute(work)
}
