import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budgetStage, VILLAGE } from '../../../test/budget-stage.ts'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { clockAt } from '../../platform/clock.ts'
import { throughGate } from '../access/scope.ts'
import { creditPerson } from '../billing/credit-person.ts'
import { runBills } from '../billing/run-bills.ts'
import { changeMember } from '../payers/change-member.ts'
import { makeSubmission } from '../submissions/make-submission.ts'
import { approveProposal, refuseProposed } from './approve-proposal.ts'
import { freeAllPlaces } from './free-places.ts'
import { ONE_MAY_APPROVE, UNDO_HOURS } from './proposals.ts'
import { listPlaces } from './queries.ts'
import { undoDecision } from './undo-decision.ts'

const database = await testDatabase()
const { db, owner } = database
const stage = budgetStage(database)
const { deps } = stage
await stage.open()
const district = (await addTestPerson(owner, 'district-officer', { region: '16.06.01', kind: 'district' })).by
const other = (await addTestPerson(owner, 'district-officer', { region: '16.06.01', kind: 'district' })).by
const payerId = await stage.payer()
const PRICE = 16_800
const SIX = 6 * PRICE
const reason = 'Salah pilih usulan'

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) =>
      error instanceof Refusal
        ? error.value.code === 'decision-built-upon'
          ? `built upon ${error.value.details.by}`
          : error.code
        : String(error),
  )
const placesOf = async (programmeId: string) => {
  const [places] = await throughGate(db, 'system', (tx) => listPlaces(tx, programmeId, regionCode(VILLAGE)))
  return places && { filled: places.filled, proposed: places.proposed, waiting: places.waiting }
}
const statesOf = async (proposalId: string) =>
  (
    await rowsOf<{ state: string; because: string | null }>(
      owner,
      'select state, because from proposed_people where proposal_id = $1 order by place',
      [proposalId],
    )
  ).map(({ state, because }) => [state, because])
const monthsOf = async (person: number | undefined) =>
  (
    await rowsOf<{ months: string }>(
      owner,
      'select months::text as months from protections where person_id = $1 and not isempty(months) order by lower(months)',
      [person],
    )
  ).map(({ months }) => months)

/** A proposal of some people for fewer places, with a budget for all of them. */
async function proposed(count: number, places = count) {
  const line = await stage.line(payerId, BigInt(count * SIX))
  const programme = await stage.programme(payerId, { places, budgetLineId: line })
  const people = await stage.people(count)
  return { line, programme, people, id: await stage.propose(programme, people) }
}

test('a decision taken back leaves places, promises, protection and every person as they were, and can be taken again', async () => {
  const { line, programme, people, id } = await proposed(3, 2)
  const [gone] = people
  await rowsOf(owner, `update people set living_status = 'deceased' where id = $1`, [gone])
  const before = [await stage.sums(line), await placesOf(programme), await statesOf(id)]
  await approveProposal(deps, district, { id, reason: 'Sesuai' })
  assert.deepEqual(await statesOf(id), [
    ['refused', 'deceased'],
    ['approved', null],
    ['approved', null],
  ])
  const undone = await undoDecision(deps, district, { id, reason })
  assert.deepEqual(undone, { people: 3, approved: 2 })
  const { returned, ...sums } = await stage.sums(line)
  assert.deepEqual([{ ...sums, returned: 0 }, await placesOf(programme), await statesOf(id)], before)
  assert.equal(returned, 2 * SIX)
  assert.deepEqual([await monthsOf(people[1]), await monthsOf(people[2])], [[], []])
  const [recorded] = await rowsOf<{ reason: string; count: bigint }>(
    owner,
    `select reason, affected_count as count from audit_entries where action = 'proposals.undo' and subject_id = $1`,
    [id],
  )
  assert.equal(recorded?.reason, reason)
  assert.equal(await codeOf(undoDecision(deps, district, { id, reason })), 'nothing-to-undo')
  const again = await approveProposal(deps, district, { id, reason: 'Sesuai' })
  assert.deepEqual([again.approved, again.refused], [2, 1])
  assert.deepEqual(await monthsOf(people[1]), ['[2026-04-01,2026-10-01)'])
})

test('a refusal is taken back, and after it nothing older', async () => {
  const { people, id } = await proposed(2)
  await approveProposal(deps, district, { id, people: [people[0] ?? 0], reason: 'Sesuai' })
  await refuseProposed(deps, district, { id, people: [people[1] ?? 0], reason: 'Pindah' })
  await undoDecision(deps, district, { id, reason })
  assert.deepEqual(await statesOf(id), [
    ['approved', null],
    ['proposed', null],
  ])
  assert.equal(await codeOf(undoDecision(deps, district, { id, reason })), 'nothing-to-undo')
})

