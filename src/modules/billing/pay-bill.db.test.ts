import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { shareHalfUp } from '../../kernel/rupiah.ts'
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
import type { Db } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { bankWorld, payerDue, payerPurse } from '../ledger/ledger.ts'
import { assessFines } from './assess-fines.ts'
import { creditPerson } from './credit-person.ts'
import { receiveForBill } from './pay-bill.ts'
import { runBills } from './run-bills.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const people = await addNumberedPeople(database, 40)
const PRICE = 16_800n
let used = 0

/** A village that pays 16,800 for each of some people, billed for April. */
async function billedVillage(count: number) {
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  const members = people.slice(used, used + count)
  used += count
  await protect(database, roster, members, { from: '2026-04', until: '2026-05', pay: () => 1_000_000 })
  await runBills(deps, SYSTEM, { month: month('2026-04'), roster: roster.id })
  const [bill] = await rowsOf<{ id: string; total: bigint }>(
    owner,
    'select id, total from bills where roster_id = $1',
    [roster.id],
  )
  assert.ok(bill)
  return { ...roster, billId: bill.id, total: bill.total, members }
}

let keys = 0
function pay(
  billId: string,
  amount: bigint,
  { on = db, key = `uji:${String((keys += 1))}` }: { on?: Db; key?: string } = {},
) {
  return throughGate(on, 'system', (tx) =>
    receiveForBill(tx, {
      billId,
      amount,
      key,
      from: bankWorld('bank-uji'),
      effectiveOn: plainDate('2026-04-10'),
      cause: { kind: 'payment', id: key },
    }),
  )
}

