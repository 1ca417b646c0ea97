import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
} from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { finishRun } from '../billing/run-bills.ts'
import { addMembers } from '../payers/add-members.ts'
import { changeMember } from '../payers/change-member.ts'
import { throughGate } from '../access/scope.ts'
import { sql } from 'kysely'
import { changeMonth } from './change-month.ts'
import { reopenMonth } from './reopen-month.ts'
import { sendMonth } from './send-month.ts'
import { showMonth, showReports } from './show-month.ts'

const database = await testDatabase()
const { db, owner } = database
const deps = billingDeps(db)
const STAFF = { riskClass: 'I', size: 'large', employer: 'state-body', labourIntensive: false }
const reason = 'Laporan bulanan'
let next = 1

async function agency(
  count: number,
  pay = 2_000_000,
): Promise<{ readonly id: string; readonly people: readonly number[] }> {
  const roster = await addStagedRoster(database, 'agency', 'agency', STAFF)
  const people = await addNumberedPeople(database, count, next)
  next += count
  await protect(database, roster, people, { pay: () => pay, segment: 'PU' })
  return { id: roster.id, people: people.map(Number) }
}
const person = async (): Promise<number> => {
  const [id = 0n] = await addNumberedPeople(database, 1, next)
  next += 1
  return Number(id)
}
const payerOf = async (id: string): Promise<string> =>
  (await rowsOf<{ payer: string }>(owner, 'select payer_id as payer from rosters where id = $1', [id]))[0]
    ?.payer ?? ''
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const at = (rosterId: string, month = '2026-05') => ({ rosterId, month })
const show = (rosterId: string, month = '2026-05') => showMonth(deps, SYSTEM, at(rosterId, month), {})
const send = async (rosterId: string, month = '2026-05', shown = {}) => {
  const { sent, run } = await sendMonth(deps, SYSTEM, at(rosterId, month), { reason, ...shown })
  await finishRun(deps, run)
  return sent
}

test('a month begins with the list of the month before, and its draft changes nothing until it is sent', async () => {
  const { id, people } = await agency(3)
  const [leaver = 0, raised = 0] = people
  const joiner = await person()
  await changeMonth(deps, SYSTEM, at(id), [
    { personId: leaver, change: 'left', cause: 'contract-ended' },
    { personId: raised, change: 'pay-changed', pay: 3_000_000 },
    { personId: joiner, change: 'joined', pay: 2_500_000 },
  ])
  const month = await show(id)
  assert.deepEqual([month.before.people, month.totals.people, month.totals.pay], [3, 3, 7_500_000])
  assert.deepEqual([month.joined, month.left, month.payChanged], [1, 1, 1])
  // JKK 0.24 % and JKM 0.30 % of each wage (PP 44/2015): 0.54 % of 2,000,000, 3,000,000 and 2,500,000.
  assert.equal(month.totals.contribution, 10_800 + 16_200 + 13_500)
  const [row] = await rowsOf<{ open: string }>(
    owner,
    'select count(*)::text as open from protections where roster_id = $1 and upper_inf(months)',
    [id],
  )
  assert.equal(row?.open, '3')
})

