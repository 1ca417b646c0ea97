import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import {
  addMoneyWorld,
  BANK,
  BILL,
  BUDGET,
  CREDIT,
  DONOR,
  EMPLOYER,
  GIFT,
  GIFT_BILL,
  posterOf,
} from '../../../test/money-world.ts'
import { TEST_NOW } from '../../../test/people.ts'
import { clockAt } from '../../platform/clock.ts'
import { inScope, throughGate } from '../access/scope.ts'
import { addTestPerson } from '../../../test/people.ts'
import { CHECK_NAMES, checkStateOf, type CheckName } from './checks.ts'
import { listLastResults } from './queries.ts'
import { readChecks } from './read-checks.ts'
import { runChecks } from './run-checks.ts'

const database = await testDatabase()
const { db, owner } = database
await addMoneyWorld(database)
const clock = clockAt(TEST_NOW)

const account = (path: string) => `(select id from accounts where path = '${path}')`
const [purse, gift, donorPurse] = [`payer/${EMPLOYER}/purse`, `gift/${GIFT}/purse`, `payer/${DONOR}/purse`]
const entryOf = (kind: string) => `(select min(id) from entries where kind = '${kind}')`

/** What must never be, planted as the owner of the database with keys and triggers out of force; each is rolled back. */
const FAULTS: { readonly [Name in CheckName]?: readonly (readonly [string, string])[] } = {
  'ledger-entries-are-whole': [
    ['an entry without transfers', `delete from transfers where entry_id = ${entryOf('bill-issued')}`],
    ['a line missing', `delete from transfers where entry_id = ${entryOf('bill-credited')} and line = 2`],
    [
      'another day',
      `update transfers set effective_on = '2026-03-01' where entry_id = ${entryOf('bill-issued')}`,
    ],
    [
      'what is pending has moved',
      `insert into transfers (entry_id, line, from_account, to_account, amount, effective_on)
       select entry_id, line, from_account, to_account, amount, '2026-01-20' from pending_transfers p
       where not exists (select from entries e where e.settles = p.entry_id)`,
    ],
    [
      'settled otherwise than held',
      `update pending_transfers set amount = 999
       where entry_id = (select settles from entries where phase = 'settled')`,
    ],
    [
      'a reversal of another amount',
      `update transfers set amount = 499
       where entry_id = (select id from entries where kind = 'reversal')`,
    ],
  ],
  'ledger-balances-are-their-transfers': [
    ['a rupiah from nowhere', `update accounts set balance = balance + 1 where path = '${purse}'`],
    ['a rupiah lost on a hot account', `update accounts set balance = balance - 1 where path = 'bpjs/owed'`],
    ['held too long', `update accounts set held = 0 where path = '${purse}'`],
    ['a version skipped', `update accounts set version = version + 1 where path = '${gift}'`],
    [
      'BPJS Ketenagakerjaan owed less than nothing',
      `insert into transfers (entry_id, line, from_account, to_account, amount, effective_on)
       values (${entryOf('bill-paid')}, 9, ${account('bpjs/owed')}, ${account('world/bank/uji')}, 900000, '2026-01-20')`,
    ],
  ],
  'ledger-running-balances-follow': [
    [
      'a running balance changed',
      `update transfers set to_balance = to_balance + 1 where to_account = ${account(purse)} and to_version = 1`,
    ],
    ['an amount changed', `update transfers set amount = amount + 1 where from_account = ${account(gift)}`],
    ['a transfer gone', `delete from transfers where to_account = ${account(purse)} and to_version = 1`],
  ],
  'closed-months-stay-closed': [
    [
      'an entry in a month that had been closed',
      `insert into ledger_closings (month, closed_at) values ('2026-02-01', now() - interval '1 hour')`,
    ],
  ],
  'ledger-two-circuits-never-mix': [
    [
      'a budget turned into money',
      `update transfers set from_account = ${account('budget/appropriated')} where to_account = ${account(gift)}`,
    ],
    [
      'debt turned into money',
      `update transfers set from_account = ${account('receivable/contributions')} where to_account = ${account(gift)}`,
    ],
  ],
  'payments-have-one-posting': [
    ['booked with another amount', `update inbound_payments set amount = 25001 where payment_key = 'k-1'`],
    [
      'a payment without its posting',
      `update inbound_payments set entry_id = ${entryOf('bill-issued')} where payment_key = 'k-1'`,
    ],
    [
      'two payments with one posting',
      `update inbound_payments set entry_id = (select entry_id from inbound_payments where payment_key = 'k-1')`,
    ],
    ['a posting without its payment', `delete from inbound_payments where payment_key = 'k-1'`],
  ],
  'payments-told-as-booked-are-booked': [
    ['the bank was told and nothing is there', `update inbound_calls set payment_key = 'k-9'`],
    ['the bank was told something else', `update inbound_calls set answer = 'other'`],
  ],
  'suspense-has-its-tasks': [
    ['money in suspense that nobody looks at', 'delete from finance_tasks'],
    ['a task for money that is not there', `update finance_tasks set amount = 5001`],
  ],
  'statements-agree-with-the-ledger': [
    ['another amount', `update statement_lines set amount = 25001 where line_number = 1`],
    ['the other direction', `update statement_lines set side = 'debit' where line_number = 1`],
    ['another bank', `update statement_lines set partner = 'lain' where line_number = 1`],
    ['a line left out', `delete from statement_lines where line_number = 2`],
  ],
  'no-worker-month-has-two-payers': [
    [
      'a worker-month with two payers',
      `alter table protections drop constraint one_payer_per_worker_month;
       insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
       select roster_id, payer_id, person_id, '[2026-06-01,2026-08-01)', '[1,2)', segment, income, ground from protections where segment = 'BPU'`,
    ],
    [
      'a line paid twice',
      `alter table paid_lines drop constraint a_line_is_paid_once;
       insert into paid_lines select * from paid_lines`,
    ],
  ],
  'cover-months-are-paid': [
    ['months without money', `update paid_lines set lines = '[1,4)' where bill_id = '${BILL}'`],
    ['money without months', `delete from paid_lines where bill_id = '${BILL}'`],
    ['paid less than the lines ask', `update paid_lines set amount = 19999 where bill_id = '${BILL}'`],
    [
      'paid from another purse',
      `update paid_lines set account_path = '${donorPurse}' where bill_id = '${BILL}'`,
    ],
  ],
  'bills-are-their-lines': [
    ['a bill above its lines', `update bills set total = 20001 where id = '${BILL}'`],
    ['a line gone', `delete from bill_lines where bill_id = '${GIFT_BILL}'`],
    ['paid more than its paid lines', `update bills set paid = 9999 where id = '${GIFT_BILL}'`],
    ['credited without a credit', `delete from credited_lines`],
    ['never posted', `update bills set entry_id = null where id = '${BILL}'`],
    ['a credit note above its lines', `update bills set total = -9999 where id = '${CREDIT}'`],
  ],
  'bills-agree-with-what-payers-owe': [
    ['a bill that the ledger does not know', `update bills set paid = 0 where id = '${GIFT_BILL}'`],
  ],
  'contribution-codes-hold-their-money': [
    ['a code without its money', `update accounts set balance = 7999 where path = 'bpjs/code/26010000001'`],
    ['money on a code that is paid', `update accounts set balance = 1 where path = 'bpjs/code/26010000002'`],
    ['money on a code that nobody recorded', `delete from contribution_codes where state = 'billed'`],
  ],
  'recoveries-are-their-returns': [
    ['set off for nobody', `update contribution_codes set set_off = 1 where state = 'billed'`],
    [
      'back without a proof',
      `insert into bpjs_recoveries (credit_bill_id, amount, account_path, returned) values ('${CREDIT}', 5, '${purse}', 3)`,
    ],
    [
      'a proof of money that never came',
      `with owed as (insert into bpjs_recoveries (credit_bill_id, amount, account_path, returned) values ('${CREDIT}', 5, '${purse}', 3) returning id)
       insert into recovery_returns (recovery_id, entry_id, amount, way, partner, reference, returned_on, recorded_at, recorded_by)
       select id, ${entryOf('bill-issued')}, 3, 'bank', 'uji', 'uji', '2026-01-20', now(), 'system:uji' from owed`,
    ],
  ],
  'submissions-add-up': [
    [
      'people that nobody gathered',
      `insert into submissions (number, segment, bpu_package, region_code, state, people_count, made_at, made_by)
       values ('PGJ-2026-000001', 'BPU', 'T', 0, 'draft', 1, now(), 'system:uji')`,
    ],
  ],
  'outbox-is-sent': [
    [
      'an event forgotten',
      `insert into outbox (topic, payload, created_at) values ('uji', '{}', now() - interval '25 hours')`,
    ],
  ],
  'unknown-results-are-decided': [
    ['undecided for days', `update outbound_calls set state = 'unknown', next_try_at = now()`],
    ['given up without a task', `update outbound_calls set state = 'gave-up'`],
  ],
  'budget-lines-add-up': [
    [
      'a budget that grew by itself',
      `update accounts set balance = balance + 1 where path = 'budget/${BUDGET}/left'`,
    ],
    ['promised to nobody', `update protections set months = 'empty' where roster_id = '${GIFT}'`],
    ['a promise without its budget', `update budget_commitments set prices[6] = 10001`],
    ['protected and never promised', `delete from budget_commitments`],
    ['paid and not borne', `delete from budget_realisations`],
    ['left after it lapsed', `update budget_lines set lapsed_at = now()`],
  ],
  'gifts-are-their-shares': [
    ['a month of another price', `update gift_shares set amount = amount + 1 where number = 2`],
    ['a month that is gone', `delete from gift_shares where number = 6`],
    ['money said to have gone back', `update gifts set returned = 1, received = received + 1`],
  ],
  'gifts-are-never-pooled': [
    [
      'a gift in somebody else’s purse',
      `update transfers set to_account = ${account(purse)} where from_account = ${account(gift)}`,
    ],
    [
      'a gift for somebody else’s months',
      `update paid_lines set account_path = '${gift}' where bill_id = '${BILL}'`,
    ],
  ],
}