async function balances(payerId: string) {
  const rows = await rowsOf<{ path: string; balance: bigint }>(
    owner,
    'select path, balance from accounts where path = any ($1)',
    [[payerPurse(payerId), payerDue(payerId)]],
  )
  const of = (path: string) => rows.find((row) => row.path === path)?.balance
  return { purse: of(payerPurse(payerId)), due: of(payerDue(payerId)) }
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('a payment in parts covers whole person-months in their order, and the rest waits in the purse', async () => {
  const village = await billedVillage(5)
  assert.equal(village.total, 5n * PRICE)
  const first = await pay(village.billId, 2n * PRICE + 10_000n)
  assert.deepEqual([first.covered, first.left], [2n * PRICE, 10_000n])
  assert.deepEqual(await balances(village.payerId), { purse: 10_000n, due: -3n * PRICE })
  const second = await pay(village.billId, 3n * PRICE - 10_000n)
  assert.deepEqual([second.covered, second.left], [3n * PRICE, 0n])
  assert.deepEqual(await balances(village.payerId), { purse: 0n, due: 0n })
  const lines = await rowsOf<{ lines: string }>(
    owner,
    'select lines::text from paid_lines where bill_id = $1 order by lines',
    [village.billId],
  )
  assert.deepEqual(
    lines.map((row) => row.lines),
    ['[1,3)', '[3,6)'],
  )
})

test('the same payment told twice is booked once; another for a paid bill is refused', async () => {
  const village = await billedVillage(2)
  const first = await pay(village.billId, village.total, { key: 'sekali' })
  assert.deepEqual(await pay(village.billId, village.total, { key: 'sekali' }), first)
  await assert.rejects(pay(village.billId, village.total), refusedWith('bill-paid'))
  assert.deepEqual(await balances(village.payerId), { purse: 0n, due: 0n })
})

test('two payments of one bill at once: one pays it, the other learns that it is paid', async () => {
  const village = await billedVillage(3)
  const [one, two] = await database.interleave(
    (held) => pay(village.billId, village.total, { on: held }),
    (other) => pay(village.billId, village.total, { on: other }),
  )
  assert.equal(one.status, 'fulfilled')
  assert.ok(two.status === 'rejected' && refusedWith('bill-paid')(two.reason))
  assert.deepEqual(await balances(village.payerId), { purse: 0n, due: 0n })
})

test('a bill that nobody knows takes no money', async () => {
  await assert.rejects(pay('00000000-0000-4000-8000-00000000dead', 1n), refusedWith('bill-unknown'))
  await assert.rejects(pay('tagihan', 1n), refusedWith('bill-unknown'))
})

test('who has died is credited: unpaid months are no longer owed, paid ones come back to the purse', async () => {
  const village = await billedVillage(4)
  await pay(village.billId, 2n * PRICE)
  const credit = (personId: bigint) =>
    throughGate(db, 'system', (tx) =>
      creditPerson(
        tx,
        { book: deps.book, calendar: deps.calendar, today: plainDate('2026-05-20') },
        {
          rosterId: village.id,
          personId,
          from: month('2026-04'),
          why: 'death',
          reason: 'meninggal',
          changedBy: 'uji',
        },
      ),
    )
  const [paid, , , unpaid] = village.members
  assert.equal((await credit(unpaid ?? 0n)).total, -PRICE)
  assert.deepEqual(await balances(village.payerId), { purse: 0n, due: -PRICE })
  assert.equal((await credit(paid ?? 0n)).total, -PRICE)
  assert.deepEqual(await balances(village.payerId), { purse: PRICE, due: -PRICE })
  assert.equal((await credit(paid ?? 0n)).bills, 0, 'done again it finds nothing')
  // The last open person-month is paid with what came back.
  const last = await pay(village.billId, 100n)
  assert.deepEqual([last.covered, last.left], [PRICE, 0n])
  assert.deepEqual(await balances(village.payerId), { purse: 100n, due: 0n })
  const [bill] = await rowsOf<{ paid: bigint; credited: bigint }>(
    owner,
    'select paid, credited from bills where id = $1',
    [village.billId],
  )
  assert.deepEqual(bill, { paid: 2n * PRICE, credited: 2n * PRICE })
  assert.equal((await runBills(deps, SYSTEM, { month: month('2026-04'), roster: village.id })).bills, 0)
})

test('the database itself refuses a line that is paid a second time, and a second original bill of a roster and month', async () => {
  const village = await billedVillage(2)
  const { entryId } = await pay(village.billId, PRICE)
  const again = (lines: string) =>
    rowsOf(
      owner,
      `insert into paid_lines (bill_id, lines, amount, entry_id, account_path, paid_on) values ($1, $2, 1, $3, 'x', '2026-04-10')`,
      [village.billId, lines, String(entryId)],
    )
  await assert.rejects(again('[1,3)'), { constraint: 'a_line_is_paid_once' })
  await again('[2,3)')
  await rowsOf(owner, 'delete from paid_lines where bill_id = $1 and lines = $2', [village.billId, '[2,3)'])
  await assert.rejects(
    rowsOf(
      owner,
      `insert into bills (number, payer_id, roster_id, region_code, month, kind, total, line_count, person_count, due_on, law_version)
       select 'lagi', payer_id, roster_id, region_code, month, kind, total, line_count, person_count, due_on, law_version from bills where id = $1`,
      [village.billId],
    ),
    { constraint: 'one_original_bill_per_roster_month' },
  )
})

test('money that BPJS has already comes back by a person, not out of what is owed for others', async () => {
  const village = await billedVillage(2)
  const { entryId } = await pay(village.billId, village.total)
  await rowsOf(
    owner,
    `insert into contribution_codes (code, month, payer_id, amount, jkk, jkm, jht, jp, jkp, fine, source, due_on, state, billed_entry_id, recorded_at,
       recorded_by, cancelled_entry_id, cancelled_because)
     values ('99990000001', '2026-04-01', $1, 1, 1, 0, 0, 0, 0, 0, 'typed', '2026-05-15', 'billed', $2, now(), 'system:uji', null, null)`,
    [village.payerId, String(entryId)],
  )
  const [person] = village.members
  await throughGate(db, 'system', (tx) =>
    creditPerson(
      tx,
      { book: deps.book, calendar: deps.calendar, today: plainDate('2026-05-20') },
      {
        rosterId: village.id,
        personId: person ?? 0n,
        from: month('2026-04'),
        why: 'duplicate',
        reason: 'data ganda',
        changedBy: 'uji',
      },
    ),
  )
  assert.deepEqual(await balances(village.payerId), { purse: 0n, due: 0n })
  const recoveries = await rowsOf<{ amount: bigint; path: string }>(
    owner,
    'select amount, account_path as path from bpjs_recoveries where settled_entry_id is null',
  )
  assert.deepEqual(recoveries, [{ amount: PRICE, path: payerPurse(village.payerId) }])
  await rowsOf(owner, 'delete from contribution_codes')
})

test('an employer who pays late is fined by a bill of its own, once for each month that begins', async () => {
  const employer = await addStagedRoster(database, 'employer', 'employer', WAGE_CONDITIONS)
  const member = people.slice(used, used + 1)
  used += 1
  await protect(database, employer, member, {
    ...{ from: '2026-01', until: '2026-02', segment: 'PU', programmes: '[0,2)' },
    pay: () => 10_000_000,
  })
  await runBills(deps, SYSTEM, { month: month('2026-01'), roster: employer.id })
  const fines = (on: string) => assessFines(deps, SYSTEM, plainDate(on))
  assert.equal((await fines('2026-02-15')).fines, 0)
  const first = await fines('2026-03-01')
  assert.equal(first.fines, 1)
  assert.equal((await fines('2026-03-01')).fines, 0)
  const second = await fines('2026-04-01')
  assert.deepEqual([second.fines, second.total], [1, first.total])
  const [bill] = await rowsOf<{ total: bigint; fine: bigint; article: string }>(
    owner,
    `select o.total, b.total as fine, f.article from bills o join bills b on b.amends = o.id join bill_fines f on f.bill_id = b.id
     where o.roster_id = $1 limit 1`,
    [employer.id],
  )
  assert.equal(bill?.fine, shareHalfUp(bill?.total ?? 0n, 20_000))
})
