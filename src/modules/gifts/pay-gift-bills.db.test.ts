import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { FakeBank } from '../../../test/fake-bank.ts'
import { addWorkers, giftStage, payAtNumber } from '../../../test/gift-stage.ts'
import { testPartner } from '../../../test/payment-stage.ts'
import { rowsOf } from '../../../test/people.ts'
import { workCalendar } from '../../kernel/working-days.ts'
import { month } from '../../kernel/month.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { runBills } from '../billing/run-bills.ts'
import { BPJS_OWED, giftPurse } from '../ledger/ledger.ts'
import { postEntry, voidEntry } from '../ledger/post-entry.ts'
import { allocateGift } from './allocate-gift.ts'
import { createGift } from './create-gift.ts'
import { payGiftBills } from './jobs.ts'

const database = await testDatabase()
const { db, owner } = database
const bank = await new FakeBank().start()
bank.answer = () => ({ json: { responseCode: '2002700', responseMessage: 'Successful' } })
const deps = await giftStage(db, testPartner({}, { baseUrl: bank.url, timeoutSeconds: 1 }))
const SYSTEM: By = { kind: 'system' }
const reason = 'uji'
const GIFTS = 4
const warned: string[] = []
const payAll = () => payGiftBills(deps, (sentence) => warned.push(sentence))

const gifts: string[] = []
for (let n = 0; n < GIFTS; n += 1) {
  const village = `16.06.01.200${String(n + 1)}`
  await addWorkers(owner, 2, { village })
  const made = await createGift(deps, SYSTEM, {
    ...{
      region: village,
      months: 3,
      firstMonth: '2026-11',
      people: 2,
      payer: `Yayasan ${String(n)}`,
      rest: 'return',
      reason,
    },
  })
  await payAtNumber(deps, made.virtualAccount ?? '', BigInt(made.total))
  await allocateGift(deps, SYSTEM, { id: made.giftId, reason })
  gifts.push(made.giftId)
}
await runBills({ ...deps, calendar: workCalendar() }, SYSTEM, { month: month('2026-11') })

type Stand = {
  roster_id: string
  total: bigint
  paid: bigint
  lines: bigint
  entries: bigint
  balance: bigint
}
/** What every bill of a gift has got, and what its purse still has, in the order in which they are paid. */
const standings = () =>
  rowsOf<Stand>(
    owner,
    `select b.roster_id, b.total, b.paid, (select count(*) from paid_lines q where q.bill_id = b.id) as lines,
       (select count(*) from entries e where e.idempotency_key like 'gift/%/bill/' || b.id || '%') as entries, a.balance
     from bills b join accounts a on a.path = 'gift/' || b.roster_id || '/purse' where b.kind = 'original' order by b.id`,
  )
const purses = new Map((await standings()).map(({ roster_id, balance }) => [roster_id, balance]))

test('cut off while the third bill is paid, two stay paid, and the next run pays the rest', async () => {
  const third = (await standings())[2]
  await rowsOf(
    owner,
    `create function die() returns trigger language plpgsql security definer as $$ begin
       if (select roster_id from bills where id = new.bill_id) = '${third?.roster_id ?? ''}' then perform pg_terminate_backend(pg_backend_pid()); end if;
       return null; end $$`,
  )
  await rowsOf(owner, 'create trigger die after insert on paid_lines for each row execute function die()')
  await assert.rejects(payAll())
  await rowsOf(owner, 'drop trigger die on paid_lines')
  const paid = (await standings()).map((each) => each.paid === each.total)
  assert.deepEqual(paid, [true, true, false, false])
  await payAll()
  assert.ok((await standings()).every((each) => each.paid === each.total && each.entries === 1n))
})

test('run again, and twice at once, nothing is paid twice', async () => {
  const before = await standings()
  await payAll()
  await Promise.all([payAll(), payAll()])
  assert.deepEqual(await standings(), before)
  for (const { roster_id, total, balance } of before)
    assert.equal(balance, (purses.get(roster_id) ?? 0n) - total)
  assert.deepEqual(warned, [])
})

test('a purse that reaches one of two months pays that one, keeps no other gift waiting, and pays the rest when it has it', async () => {
  await runBills({ ...deps, calendar: workCalendar() }, SYSTEM, { month: month('2026-12') })
  const [poor, ...others] = (await standings()).filter(({ paid }) => paid === 0n)
  assert.ok(poor && others.length === GIFTS - 1)
  const purse = giftPurse(poor.roster_id)
  let holds = 0
  const today = deps.clock.today()
  /** Money that a pending entry holds is not the purse's to spend. */
  const hold = (amount: bigint) =>
    throughGate(db, 'system', (tx) =>
      postEntry(tx, {
        ...{ kind: 'reallocation', effectiveOn: today, key: `uji/${String((holds += 1))}`, pending: true },
        cause: { kind: 'gift', id: poor.roster_id },
        transfers: [{ from: purse, to: BPJS_OWED, amount }],
      }),
    )
  const release = (pending: bigint) =>
    throughGate(db, 'system', (tx) =>
      voidEntry(tx, { pending, key: `lepas/${String(pending)}`, effectiveOn: today }),
    )
  const open = async () => (await standings()).filter(({ paid, total }) => paid < total)
  const one = poor.total / 2n
  const all = await hold(poor.balance - one)
  const rest = await hold(one - 1n)
  await payAll()
  assert.match(warned.join(' '), /belum dapat dibayar dari hadiahnya: insufficient-funds/)
  assert.deepEqual(
    (await open()).map(({ roster_id, paid }) => [roster_id, paid]),
    [[poor.roster_id, 0n]],
  )
  await release(rest.entryId)
  await payAll()
  assert.deepEqual(
    (await open()).map(({ paid }) => paid),
    [one],
  )
  await release(all.entryId)
  await payAll()
  assert.deepEqual(await open(), [])
})
