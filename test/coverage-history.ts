import { LawBook } from '../src/rules/law-book.ts'
import { bpuArrearsMonths } from '../src/rules/parameters/duties.ts'
import type { CoverageDeps } from '../src/modules/coverage/open-tallies.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { addStagedRoster, type StagedRoster } from './billing-stage.ts'
import type { TestDatabase } from './database.ts'
import { rowsOf } from './people.ts'

/** Villages of two regencies of one province and one of another province, and a person known by district only. */
export const VILLAGES = [
  1606012001, 1606012002, 1606022001, 1607012001, 1607012002, 3201012001, 1606010000,
] as const
export const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07'] as const
/** So late that every month of the histories can be asked for from the counters. */
const TODAY = plainDate('2027-06-30')

export type Step = {
  readonly kind:
    | 'protect-own'
    | 'protect-wage'
    | 'shorten'
    | 'take-back'
    | 'move'
    | 'merge'
    | 'part'
    | 'bill'
    | 'pay'
    | 'credit'
    | 'die'
    | 'fold'
    | 'catch-up'
  readonly person: number
  readonly one: number
  readonly other: number
}

/** Coverage on a day late enough to look back on everything, by a law that tolerates so many overdue months. */
export function coverageDeps({ db }: TestDatabase, tolerated: number): CoverageDeps {
  const [period] = bpuArrearsMonths.periods
  return {
    db,
    book: new LawBook(new Map([[bpuArrearsMonths.id, [{ ...period, value: tolerated }]]])),
    clock: { now: () => new Date('2027-06-30T03:00:00Z'), today: () => TODAY },
  }
}

/** A registry, rosters, and months open for bills, on which steps of a history are done as others would do them: by statements. */
export class CoverageHistory {
  readonly #database: TestDatabase
  readonly #own: readonly StagedRoster[]
  readonly #wage: readonly StagedRoster[]
  #numbers = 0

  private constructor(database: TestDatabase, own: readonly StagedRoster[], wage: readonly StagedRoster[]) {
    this.#database = database
    this.#own = own
    this.#wage = wage
  }

