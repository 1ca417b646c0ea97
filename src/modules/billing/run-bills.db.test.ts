import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { month } from '../../kernel/month.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { billedTotal } from '../../rules/assessment.ts'
import { assessContribution, type ContributionQuestion } from '../../rules/contribution.ts'
import { LawBook, type Overrides } from '../../rules/law-book.ts'
import { bpuJkmAmount } from '../../rules/parameters/own-account.ts'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
  WAGE_CONDITIONS,
} from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { sql } from 'kysely'
import { throughGate } from '../access/scope.ts'
import { addMembers } from '../payers/add-members.ts'
import { changeMember } from '../payers/change-member.ts'
import { runBills } from './run-bills.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const people = await addNumberedPeople(database, 60)
const village = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
const employer = await addStagedRoster(database, 'employer', 'employer', WAGE_CONDITIONS)
await protect(database, village, people.slice(0, 20))
await protect(database, employer, people.slice(20, 50), {
  segment: 'PU',
  programmes: '[0,5)',
  pay: (at) => 3_000_000 + at * 50_000,
})

test('a month without bills is billed whole, and run again it changes nothing', async () => {
  const first = await runBills(deps, SYSTEM, { month: month('2026-04') })
  assert.deepEqual([first.bills, first.lines, first.adjustments], [2, 50, 0])
  const again = await runBills(deps, SYSTEM, { month: month('2026-04') })
  assert.deepEqual([again.bills, again.lines, again.unchanged], [0, 0, 2])
  const sums = await rowsOf<{ bill: bigint; lines: bigint; transfer: bigint }>(
    owner,
    `select b.total as bill, (select sum(amount)::bigint from bill_lines l where l.bill_id = b.id) as lines,
       (select sum(amount)::bigint from transfers t where t.entry_id = b.entry_id) as transfer from bills b order by 1`,
  )
  assert.equal(sums.length, 2)
  for (const { bill, lines, transfer } of sums) assert.deepEqual([lines, transfer], [bill, bill])
})

test('each line is what the rule answers for that person and month alone', async () => {
  const rows = await rowsOf<{ wage: bigint | null; income: bigint | null; segment: string; amount: bigint }>(
    owner,
    `select p.wage, p.income, p.segment, l.amount from bill_lines l join protections p on p.id = l.protection_id`,
  )
  assert.equal(rows.length, 50)
  for (const { wage, income, segment, amount } of rows) {
    const question: ContributionQuestion =
      segment === 'PU'
        ? {
            segment: 'PU',
            wage: wage ?? 0n,
            ...WAGE_CONDITIONS,
            programmes: ['JKK', 'JKM', 'JHT', 'JP', 'JKP'],
          }
        : {
            segment: 'BPU',
            income: income ?? 0n,
            payer: 'apbdes',
            occupationGroup: 'other',
            programmes: ['JKK', 'JKM'],
          }
    assert.equal(amount, billedTotal(assessContribution(question, month('2026-04'), deps.book).lines))
  }
})