test('sending makes the changes hold from that month on, keeps what was there, locks the month and bills what was shown', async () => {
  const { id, people } = await agency(3)
  const [leaver = 0, raised = 0, stays = 0] = people
  const joiner = await person()
  await changeMonth(deps, SYSTEM, at(id), [
    { personId: leaver, change: 'left', cause: 'resigned' },
    { personId: raised, change: 'pay-changed', pay: 3_000_000 },
    { personId: joiner, change: 'joined', pay: 2_500_000 },
  ])
  const { totals } = await show(id)
  const sent = await send(id, '2026-05', { people: totals.people, contribution: totals.contribution })
  assert.deepEqual([sent.people, sent.contribution, sent.isLate], [3, totals.contribution, false])
  const month = await show(id)
  assert.equal(month.state, 'sent')
  assert.deepEqual([month.bill?.total, month.bill?.isPaid], [totals.contribution, false])
  assert.deepEqual(
    month.members.map(({ personId, pay, change, cause }) => [personId, pay, change, cause]).sort(),
    [
      [leaver, 2_000_000, 'left', 'resigned'],
      [raised, 3_000_000, 'pay-changed', null],
      [stays, 2_000_000, null, null],
      [joiner, 2_500_000, 'joined', null],
    ].sort(),
  )
  const spans = await rowsOf<{ person: string; months: string; wage: string }>(
    owner,
    `select person_id::text as person, months::text as months, wage::text as wage from protections where roster_id = $1 order by person_id, months`,
    [id],
  )
  assert.deepEqual(
    spans.map(({ person: who, months, wage }) => [Number(who), months, Number(wage)]),
    [
      [leaver, '[2026-01-01,2026-05-01)', 2_000_000],
      [raised, '[2026-01-01,2026-05-01)', 2_000_000],
      [raised, '[2026-05-01,)', 3_000_000],
      [stays, '[2026-01-01,)', 2_000_000],
      [joiner, '[2026-05-01,)', 2_500_000],
    ],
  )
  const kept = await rowsOf(owner, 'select from protection_changes where roster_id = $1', [id])
  assert.equal(kept.length, 2)
  const june = await show(id, '2026-06')
  assert.deepEqual([june.state, june.totals.people, june.joined], ['draft', 3, 0])
})

test('a sent month takes nobody in by any door, and nobody out', async () => {
  const { id, people } = await agency(2)
  const [first = 0] = people
  await send(id)
  const joiner = await person()
  await assert.rejects(
    changeMonth(deps, SYSTEM, at(id), [{ personId: first, change: 'left', cause: 'died' }]),
    refusedWith('agency-month-sent'),
  )
  await assert.rejects(send(id), refusedWith('agency-month-sent'))
  const join = { personId: joiner, from: '2026-05', pay: 2_000_000, ground: 'uji', reason }
  await assert.rejects(addMembers(deps, SYSTEM, id, join), refusedWith('agency-month-sent'))
  const late = protect(database, { id, payerId: await payerOf(id) }, [BigInt(joiner)], {
    from: '2026-05',
    segment: 'PU',
  })
  await assert.rejects(late, /a month of this roster is sent/)
  await assert.rejects(
    changeMember(deps, SYSTEM, id, { personId: first, from: '2026-04', reason }),
    refusedWith('agency-month-sent'),
  )
  assert.equal((await addMembers(deps, SYSTEM, id, { ...join, from: '2026-06' })).added, 1)
})

test('while a month is being sent, whoever would join it waits and is then refused', async () => {
  const { id } = await agency(2)
  const joiner = await person()
  const [sent, joined] = await database.interleave(
    (first) => sendMonth(billingDeps(first), SYSTEM, at(id), { reason }),
    (second) =>
      addMembers(billingDeps(second), SYSTEM, id, {
        personId: joiner,
        from: '2026-05',
        pay: 2_000_000,
        ground: 'uji',
        reason,
      }),
  )
  assert.ok(sent.status === 'fulfilled')
  assert.ok(joined.status === 'rejected' && refusedWith('agency-month-sent')(joined.reason))
  await finishRun(deps, sent.value.run)
})

test('what is sent is what was shown: a list that has changed in between is refused', async () => {
  const { id, people } = await agency(2)
  const { totals } = await show(id)
  await changeMonth(deps, SYSTEM, at(id), [{ personId: people[0] ?? 0, change: 'left', cause: 'moved' }])
  const shown = { people: totals.people, contribution: totals.contribution }
  await assert.rejects(send(id, '2026-05', shown), refusedWith('agency-month-changed'))
})