async function rowsWith(fault: string, name: string): Promise<number> {
  const client = await owner.pool.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    await client.query(fault)
    const { rows } = await client.query(readChecks().get(name) ?? '')
    return rows.length
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('in a sound world every check holds, and says how many rows it looked at', async () => {
  const outcomes = await runChecks({ owner, clock }, 'command')
  assert.deepEqual(
    outcomes.filter(({ brokenCount }) => brokenCount !== 0n),
    [],
  )
  const blind = outcomes.filter(
    ({ name, lookedCount }) => lookedCount === 0n && !name.startsWith('audit') && !name.startsWith('regions'),
  )
  assert.deepEqual(
    blind.map(({ name }) => name),
    [],
  )
})

for (const [name, faults] of Object.entries(FAULTS)) {
  for (const [what, fault] of faults) {
    test(`${name} finds ${what}`, async () => {
      assert.ok((await rowsWith(fault, name)) > 0)
    })
  }
}

test('every check of money has a fault that it was seen to find, and every file of db/checks stands in the list', () => {
  // The others are seen to find their faults beside what they check.
  const ofMoney = CHECK_NAMES.filter((name) => !/^(?:audit|regions|coverage)/.test(name))
  assert.deepEqual(Object.keys(FAULTS).sort(), ofMoney.toSorted())
  assert.deepEqual([...readChecks().keys()].sort(), CHECK_NAMES.toSorted())
})

test('a broken check is kept with its count, one that cannot be run does not hold, and users read the last result', async () => {
  await posterOf(database)('payment-received', [[`world/bank/${BANK}`, gift, 1n]])
  const reader = await addTestPerson(owner, 'auditor', { region: '16', kind: 'province' })
  await owner.pool.query(`update accounts set balance = balance + 1 where path = '${gift}'`)
  await owner.pool.query('alter table outbox rename to outbox_gone')
  const [broken, failed] = await Promise.all(
    ['ledger-balances-are-their-transfers', 'outbox-is-sent'].map(
      async (name) => (await runChecks({ owner, clock }, 'nightly', { names: [name] }))[0],
    ),
  ).finally(async () => {
    await owner.pool.query('alter table outbox_gone rename to outbox')
    await owner.pool.query(`update accounts set balance = balance - 1 where path = '${gift}'`)
  })
  assert.deepEqual([broken?.brokenCount, broken?.rows.length], [1n, 1])
  assert.deepEqual([failed?.brokenCount, failed?.trouble], [null, '42P01'])
  const states = async () => {
    const results = await inScope(db, reader.actor, listLastResults)
    return Object.fromEntries(results.map((result) => [result.name, checkStateOf(result)]))
  }
  const seen = await states()
  assert.equal(seen['ledger-balances-are-their-transfers'], 'broken')
  assert.equal(seen['outbox-is-sent'], 'failed')
  assert.equal(seen['ledger-entries-are-whole'], 'holds')
  await runChecks({ owner, clock }, 'command')
  assert.equal((await states())['outbox-is-sent'], 'holds')
  assert.deepEqual(await listLastResults(db), [])
  assert.equal((await throughGate(db, 'system', listLastResults)).length, CHECK_NAMES.length)
})
