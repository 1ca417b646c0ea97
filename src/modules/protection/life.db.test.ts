import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { VILLAGE, budgetStage } from '../../../test/budget-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { runBills } from '../billing/run-bills.ts'
import { changeMember } from '../payers/change-member.ts'
import { renewPeople } from '../proposals/renew-people.ts'
import { setProgrammePlaces } from '../proposals/set-places.ts'
import { askCohort } from './ask-cohort.ts'
import { handOverPeople } from './hand-over-people.ts'
import { taperPeople } from './taper-people.ts'

const database = await testDatabase()
const { owner } = database
const stage = budgetStage(database)
const { deps } = stage
await stage.open()
const by = (person: Awaited<ReturnType<typeof addTestPerson>>): By => ({ kind: 'user', actor: person.actor })
const regency = by(await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' }))
const neighbour = by(await addTestPerson(owner, 'regency-officer', { region: '16.71', kind: 'regency' }))
const payerId = await stage.payer()
const PRICE = 16_800
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

async function protectedIn(count: number, months = 3) {
  const id = await stage.programme(payerId, { places: count, firstMonth: '2026-04', months })
  const people = await stage.people(count)
  await stage.approved(id, people)
  return { id, people }
}
const later = (ask: { firstMonth?: string; months?: number; budgetLineId?: string }) =>
  stage.programme(payerId, { places: 0, firstMonth: '2026-07', months: 3, ...ask })
const monthsOf = async (rosterId: string) =>
  (
    await rowsOf<{ person_id: bigint; months: string }>(
      owner,
      `select person_id, months::text from protections where roster_id = $1 and not isempty(months) order by 1`,
      [rosterId],
    )
  ).map(({ person_id, months }) => [Number(person_id), months])
const selfMonths = async (people: readonly number[]) =>
  (
    await rowsOf<{ person_id: bigint; months: string }>(
      owner,
      `select c.person_id, c.months::text from protections c join rosters r on r.id = c.roster_id
       where r.kind = 'self' and c.person_id = any ($1) order by 1`,
      [people],
    )
  ).map(({ person_id, months }) => [Number(person_id), months])

test('people of a programme go on in a later one: who stayed to the end, meets its rules and is reached by its budget', async () => {
  const { id, people } = await protectedIn(4)
  const [left, dead] = people
  await changeMember(deps, regency, id, { personId: left ?? 0, from: '2026-06', reason: 'Pindah' })
  await rowsOf(owner, `update people set living_status = 'deceased' where id = $1`, [dead])
  const line = await stage.line(payerId, BigInt(3 * PRICE))
  const into = await later({ budgetLineId: line })
  const ask = { programmeId: id, into, reason: 'Dilanjutkan' }
  await assert.rejects(renewPeople(deps, neighbour, ask), refusal('programme-unknown'))
  const renewed = await renewPeople(deps, regency, ask)
  assert.deepEqual(
    [renewed.approved, renewed.refused, renewed.waiting, renewed.budget],
    [1, 1, 1, { missing: BigInt(3 * PRICE), left: 0n, people: [BigInt(people[3] ?? 0)] }],
  )
  assert.deepEqual(await monthsOf(into), [[people[2], '[2026-07-01,2026-10-01)']])
  assert.equal((await stage.sums(line)).committed, 3 * PRICE)
  // Again: only who was refused is looked at anew.
  const again = await renewPeople(deps, regency, ask)
  assert.deepEqual([again.approved, again.refused, again.waiting], [0, 1, 0])
  await assert.rejects(
    renewPeople(deps, regency, { ...ask, people: [left ?? 0] }),
    refusal('nobody-to-renew'),
  )
  await assert.rejects(
    renewPeople(deps, regency, { ...ask, programmeId: into, into: id }),
    refusal('renewal-not-later'),
  )
})

test('only those named are taken on, and their places come with them', async () => {
  const { id, people } = await protectedIn(3)
  const into = await later({})
  await setProgrammePlaces(deps, SYSTEM, into, { region: VILLAGE, places: 1, reason: 'uji' })
  const chosen = people.slice(1)
  const renewed = await renewPeople(deps, regency, { programmeId: id, into, people: chosen, reason: 'uji' })
  assert.equal(renewed.approved, 2)
  const [quota] = await rowsOf<{ places: number; filled: number }>(
    owner,
    'select places, filled from programme_quotas where programme_id = $1 and places > 0',
    [into],
  )
  assert.deepEqual(quota, { places: 3, filled: 2 })
})

test('tapering pays fewer months and hands the missing ones over to the people themselves', async () => {
  const { id, people } = await protectedIn(2, 6)
  const into = await later({ firstMonth: '2026-10', months: 2 })
  const { renewed, handedOver } = await taperPeople(deps, regency, {
    programmeId: id,
    into,
    reason: 'Bertahap',
  })
  assert.deepEqual([renewed.approved, handedOver], [2, { handedOver: 2, ended: 0, covered: 0 }])
  assert.deepEqual(
    await monthsOf(into),
    people.map((person) => [person, '[2026-10-01,2026-12-01)']),
  )
  assert.deepEqual(
    await selfMonths(people),
    people.map((person) => [person, '[2026-12-01,2027-04-01)']),
  )
  const same = await later({ firstMonth: '2027-06', months: 2 })
  await assert.rejects(
    taperPeople(deps, regency, { programmeId: into, into: same, reason: 'uji' }),
    refusal('taper-not-shorter'),
  )
})

test('handing over ends the payer’s months, gives the promise back, and bills the person himself, once', async () => {
  const line = await stage.line(payerId, 1_000_000n)
  const id = await stage.programme(payerId, { places: 2, budgetLineId: line })
  const people = await stage.people(2)
  await stage.approved(id, people)
  const ask = { programmeId: id, from: '2026-06', months: 4, reason: 'Sanggup sendiri' }
  assert.deepEqual(await handOverPeople(deps, regency, { ...ask, people: people.slice(0, 1) }), {
    ...{ handedOver: 1, ended: 1, covered: 0 },
  })
  assert.deepEqual(await selfMonths(people), [[people[0], '[2026-06-01,2026-10-01)']])
  assert.equal((await stage.sums(line)).committed, (2 + 6) * PRICE)
  // Again: nothing to end, nothing to hand over; the one who is left goes.
  assert.deepEqual(await handOverPeople(deps, regency, ask), { handedOver: 1, ended: 1, covered: 1 })
  const rows = await rowsOf<{ payers: bigint; rosters: bigint }>(
    owner,
    `select count(distinct p.id) as payers, count(distinct r.id) as rosters from payers p join rosters r on r.payer_id = p.id
     where p.kind = 'self' and p.person_id = any ($1)`,
    [people],
  )
  assert.deepEqual(rows, [{ payers: 2n, rosters: 2n }])
})

test('of those whose programme ended in a month: who is protected 6 and 12 months later, who has paid, who by himself', async () => {
  const { id, people } = await protectedIn(4, 1)
  await handOverPeople(deps, regency, {
    ...{ programmeId: id, from: '2026-05', months: 12, people: people.slice(0, 2), reason: 'Sendiri' },
  })
  const helped = await stage.programme(payerId, { places: 1, firstMonth: '2026-09', months: 2 })
  await stage.approved(helped, people.slice(2, 3))
  const october = month('2026-10')
  const rosters = await rowsOf<{ id: string }>(
    owner,
    `select r.id from rosters r join protections c on c.roster_id = r.id where c.person_id = any ($1) and r.id <> $2 order by c.person_id`,
    [people, id],
  )
  for (const [place, { id: roster }] of rosters.entries()) {
    await runBills(deps, SYSTEM, { month: october, roster })
    const bill = await stage.billOf(roster, '2026-10')
    if (place !== 1) await stage.pay(bill.id, bill.total)
  }
  const nextYear = { ...deps, clock: { ...deps.clock, today: () => plainDate('2026-12-02') } }
  const cohort = await askCohort(nextYear, regency, { ended: '2026-04' })
  assert.deepEqual(cohort, {
    ended: '2026-04',
    people: 4,
    looks: [
      { after: 6, month: '2026-10', standing: { protected: 3, paid: 2, paidBySelf: 1 } },
      { after: 12, month: '2027-04', standing: null },
    ],
  })
  assert.equal((await askCohort(nextYear, neighbour, { ended: '2026-04' })).people, 0)
})