  static async open(database: TestDatabase, people: number): Promise<CoverageHistory> {
    const wages = { riskClass: 'I', size: 'large', employer: 'business', labourIntensive: false }
    const own = [await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })]
    const wage = [
      await addStagedRoster(database, 'employer', 'employer', wages),
      await addStagedRoster(database, 'employer', 'employer', wages),
    ]
    const history = new CoverageHistory(database, own, wage)
    await history.#run(
      `insert into people (id, name, name_keys, residence_region, work_region, segment, sealed, stated_mark, recorded_at)
       select n, 'ORANG ' || n, '{rng}', ($2::bigint[])[1 + n % 7], case when n % 3 = 0 then ($2::bigint[])[1 + n % 5] end, 'BPU', '\\x00',
         decode(repeat('00', 16), 'hex'), now() from generate_series(1, $1::integer) n`,
      [people, [...VILLAGES]],
    )
    await history.#run(
      `insert into rate_cards (month, law_version, conditions, segment, programmes, pay, occupation_group, question, question_hash, lines, amount)
       values ('2026-01-01', 'uji', '{}', 'BPU', '[0,2)', 1000000, 'other', '{}', sha256('uji'), '[]', 5)`,
    )
    await history.#run(
      `select post_entry('payment-received', '2026-05-20', 'riwayat', sha256('x'), 'payment', 'uji', null, false,
         array['world/bank/bank-uji'], array['payer/' || $1 || '/purse'], array[1000000::bigint])`,
      [own[0]?.payerId],
    )
    for (const month of MONTHS) {
      await history.#run(`select prepare_bill_month('${month}-01')`)
      await history.#run(`select attach_bill_month('${month}-01')`)
    }
    return history
  }

  #run(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return rowsOf(this.#database.owner, text, values)
  }

  /** Does one step. What cannot be, since it breaks a constraint, does not happen. */
  async take(step: Step): Promise<void> {
    const { person, one, other } = step
    switch (step.kind) {
      case 'protect-own':
        return this.#protect(this.#own[0], step, 'BPU')
      case 'protect-wage':
        return this.#protect(this.#wage[one % 2], step, 'PU')
      case 'shorten':
        await this.#run(
          `update protections set months = months * daterange(null, $2::date) where person_id = $1 and lower(months) < $2::date`,
          [person, `${MONTHS[one % 7] ?? ''}-01`],
        )
        return
      case 'take-back':
        await this.#run(
          `update protections set months = 'empty' where id = (select max(id) from protections where person_id = $1)`,
          [person],
        )
        return
      case 'move':
        await this.#run(`update people set residence_region = $2, work_region = $3 where id = $1`, [
          person,
          VILLAGES[one % 7],
          other % 2 === 0 ? null : VILLAGES[other % 7],
        ])
        return
      case 'merge':
        await this.#run(`update people set merged_into = $2 where id = $1 and id <> $2`, [
          person,
          1 + (one % 7),
        ])
        return
      case 'part':
        await this.#run(`update people set merged_into = null where id = $1`, [person])
        return
      case 'bill':
        return this.#bill(one, other)
      case 'pay':
        return this.#pay(one, other)
      case 'credit':
        return this.#credit(one)
      case 'die':
        await this.#run(
          `update protections set months = months * daterange(null, '2026-04-01') where person_id = $1`,
          [person],
        )
        await this.#run(`update people set living_status = 'deceased' where id = $1`, [person])
        return
      case 'fold':
        await this.#run('select coverage_fold()')
        return
      case 'catch-up':
        await this.#run(`select coverage_catch_up(($1 || '-20')::date)`, [MONTHS[one % 7]])
    }
  }

  async #protect(roster: StagedRoster | undefined, { person, one, other }: Step, segment: 'PU' | 'BPU') {
    const from = 1 + (one % 6)
    const until = other % 5 === 0 ? null : `2026-${String(from + 1 + (other % 3)).padStart(2, '0')}-01`
    await this.#run(
      `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, ground)
       select $1, $2, p.id, daterange($4::date, $5::date), int4range($6::integer, $6::integer + 2), $7,
         case $7 when 'PU' then 1000000 end, case $7 when 'BPU' then 1000000 end, 'uji'
       from people p where p.id between $3 and $3 + 2 on conflict do nothing`,
      [
        roster?.id,
        roster?.payerId,
        person,
        `2026-0${String(from)}-01`,
        until,
        other % 11 === 0 ? 2 : 0,
        segment,
      ],
    )
  }

  /** One bill of a month for everybody who stands in one roster then. */
  async #bill(one: number, other: number): Promise<void> {
    const roster = [...this.#own, ...this.#wage][other % 3]
    const day = `${MONTHS[one % 7] ?? ''}-01`
    this.#numbers += 1
    await this.#run(
      `with m as (select id, person_id, row_number() over (order by id)::integer as n from protections
         where roster_id = $1 and months @> $2::date),
       b as (insert into bills (number, payer_id, roster_id, region_code, month, kind, total, line_count, person_count, due_on, law_version)
         select $4, $3, $1, 1606012001, $2, 'original', 5 * count(*), count(*), count(*), $2::date + 14, 'uji' from m
         having count(*) > 0 on conflict do nothing returning id)
       insert into bill_lines (bill_id, line_number, person_id, protection_id, month, card_id, amount)
       select b.id, m.n, m.person_id, m.id, $2::date, (select max(id) from rate_cards), 5 from b, m`,
      [roster?.id, day, roster?.payerId, `R${String(this.#numbers)}`],
    )
  }

  /** Pays the first lines of a bill that has none paid yet, early or late. */
  async #pay(one: number, other: number): Promise<void> {
    await this.#run(
      `insert into paid_lines (bill_id, lines, amount, entry_id, account_path, paid_on)
       select b.id, int4range(1, 2 + $2 % b.line_count), 5 * (1 + $2 % b.line_count), (select max(id) from entries), 'uji',
         b.due_on + $3::integer
       from (select * from bills b where kind = 'original' and not exists (select from paid_lines q where q.bill_id = b.id)
         order by month, id offset $1 % 3 limit 1) b`,
      [one, other, ((one * 7) % 60) - 10],
    )
    await this.#run(
      `update bills b set paid = q.amount from (select bill_id, sum(amount) as amount from paid_lines group by 1) q
       where q.bill_id = b.id and b.paid <> q.amount`,
    )
  }

  async #credit(one: number): Promise<void> {
    this.#numbers += 1
    await this.#run(
      `with b as (select * from bills where kind = 'original' order by month, id offset $1 % 4 limit 1),
       n as (insert into bills (number, payer_id, roster_id, region_code, month, kind, amends, total, line_count, person_count, due_on,
           law_version) select $2, payer_id, roster_id, region_code, month, 'credit-note', id, -5, 1, 1, due_on, 'uji' from b returning id)
       insert into credited_lines (credit_bill_id, credit_line, bill_id, line_number, amount, money_back)
       select n.id, 1, b.id, 1 + $1 % b.line_count, 5, 0 from n, b
       where not exists (select from credited_lines c where c.bill_id = b.id and c.line_number = 1 + $1 % b.line_count)`,
      [one, `K${String(this.#numbers)}`],
    )
  }
}
