import { sql } from 'kysely'
import { recordAudit } from '../src/modules/audit/record-audit.ts'
import type { Tx } from '../src/platform/db.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const ROWS = 100_000

let database: ThrowAwayDatabase | undefined

function opened(): ThrowAwayDatabase {
  if (!database) throw new Error('not set up')
  return database
}

async function setUp(): Promise<void> {
  database = await startThrowAwayDatabase()
  await database.owner.pool.query(
    `create table bench_members (id bigint primary key, region_code bigint not null, name text not null, joined_on date not null);
     grant insert, delete on bench_members to payung_app`,
  )
}

async function tearDown(): Promise<void> {
  await database?.stop()
  database = undefined
}

/** One bulk act: empties the table of the round before and writes the same rows again, in one transaction. */
async function bulkAct(audit: (tx: Tx) => Promise<void>): Promise<number> {
  await opened().owner.pool.query('truncate bench_members')
  await opened()
    .app.db.transaction()
    .execute(async (tx) => {
      await sql`insert into bench_members
      select n, 1606000000 + n % 240, 'Peserta ' || n, date '2026-01-01' + n % 300
      from generate_series(1, ${ROWS}::int) n`.execute(tx)
      await audit(tx)
    })
  return ROWS
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'audit, a bulk act of 100,000 rows with its entry',
    limitName: 'the same without an entry',
    setUp,
    tearDown,
    run: () =>
      bulkAct((tx) =>
        recordAudit(tx, {
          actor: { kind: 'system' },
          action: 'member.import',
          count: ROWS,
          purpose: 'benchmark',
        }),
      ),
    limit: () => bulkAct(() => Promise.resolve()),
    units: { count: ROWS, name: 'rows' },
    goal: 0.95,
    rounds: 31,
  }),
]