test('only whoever decided takes it back, for a day, and says why', async () => {
  const { id } = await proposed(1)
  assert.equal(await codeOf(undoDecision(deps, district, { id, reason })), 'nothing-to-undo')
  await approveProposal(deps, district, { id, reason: 'Sesuai' })
  const later = (hours: number) => ({
    ...deps,
    clock: clockAt(new Date(deps.clock.now().getTime() + hours * 3_600_000 + 1)),
  })
  assert.deepEqual(
    [
      await codeOf(undoDecision(deps, other, { id, reason })),
      await codeOf(undoDecision(deps, district, { id, reason: ' ' })),
      await codeOf(undoDecision(later(UNDO_HOURS), district, { id, reason })),
      await codeOf(undoDecision(later(UNDO_HOURS - 1), district, { id, reason })),
    ],
    ['undo-of-another', 'value-missing', 'undo-too-late', 'done'],
  )
})

test('a bill, a submission, a changed protection and another proposal keep a decision where it is', async () => {
  const billed = await proposed(1)
  await approveProposal(deps, district, { id: billed.id, reason: 'Sesuai' })
  await runBills(deps, SYSTEM, { month: month('2026-04'), roster: billed.programme })
  assert.equal(await codeOf(undoDecision(deps, district, { id: billed.id, reason })), 'built upon bill')

  const told = await proposed(1)
  await approveProposal(deps, district, { id: told.id, reason: 'Sesuai' })
  await submit(told)
  assert.equal(await codeOf(undoDecision(deps, district, { id: told.id, reason })), 'built upon submission')

  const changed = await proposed(1)
  await approveProposal(deps, district, { id: changed.id, reason: 'Sesuai' })
  const end = { personId: changed.people[0] ?? 0, from: '2026-08', reason: 'Pindah' }
  await changeMember(deps, SYSTEM, changed.programme, end)
  assert.equal(
    await codeOf(undoDecision(deps, district, { id: changed.id, reason })),
    'built upon protection',
  )

  const twice = await proposed(1)
  await refuseProposed(deps, district, { id: twice.id, people: [...twice.people], reason: 'Pindah' })
  await stage.propose(twice.programme, twice.people)
  assert.equal(await codeOf(undoDecision(deps, district, { id: twice.id, reason })), 'built upon proposal')
})

test('after two approvers, taking back asks two of them anew', async () => {
  const { id } = await proposed(ONE_MAY_APPROVE + 1)
  const approve = (by: typeof district) => approveProposal(deps, by, { id, reason: 'Sesuai' })
  assert.equal((await approve(other)).state, 'awaiting-second')
  assert.equal((await approve(district)).state, 'decided')
  await undoDecision(deps, district, { id, reason })
  assert.equal((await approve(district)).state, 'awaiting-second')
  assert.equal((await approve(other)).approved, ONE_MAY_APPROVE + 1)
})

/** A NIK that nobody has, so that a submission may take somebody. */
async function submit({ programme, people }: { programme: string; people: readonly number[] }, on = db) {
  await rowsOf(
    owner,
    `insert into identities (person_id, kind, value_index, recorded_at)
     select p, 'NIK', sha256(('nik' || p)::bytea), now() from unnest($1::bigint[]) p on conflict do nothing`,
    [people],
  )
  return makeSubmission({ ...deps, db: on }, SYSTEM, { segment: 'BPU', roster: programme })
}

test('a submission that is gathered while a decision is taken back holds nobody without protection', async () => {
  const first = await proposed(1)
  await approveProposal(deps, district, { id: first.id, reason: 'Sesuai' })
  const [undone, gathered] = await database.interleave(
    (on) => undoDecision({ ...deps, db: on }, district, { id: first.id, reason }),
    (on) => submit(first, on),
  )
  assert.equal(undone.status, 'fulfilled')
  assert.equal(gathered.status === 'rejected' && (gathered.reason as Refusal).code, 'nobody-to-submit')

  const second = await proposed(1)
  await approveProposal(deps, district, { id: second.id, reason: 'Sesuai' })
  const [made, late] = await database.interleave(
    (on) => submit(second, on),
    (on) => codeOf(undoDecision({ ...deps, db: on }, district, { id: second.id, reason })),
  )
  assert.equal(made.status, 'fulfilled')
  assert.deepEqual(late.status === 'fulfilled' && late.value, 'built upon submission')
})

