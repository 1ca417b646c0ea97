import { addMonths, month, type Month } from '../src/kernel/month.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { workCalendar } from '../src/kernel/working-days.ts'
import { throughGate } from '../src/modules/access/scope.ts'
import { openAccount, openPayerAccounts } from '../src/modules/ledger/open-accounts.ts'
import { BPJS_OWED, RECEIVABLE } from '../src/modules/ledger/ledger.ts'
import { runBills, type BillingDeps, type RunResult } from '../src/modules/billing/run-bills.ts'
import { systemClock } from '../src/platform/clock.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

/** One employer for so many of its workers, as recipe R3 has them. */
const WORKERS_EACH = 20
const FIRST_MONTH = month('2024-01')
const ACCOUNTS_AT_ONCE = 2_000

/** People in rosters of employers and villages, months to bill, and beside them the tables of recipe R3. */
export class BillingStage {
  readonly database: ThrowAwayDatabase
  readonly rows: number
  #next: Month = FIRST_MONTH

  private constructor(database: ThrowAwayDatabase, rows: number) {
    this.database = database
    this.rows = rows
  }

  static async open(rows: number): Promise<BillingStage> {
    const stage = new BillingStage(await startThrowAwayDatabase(), rows)
    await stage.#fill()
    return stage
  }

  async close(): Promise<void> {
    await this.database.stop()
  }

