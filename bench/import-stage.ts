import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { regionCode } from '../src/kernel/region-code.ts'
import { importPeople, type ImportResult } from '../src/modules/people/import-people.ts'
import type { PeopleDeps } from '../src/modules/people/people-deps.ts'
import { systemClock } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/db.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { testRing } from '../test/test-ring.ts'
import { makePeopleCsv } from './made-people.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const FILLED = ['people', 'identities'] as const
const BYTES_PER_WRITE = 1 << 20

/** An empty registry, lists to bring into it, and the same people ready for COPY. */
export class ImportStage {
  readonly deps: PeopleDeps
  readonly database: ThrowAwayDatabase
  readonly #folder: string

  private constructor(database: ThrowAwayDatabase, folder: string) {
    this.database = database
    this.#folder = folder
    this.deps = importDeps(database.app, join(folder, 'kept'))
  }

  static async open(): Promise<ImportStage> {
    return new ImportStage(
      await startThrowAwayDatabase(),
      await mkdtemp(join(tmpdir(), 'payung-bench-lists-')),
    )
  }

  async close(): Promise<void> {
    await this.database.stop()
    await rm(this.#folder, { recursive: true })
  }

  /** A list of so many rows; made once. */
  async list(rows: number): Promise<string> {
    const path = join(this.#folder, `list-${rows}.csv`)
    await makePeopleCsv(path, rows)
    return path
  }

  async take(path: string): Promise<ImportResult['tally']> {
    return (await takeList(this.deps, path)).tally
  }

  rehearse(path: string): Promise<ImportResult> {
    return takeList(this.deps, path, true)
  }

  /** No person, and nothing of any list. */
  async empty(): Promise<void> {
    await this.owner(
      'truncate people, identities, person_statements, person_changes, import_rows, import_chunks, imports cascade',
    )
    await this.owner('checkpoint')
  }

  /** People who came by a list gone again, so that those of `multiply` stay. */
  async emptyToBase(): Promise<void> {
    for (const table of FILLED) await this.owner(`delete from ${table} where import_id is not null`)
    await this.owner('vacuum analyze people, identities')
    await this.owner('checkpoint')
  }

  /** Writes everybody out as COPY wants them back. */
  async writeReady(): Promise<void> {
    for (const table of FILLED) {
      await this.#copying(async (client) => {
        const rows = client.query(copyTo(`copy ${table} to stdout (format binary)`))
        await pipeline(rows, createWriteStream(this.#ready(table)))
      })
    }
  }

  /** The least that any import must do: the ready rows into the same tables with the same indexes, in one transaction. */
  async copyReady(): Promise<void> {
    await this.#copying(async (client) => {
      await client.query('begin')
      for (const table of FILLED) {
        const target = client.query(copyFrom(`copy ${table} from stdin (format binary)`))
        await pipeline(createReadStream(this.#ready(table), { highWaterMark: BYTES_PER_WRITE }), target)
      }
      await client.query('commit')
    })
  }

  /** So many others beside each person who is there, under numbers of their own; they came by no list. */
  async multiply(times: number): Promise<void> {
    const most =
      (await this.owner<{ most: bigint }>('select max(id) as most from people')).rows[0]?.most ?? 0n
    const columns = (
      await this.owner<{ name: string }>(
        `select column_name as name from information_schema.columns where table_name = 'people' and is_generated = 'NEVER' and column_name not in ('id', 'import_id')`,
      )
    ).rows.map(({ name }) => name)
    for (let time = 1; time <= times; time += 1) {
      const shift = String((most + 1n) * BigInt(time))
      await this.owner(
        `insert into people (id, ${columns.join(', ')}) select id + ${shift}, ${columns.join(', ')} from people where import_id is not null`,
      )
      await this.owner(`insert into identities (value_index, kind, person_id, recorded_at)
        select sha256(value_index || int4send(${time})), kind, person_id + ${shift}, recorded_at from identities where import_id is not null`)
    }
    // The numbers that lists give out begin behind those given here.
    await this.owner(
      `select setval('person_number_blocks', ${String(((most + 1n) * BigInt(times + 1)) / 1_000n + 1n)})`,
    )
  }

  owner<Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) {
    return this.database.owner.pool.query<Row>(sql, [...values])
  }

  #ready(table: string): string {
    return join(this.#folder, `${table}.bin`)
  }

  async #copying(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.database.owner.pool.connect()
    try {
      await work(client)
    } finally {
      client.release()
    }
  }
}

/** What an import needs, with keys of its own. */
export function importDeps({ db, pool }: Database, folder: string): PeopleDeps {
  return { db, pool, clock: systemClock, ring: testRing(), book: new LawBook(), folder }
}

/** Takes a list of the whole province in, as the command line does. */
export function takeList(deps: PeopleDeps, path: string, isRehearsal = false): Promise<ImportResult> {
  const ask = {
    path,
    fileName: 'list.csv',
    region: regionCode('16'),
    purpose: 'own-account' as const,
    isRehearsal,
  }
  return importPeople(deps, { kind: 'system', systemUser: 'bench' }, ask)
}
