import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { errorCode } from '../../platform/operator-failure.ts'
import { CHECKS, type CheckCause } from './checks.ts'
import { readChecks } from './read-checks.ts'
import { insertCheckResults } from './store.ts'

/** What came of one check, with the first rows that break it: ids, states and amounts, never a name or a number of a person. */
export type CheckOutcome = {
  readonly name: string
  readonly brokenCount: bigint | null
  readonly lookedCount: bigint | null
  readonly milliseconds: number
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Code of the database when the check could not be run. */
  readonly trouble: string | null
}

export type CheckDeps = {
  /** As the owner: a check looks at every row, and the application sees none without a scope. */
  readonly owner: Pick<Database, 'pool'>
  readonly clock: Clock
}

const ROWS_SHOWN = 20
/** As the gate of the program, since an owner who is no superuser is under row-level security himself. */
const BEGIN = `begin isolation level repeatable read, read only; set local app.gate = 'system';
  set local statement_timeout = '30min'`

/** Asks every check of db/checks, or those named, and keeps what came of it. A check that cannot be run does not hold. */
export async function runChecks(
  { owner, clock }: CheckDeps,
  cause: CheckCause,
  options: { readonly names?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<readonly CheckOutcome[]> {
  const outcomes: CheckOutcome[] = []
  for (const [name, text] of readChecks()) {
    if (options.names && !options.names.includes(name)) continue
    options.signal?.throwIfAborted()
    outcomes.push(await runCheck(owner.pool, name, text, options.signal))
    options.signal?.throwIfAborted()
  }
  await insertCheckResults(owner.pool, cause, clock.now(), outcomes)
  return outcomes
}

async function runCheck(
  pool: pg.Pool,
  name: string,
  text: string,
  signal?: AbortSignal,
): Promise<CheckOutcome> {
  const client = await pool.connect()
  const started = performance.now()
  let cancel: (() => void) | undefined
  try {
    await client.query(BEGIN)
    const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    // A server that stops does not wait for minutes: the check comes again at the next start.
    cancel = () => void pool.query('select pg_cancel_backend($1)', [own[0]?.pid]).catch(() => undefined)
    signal?.addEventListener('abort', cancel)
    const { rows } = await client.query<Record<string, unknown> & { broken_total: bigint }>(
      `select b.*, count(*) over () as broken_total from (${text.replace(/;$/, '')}\n) b limit ${ROWS_SHOWN}`,
    )
    const milliseconds = Math.round(performance.now() - started)
    const lookedCount = await countRows(client, name)
    await client.query('commit')
    return {
      name,
      brokenCount: rows[0]?.broken_total ?? 0n,
      lookedCount,
      milliseconds,
      rows: rows.map(({ broken_total: _, ...row }) => row),
      trouble: null,
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const trouble = errorCode(error) ?? 'unknown'
    const milliseconds = Math.round(performance.now() - started)
    return { name, brokenCount: null, lookedCount: null, milliseconds, rows: [], trouble }
  } finally {
    if (cancel) signal?.removeEventListener('abort', cancel)
    client.release()
  }
}

async function countRows(client: pg.PoolClient, name: string): Promise<bigint> {
  const tables = CHECKS.find((check) => check.name === name)?.tables ?? []
  if (tables.length === 0) return 0n
  const { rows } = await client.query<{ looked: bigint }>(
    `select (${tables.map((table) => `(select count(*) from ${table})`).join(' + ')})::bigint as looked`,
  )
  return rows[0]?.looked ?? 0n
}
