import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainDate } from '../src/kernel/plain-date.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import { throughGate } from '../src/modules/access/scope.ts'
import { tallyBelow } from '../src/modules/coverage/queries.ts'
import { countBelow } from '../src/modules/coverage/row-queries.ts'
import type { Tx } from '../src/platform/db.ts'
import { sql } from 'kysely'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

const PROVINCE = regionCode('16')
const ON = plainDate('2026-11-20')
const ASK = { asOf: ON, place: 'work' } as const
const PAYER = '00000000-0000-4000-8000-0000000000a1'
const ROSTER = '00000000-0000-4000-8000-0000000000b1'
const CHECK = readFileSync(
  join(import.meta.dirname, '../db/checks/coverage-counts-are-their-rows.sql'),
  'utf8',
)
/** The part of the check that counts every level from the rows; behind it comes the comparison with the counters. */
const RECOUNT = `${CHECK.slice(0, CHECK.indexOf(', counted as ('))} select * from levels`

/** People of recipe R4 in 3,300 villages of one province, few of them with most people, and protections for as many as are asked for. */
export class CoverageStage {
  readonly #database: ThrowAwayDatabase
  readonly #people: number
  #nextSingle: number

  private constructor(database: ThrowAwayDatabase, people: number) {
    this.#database = database
    this.#people = people
    this.#nextSingle = people + 1
  }

  /** With so many people, and `spare` more whom nobody protects yet. */
  static async open(people: number, spare = 0): Promise<CoverageStage> {
    const stage = new CoverageStage(await startThrowAwayDatabase(), people)
    await stage.#fill(people + spare)
    return stage
  }

  async close(): Promise<void> {
    await this.#database.stop()
  }

  async #fill(people: number): Promise<void> {
    await this.owner(
      `insert into payers (id, kind, name, region_code, recorded_at) values ('${PAYER}', 'apbdes', 'x', 1606000000, now())`,
    )
    await this.owner(
      `insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions) values ('${ROSTER}', '${PAYER}', 'village', 'x', 1606000000, 'purse', '{}')`,
    )
    await this.owner(
      `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
       select n, 'P', '{}', 1600000000 + (1 + v % 17) * 1000000 + (1 + v / 17 % 14) * 10000 + 2001 + v / 238, 'BPU', '\\x00',
         decode(repeat('00', 16), 'hex'), now() from (select n, trunc(3300 * power(random(), 1.6))::bigint as v from generate_series(1, ${people}) n) x`,
    )
    await this.owner('analyze people')
  }

  /** Nobody is protected, nothing is counted; the trigger that counts is there or not. */
  async empty(isCounting: boolean): Promise<void> {
    await this.owner(
      'truncate protections, counted_people, coverage_deltas, coverage_counts, coverage_days cascade',
    )
    await this.owner(
      `alter table protections ${isCounting ? 'enable' : 'disable'} trigger people_are_counted_by_new_protections`,
    )
    await this.owner('checkpoint')
  }

  /** Protects everybody in one statement, as an approval or a list does. */
  async protectAll(): Promise<void> {
    await this.owner(this.#insert(`generate_series(1, ${this.#people}) n`))
  }

  /** Protects some one by one, each in a transaction of its own. */
  async protectSingly(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      await this.owner(this.#insert(`generate_series(${this.#nextSingle}, ${this.#nextSingle}) n`))
      this.#nextSingle += 1
    }
  }

  #insert(from: string): string {
    return `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
      select '${ROSTER}', '${PAYER}', n, '[2026-01-01,2027-01-01)', '[0,2)', 'BPU', 1000000, 'x' from ${from}`
  }

  async fold(): Promise<void> {
    await this.owner('select coverage_fold()')
    await this.owner('vacuum analyze')
  }

  async owner(text: string): Promise<void> {
    await this.#database.owner.pool.query(text)
  }

  /** Works in one transaction of the application, as an answer does. */
  within<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return throughGate(this.#database.app.db, 'system', work)
  }

  /** The table of a province's regencies by segment, so many times on one connection. */
  dashboards(times: number): Promise<unknown> {
    return this.within(async (tx) => {
      for (let at = 0; at < times; at += 1) await tallyBelow(tx, ASK, PROVINCE, 1_000_000)
    })
  }

  /** One row by its key, so many times on one connection. */
  keyReads(times: number): Promise<unknown> {
    return this.within(async (tx) => {
      for (let at = 0; at < times; at += 1)
        await sql`select * from coverage_counts where place = ${'work'} and region_code = ${PROVINCE}`.execute(
          tx,
        )
    })
  }

  /** The same table from the rows. */
  dashboardFromRows(): Promise<unknown> {
    return this.within((tx) => countBelow(tx, { ...ASK, toleratedMonths: 3 }, PROVINCE, 1_000_000))
  }

  /** Every level and day recounted from the rows. */
  async recount(): Promise<void> {
    await this.owner(RECOUNT)
  }

  /** The same, and compared with each counter; and arrears. */
  async check(): Promise<void> {
    await this.owner(CHECK)
  }

  /** The same rows grouped once, by village and segment, for one day. */
  async groupOnce(): Promise<void> {
    await this.owner(
      `select coalesce(p.work_region, p.residence_region), m.segment, count(*), count(distinct m.person_id) from protections m
       join people p on p.id = m.person_id where m.months @> '2026-11-01'::date and p.merged_into is null group by 1, 2`,
    )
  }
}