  /** Bills a month that has no bills yet. */
  async billNextMonth(): Promise<RunResult> {
    const result = await this.bill(this.#next)
    if (result.lines !== this.rows) throw new Error(`${String(result.lines)} lines of ${String(this.rows)}`)
    this.#next = addMonths(this.#next, 1)
    return result
  }

  /** Bills the month once more that was billed last. */
  async billAgain(): Promise<RunResult> {
    const result = await this.bill(addMonths(this.#next, -1))
    if (result.lines !== 0) throw new Error('the same month was billed twice')
    return result
  }

  bill(asked: Month): Promise<RunResult> {
    return runBills(this.#deps(), { kind: 'system', systemUser: 'bench' }, { month: asked })
  }

  /** The reference of recipe R3 begins with empty tables each time. */
  async emptyReference(): Promise<void> {
    await this.#owner('truncate reference.contribution, reference.entry')
    await this.#owner('update reference.acct set balance = 0, version = 0')
    await this.checkpoint()
  }

  async checkpoint(): Promise<void> {
    await this.#owner('checkpoint')
  }

  /** Recipe R3: contributions and two entries for each, then the balances, in one transaction; no foreign keys, no check. */
  async runReference(): Promise<void> {
    const client = await this.database.owner.pool.connect()
    try {
      await client.query('begin')
      await client.query(`
        with ins as (insert into reference.contribution (membership_id, period, employer_id, amount)
          select m.id, date '2026-11-01', m.employer_id, greatest(m.wage * r.bp / 10000, r.floor_amt)
          from reference.membership m join reference.rate r using (segment) where m.active
          on conflict (membership_id, period) do nothing returning id, employer_id, amount)
        insert into reference.entry (txn_id, account_id, amount)
        select ins.id, x.a, x.v from ins cross join lateral (values (ins.employer_id, ins.amount), (50001, -ins.amount)) x (a, v)`)
      await client.query(`
        update reference.acct a set balance = a.balance + s.v, version = version + s.n
        from (select account_id, sum(amount) v, count(*) n from reference.entry group by 1) s where s.account_id = a.id`)
      await client.query('commit')
    } finally {
      client.release()
    }
  }

  #deps(): BillingDeps {
    return {
      db: this.database.app.db,
      book: new LawBook(),
      calendar: workCalendar(),
      clock: { ...systemClock, today: () => plainDate('2026-11-20') },
    }
  }

  async #fill(): Promise<void> {
    // A run reads what these hold and never touches them; filling them row by row would take longer than all that is measured.
    await this.#owner(
      `alter table protections drop constraint one_payer_per_worker_month, drop constraint one_row_per_roster_and_worker_month`,
    )
    await this.#owner(`
      insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
      select n, 'P', '{}', 1606012001, 'PU', '\\x00', decode(repeat('00', 16), 'hex'), now() from generate_series(1, ${this.rows}) n`)
    const payers = Math.max(Math.round(this.rows / WORKERS_EACH), 1)
    await this.#owner(`
      insert into payers (kind, name, region_code, recorded_at)
      select case when n % 3 = 2 then 'apbdes' else 'employer' end, 'PT ' || n, 1606000000, now() from generate_series(1, ${payers}) n`)
    await this.#owner(`
      insert into rosters (payer_id, kind, name, region_code, paid_from, conditions)
      select id, case kind when 'employer' then 'employer' else 'village' end, name, region_code, 'purse',
        case kind when 'employer' then '{"riskClass":"III","size":"medium","employer":"business","labourIntensive":false}'::jsonb
          else '{"payer":"apbdes"}'::jsonb end
      from payers`)
    await this.#owner(`
      insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, ground)
      select r.id, r.payer_id, n, '[2024-01-01,)', case r.kind when 'employer' then int4range(0, 5) else int4range(0, 2) end,
        case r.kind when 'employer' then 'PU' else 'BPU' end,
        case r.kind when 'employer' then 1000000 + n % 80 * 100000 end, case r.kind when 'village' then 1000000 + n % 80 * 100000 end, 'bench'
      from (select id, payer_id, kind, row_number() over () - 1 as place from rosters) r
      join generate_series(1, ${this.rows}) n on (n - 1) / ${WORKERS_EACH} % ${payers} = r.place order by r.place, n`)
    await this.#openAccounts()
    await this.#owner(`
      create schema reference;
      create table reference.membership (id bigint primary key, employer_id int not null, village int not null, segment smallint not null,
        wage bigint not null, active boolean not null);
      create table reference.rate (segment smallint primary key, bp int not null, floor_amt bigint not null);
      insert into reference.rate values (1, 1624, 0), (2, 300, 16800), (3, 21, 5000);
      create table reference.contribution (id bigint generated always as identity primary key, membership_id bigint not null, period date not null,
        employer_id int not null, amount bigint not null check (amount > 0), status smallint not null default 0,
        created timestamptz not null default now(), unique (membership_id, period));
      create table reference.entry (id bigint generated always as identity primary key, txn_id bigint not null, account_id int not null,
        amount bigint not null check (amount <> 0), created timestamptz not null default now());
      create index on reference.entry (account_id, id);
      create index on reference.entry (txn_id);
      create table reference.acct (id int primary key, balance bigint not null default 0, version bigint not null default 0) with (fillfactor = 50);
      insert into reference.acct select n from generate_series(1, greatest(${payers}, 50010)) n;
      insert into reference.membership select n, 1 + n % ${payers}, n % 3300, 1 + n % 3, 1000000 + n % 80 * 100000, true
      from generate_series(1, ${this.rows}) n`)
    await this.#owner('vacuum analyze')
  }

  async #openAccounts(): Promise<void> {
    const { rows } = await this.#owner<{ id: string }>('select id from payers')
    const { db } = this.database.app
    await throughGate(db, 'system', async (tx) => {
      await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
      await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    })
    for (let at = 0; at < rows.length; at += ACCOUNTS_AT_ONCE) {
      await throughGate(db, 'system', async (tx) => {
        for (const { id } of rows.slice(at, at + ACCOUNTS_AT_ONCE))
          await openPayerAccounts(tx, { id, organisationId: null, regionCode: 1_606_000_000 as never })
      })
    }
  }

  async #owner<Row extends Record<string, unknown>>(text: string) {
    const client = await this.database.owner.pool.connect()
    try {
      await client.query(`set app.gate = 'system'`)
      return await client.query<Row>(text)
    } finally {
      await client.query('reset app.gate')
      client.release()
    }
  }
}