test('a bill that is made while a decision is taken back bills nobody who is not protected', async () => {
  const { programme, id } = await proposed(1)
  await approveProposal(deps, district, { id, reason: 'Sesuai' })
  const [undone, billed] = await database.interleave(
    (on) => undoDecision({ ...deps, db: on }, district, { id, reason }),
    (on) => runBills({ ...deps, db: on }, SYSTEM, { month: month('2026-05'), roster: programme }),
  )
  assert.deepEqual([undone.status, billed.status], ['fulfilled', 'fulfilled'])
  const bills = await rowsOf(owner, 'select from bills where roster_id = $1', [programme])
  assert.equal(bills.length, 0)
})

test('whoever dies before the end leaves his place to the next who waits, for the months that are left', async () => {
  const { line, programme, people, id } = await proposed(2, 1)
  const [dead, next] = people
  await approveProposal(deps, district, { id, reason: 'Sesuai' })
  assert.deepEqual((await statesOf(id)).at(1), ['waiting', 'no-place'])
  await throughGate(db, 'system', (tx) =>
    creditPerson(
      tx,
      { book: deps.book, calendar: deps.calendar, today: plainDate('2026-05-20') },
      {
        ...{
          rosterId: programme,
          personId: BigInt(dead ?? 0),
          from: month('2026-07'),
          why: 'death' as const,
        },
        ...{ reason: 'Meninggal', changedBy: 'uji' },
      },
    ),
  )
  assert.equal((await stage.sums(line)).committed, 3 * PRICE)
  await freeAllPlaces(db)
  assert.deepEqual(await placesOf(programme), { filled: 0, proposed: 0, waiting: 1 })
  assert.deepEqual((await statesOf(id)).at(0), ['ended', 'left-early'])
  const decided = await approveProposal(deps, district, { id, reason: 'Tempat kosong' })
  assert.equal(decided.approved, 1)
  assert.deepEqual(await monthsOf(next), ['[2026-07-01,2026-10-01)'])
  assert.deepEqual(
    [(await stage.sums(line)).committed, await placesOf(programme)],
    [6 * PRICE, { filled: 1, proposed: 0, waiting: 0 }],
  )
  // Taken back, the place waits for the next again, from the same month on.
  await undoDecision(deps, district, { id, reason })
  assert.deepEqual(await placesOf(programme), { filled: 0, proposed: 0, waiting: 1 })
  await approveProposal(deps, district, { id, reason: 'Tempat kosong' })
  assert.deepEqual(await monthsOf(next), ['[2026-07-01,2026-10-01)'])
  await freeAllPlaces(db)
  assert.deepEqual(await placesOf(programme), { filled: 1, proposed: 0, waiting: 0 })
})

test('a place that came free is found by the next decision itself, and its months never lie in the past', async () => {
  const { programme, people, id } = await proposed(2, 1)
  await approveProposal(deps, district, { id, reason: 'Sesuai' })
  await changeMember(deps, SYSTEM, programme, { personId: people[0] ?? 0, from: '2026-04', reason: 'Pindah' })
  const decided = await approveProposal(deps, district, { id, reason: 'Tempat kosong' })
  assert.equal(decided.approved, 1)
  assert.deepEqual(await monthsOf(people[1]), ['[2026-05-01,2026-10-01)'])
})

test('nobody frees a place by staying to the last month, nor by going on under another record', async () => {
  const { programme, people } = await proposed(1)
  const [person] = people
  const proposal = await rowsOf<{ id: string }>(owner, 'select id from proposals where programme_id = $1', [
    programme,
  ])
  await approveProposal(deps, district, { id: proposal[0]?.id ?? '', reason: 'Sesuai' })
  const [kept] = await stage.people(1)
  await rowsOf(
    owner,
    `with moved as (update protections set months = 'empty' where roster_id = $1 and person_id = $2 returning id)
     insert into protection_changes (protection_id, roster_id, kind, months_before, months_after, reason, changed_by)
     select id, $1, 'taken-back', '[2026-04-01,2026-10-01)', 'empty', 'uji', 'uji' from moved`,
    [programme, person],
  )
  await rowsOf(owner, `update people set merged_into = $2 where id = $1`, [person, kept])
  await rowsOf(
    owner,
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, occupation_group, ground)
     select roster_id, payer_id, $2, '[2026-04-01,2026-10-01)', programmes, segment, income, occupation_group, ground
     from protections where roster_id = $1 and person_id = $3`,
    [programme, kept, person],
  )
  await rowsOf(
    owner,
    `insert into budget_commitments (protection_id, line_id, roster_id, first_month, prices)
     select n.id, k.line_id, k.roster_id, k.first_month, k.prices from protections n, budget_commitments k
     join protections o on o.id = k.protection_id where n.person_id = $2 and n.roster_id = $1 and o.person_id = $3 and o.roster_id = $1`,
    [programme, kept, person],
  )
  await freeAllPlaces(db)
  assert.deepEqual(await placesOf(programme), { filled: 1, proposed: 0, waiting: 0 })
})