test('a sent month opens again until its bill is paid, and is then sent in another round', async () => {
  const { id, people } = await agency(2)
  await send(id)
  await reopenMonth(deps, SYSTEM, at(id), { reason: 'Salah kirim' })
  await changeMonth(deps, SYSTEM, at(id), [{ personId: people[0] ?? 0, change: 'left', cause: 'dismissed' }])
  await send(id)
  const month = await show(id)
  assert.deepEqual(
    month.events.map(({ kind, people: count }) => [kind, count]),
    [
      ['sent', 2],
      ['reopened', 2],
      ['sent', 1],
    ],
  )
  const bills = await rowsOf<{ kind: string; total: string }>(
    owner,
    'select kind, total::text as total from bills where roster_id = $1 order by issued_at',
    [id],
  )
  assert.deepEqual(
    bills.map(({ kind, total }) => [kind, Number(total)]),
    [
      ['original', 21_600],
      ['credit-note', -10_800],
    ],
  )
})

test('a month whose bill has been paid from stays closed', async () => {
  const { id } = await agency(1)
  await send(id)
  await rowsOf(owner, `update bills set paid = total where roster_id = $1`, [id])
  try {
    await assert.rejects(reopenMonth(deps, SYSTEM, at(id), { reason }), refusedWith('agency-month-paid'))
  } finally {
    await rowsOf(owner, `update bills set paid = 0 where roster_id = $1`, [id])
  }
})

test('months are opened from the last one back, and none is sent behind a later one', async () => {
  const { id } = await agency(1)
  await send(id, '2026-05')
  await send(id, '2026-06')
  await assert.rejects(send(id, '2026-04'), refusedWith('agency-month-later-sent'))
  await assert.rejects(
    reopenMonth(deps, SYSTEM, at(id, '2026-05'), { reason }),
    refusedWith('agency-month-later-sent'),
  )
  await assert.rejects(show(id, '2026-07'), refusedWith('agency-month-ahead'))
})

test('a report after the day the bill falls due is late, and stays so', async () => {
  const { id } = await agency(1)
  // The contribution of March is due on 15 April (PP 44/2015 Art. 21); the clock stands at 20 May.
  assert.equal((await show(id, '2026-03')).isLate, true)
  assert.equal((await send(id, '2026-03')).isLate, true)
  const { rosters } = await showReports(deps, SYSTEM, { month: '2026-03' })
  assert.deepEqual(
    rosters.filter((each) => each.id === id).map(({ state, wasLate }) => [state, wasLate]),
    [['sent', true]],
  )
})

test('heads of RT whom somebody pays for already are named by number, and nothing of the month is sent', async () => {
  const village = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes', income: 1_000_000 })
  const other = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes', income: 1_000_000 })
  const covered = await person()
  await protect(database, other, [BigInt(covered)], { pay: () => 1_000_000 })
  await changeMonth(deps, SYSTEM, at(village.id), [{ personId: covered, change: 'joined' }])
  await assert.rejects(send(village.id), (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'joiners-covered')
    assert.deepEqual((error.value.details as { people: number[] }).people, [covered])
    return true
  })
  await assert.rejects(
    changeMonth(deps, SYSTEM, at(village.id), [{ personId: covered, change: 'joined', pay: 900_000 }]),
    refusedWith('pay-is-common'),
  )
  await changeMonth(deps, SYSTEM, at(village.id), [{ personId: covered, change: 'none' }])
  assert.equal((await show(village.id)).joined, 0)
})

test('a draft that names somebody outside the list, or inside it as new, is refused', async () => {
  const { id, people } = await agency(1)
  const stranger = await person()
  const note = (change: Parameters<typeof changeMonth>[3][number]) =>
    changeMonth(deps, SYSTEM, at(id), [change])
  await assert.rejects(
    note({ personId: stranger, change: 'left', cause: 'moved' }),
    refusedWith('member-unknown'),
  )
  await assert.rejects(
    note({ personId: people[0] ?? 0, change: 'joined', pay: 1 }),
    refusedWith('joiner-stands'),
  )
  await assert.rejects(note({ personId: people[0] ?? 0, change: 'left' }), refusedWith('value-missing'))
  await assert.rejects(note({ personId: stranger, change: 'joined' }), refusedWith('value-missing'))
  const left = await throughGate(db, 'system', (tx) =>
    sql`select from agency_month_changes where roster_id = ${id}`.execute(tx),
  )
  assert.equal(left.rows.length, 0)
})