/** Holds one roster so that a run of its month is stuck in the middle, until the work is done. */
async function whileHeld<Result>(rosterId: string, work: () => Promise<Result>): Promise<Result> {
  const holder = await owner.pool.connect()
  try {
    await holder.query(`begin; set local app.gate = 'system'`)
    await holder.query('select from rosters where id = $1 for update', [rosterId])
    return await work()
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

async function untilWaiting(count: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await owner.pool.query<{ count: bigint }>(
      `select count(*) as count from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    )
    if (Number(rows[0]?.count) >= count) return
    await sleep(20)
  }
  throw new Error('nobody waits')
}

test('two runs at once make one: the second waits for the first and finds nothing to do', async () => {
  const { first, second } = await whileHeld(employer.id, async () => {
    const runs = {
      first: runBills(deps, SYSTEM, { month: month('2026-03') }),
      second: runBills(billingDeps(db), SYSTEM, { month: month('2026-03') }),
    }
    await untilWaiting(2)
    return runs
  })
  const bills = [(await first).bills, (await second).bills]
  assert.deepEqual(bills.sort(), [0, 2])
  const [row] = await rowsOf<{ count: bigint }>(
    owner,
    `select count(*) from bills where month = '2026-03-01'`,
  )
  assert.equal(row?.count, 2n)
})

test('a run whose program is killed between two commits is finished by the next, with no line twice and none missing', async () => {
  const rosters = await Promise.all(
    Array.from({ length: 9 }, () =>
      addStagedRoster(database, 'csr', 'gift', { payer: 'csr', income: 1_000_000 }),
    ),
  )
  const some = await addNumberedPeople(database, 90, 1_000)
  for (const [at, roster] of rosters.entries())
    await protect(database, roster, some.slice(at * 10, at * 10 + 10), { from: '2025-06', until: '2025-07' })
  const last = rosters.map(({ id }) => id).sort()[6] ?? ''
  await whileHeld(last, async () => {
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../../../test/bill-child.ts'),
      database.appUrl,
      '2025-06',
      '2',
    ])
    const ended = once(child, 'exit')
    await untilWaiting(1)
    child.kill('SIGKILL')
    await ended
  })
  const halfway = await rowsOf<{ drafts: bigint; bills: bigint }>(
    owner,
    `select (select count(*) from bill_drafts) as drafts, (select count(*) from bills where month = '2025-06-01') as bills`,
  )
  assert.ok((halfway[0]?.drafts ?? 0n) > 0n && halfway[0]?.bills === 0n, 'killed in the middle')
  await runBills(deps, SYSTEM, { month: month('2025-06') })
  const [lines] = await rowsOf<{ lines: bigint; people: bigint; bills: bigint }>(
    owner,
    `select count(*) as lines, count(distinct person_id) as people, count(distinct bill_id) as bills from bill_lines where month = '2025-06-01'`,
  )
  assert.deepEqual(lines, { lines: 90n, people: 90n, bills: 9n })
  const [runs] = await rowsOf<{ loaded: bigint }>(
    owner,
    `select count(*) as loaded from bill_runs where month = '2025-06-01' and bill_count = 9`,
  )
  assert.equal(runs?.loaded, 1n, 'the run that was cut off is the one that made the bills')
})

test('whoever joins, leaves or earns otherwise afterwards is set right by amendments and credit notes, person by person', async () => {
  const [leaves, , changes] = people
  await protect(database, village, [people[50] ?? 0n], {
    from: '2026-04',
    until: '2026-05',
    pay: () => 1_000_000,
  })
  await changeMember({ db, clock: deps.clock }, SYSTEM, village.id, {
    personId: Number(leaves),
    from: '2026-04',
    reason: 'pindah',
  })
  await changeMember({ db, clock: deps.clock }, SYSTEM, village.id, {
    personId: Number(changes),
    from: '2026-04',
    pay: 5_000_000,
    reason: 'penghasilan naik',
  })
  const run = await runBills(deps, SYSTEM, { month: month('2026-04') })
  assert.deepEqual([run.bills, run.adjustments, run.unchanged], [2, 2, 1])
  const told = await rowsOf<{ kind: string; person: bigint; before: bigint; after: bigint; why: string }>(
    owner,
    `select b.kind, d.person_id as person, d.before_amount as before, d.after_amount as after, d.why
     from bill_differences d join bills b on b.id = d.bill_id where b.month = '2026-04-01' order by b.kind, d.person_id`,
  )
  assert.deepEqual(
    told.map(({ kind, person, why }) => [kind, person, why]),
    [
      ['amendment', changes, 'list'],
      ['amendment', people[50], 'list'],
      ['credit-note', leaves, 'list'],
    ],
  )
  assert.deepEqual([told[2]?.after, told[1]?.before], [0n, 0n])
  assert.equal((await runBills(deps, SYSTEM, { month: month('2026-04') })).bills, 0)
})

test('a change of law for a past month makes adjustments that say so, and never edits a bill', async () => {
  const [before] = await rowsOf<{ hash: string }>(owner, ORIGINALS)
  const dearer: Overrides = new Map([
    [
      bpuJkmAmount.id,
      [
        ...bpuJkmAmount.periods.slice(0, -1),
        { ...bpuJkmAmount.periods.at(-1), value: 7_800n } as (typeof bpuJkmAmount.periods)[0],
      ] as unknown as typeof bpuJkmAmount.periods,
    ],
  ])
  const run = await runBills(billingDeps(db, new LawBook(dearer)), SYSTEM, { month: month('2026-03') })
  assert.deepEqual([run.bills, run.adjustments], [1, 1])
  const reasons = await rowsOf<{ why: string; people: bigint; more: bigint }>(
    owner,
    `select d.why, count(*) as people, sum(after_amount - before_amount)::bigint as more from bill_differences d
     join bills b on b.id = d.bill_id where b.month = '2026-03-01' group by 1`,
  )
  assert.deepEqual([reasons[0]?.why, reasons[0]?.people], ['law', 20n])
  assert.ok((reasons[0]?.more ?? 0n) > 0n)
  assert.deepEqual(await rowsOf(owner, ORIGINALS), [before])
})

test('nobody is taken into two rosters for one month, however many payers come at once', async () => {
  const rosters = await Promise.all(
    Array.from({ length: 50 }, () =>
      addStagedRoster(database, 'donor', 'gift', { payer: 'donor', income: 1_000_000 }),
    ),
  )
  const wanted = { personId: Number(people[55]), from: '2026-06', ground: 'hadiah', reason: 'hadiah' }
  const add = (rosterId: string, to = db) =>
    addMembers({ db: to, clock: deps.clock }, SYSTEM, rosterId, wanted)
  const [one, two] = rosters
  const pair = await database.interleave(
    (held) => add(one?.id ?? '', held),
    (other) => add(two?.id ?? '', other),
  )
  assert.deepEqual(
    pair.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
  const rest = await Promise.allSettled(rosters.slice(2).map(({ id }) => add(id)))
  for (const each of [pair[1], ...rest])
    assert.equal(
      each.status === 'rejected' && each.reason instanceof Refusal && each.reason.code,
      'already-covered',
    )
  const [row] = await rowsOf<{ count: bigint }>(
    owner,
    'select count(*) from protections where person_id = $1',
    [wanted.personId],
  )
  assert.equal(row?.count, 1n)
})

test('a protection of whole months ends before its last day: no bill for the month after', async () => {
  await protect(database, village, [people[56] ?? 0n], {
    from: '2026-01',
    until: '2026-03',
    pay: () => 1_000_000,
  })
  const billed = async (text: string) => {
    await runBills(deps, SYSTEM, { month: month(text), roster: village.id })
    const rows = await rowsOf(owner, 'select from bill_lines where person_id = $1 and month = $2', [
      String(people[56]),
      `${text}-01`,
    ])
    return rows.length
  }
  assert.deepEqual([await billed('2025-12'), await billed('2026-02'), await billed('2026-03')], [0, 1, 0])
})

test('a month whose lines are not those of its bills does not come to be seen', async () => {
  const attached = throughGate(db, 'system', async (tx) => {
    await sql`select prepare_bill_month('2024-02-01')`.execute(tx)
    await sql`insert into bill_lines_2024_02 (bill_id, line_number, person_id, protection_id, month, card_id, amount)
      select bill_id, line_number, person_id, protection_id, '2024-02-01', card_id, amount from bill_lines limit 1`.execute(
      tx,
    )
    await sql`select attach_bill_month('2024-02-01')`.execute(tx)
  })
  await assert.rejects(attached, /do not agree/)
})

/** Everything of the first bills of March, as one mark. */
const ORIGINALS = `select md5(string_agg(b.id::text || b.total || l.line_number || l.amount || l.card_id, ',' order by b.id, l.line_number)) as hash
  from bills b join bill_lines l on l.bill_id = b.id where b.month = '2026-03-01' and b.kind = 'original'`
