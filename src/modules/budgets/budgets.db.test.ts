import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { VILLAGE, budgetStage } from '../../../test/budget-stage.ts'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { receiptWords } from '../../../web/locales/id/receipts.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import type { By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { creditPerson } from '../billing/credit-person.ts'
import { creditGone } from '../billing/credit-gone.ts'
import { makeReceipt } from '../billing/make-receipt.ts'
import { runBills } from '../billing/run-bills.ts'
import { budgetCommitted, budgetLeft, type NewEntry } from '../ledger/ledger.ts'
import { postEntry } from '../ledger/post-entry.ts'
import { addMembers } from '../payers/add-members.ts'
import { changeMember } from '../payers/change-member.ts'
import { closeProgramme } from '../programmes/create-programme.ts'
import { approveProposal } from '../proposals/approve-proposal.ts'
import { showProposal } from '../proposals/show-proposal.ts'
import { lapseBudgetLine } from './lapse-budget-line.ts'
import { showBudget, showBudgets } from './show-budgets.ts'

const database = await testDatabase()
const { db, owner } = database
const stage = budgetStage(database)
const { deps } = stage
await stage.open()
const by = (person: Awaited<ReturnType<typeof addTestPerson>>): By => ({ kind: 'user', actor: person.actor })
const regency = by(await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' }))
const keeper = await addTestPerson(owner, 'treasurer', { region: '16.06', kind: 'regency' })
const treasurer = by(keeper)
const operator = by(await addTestPerson(owner, 'village-operator', { region: VILLAGE, kind: 'village' }))
const district = by(await addTestPerson(owner, 'district-officer', { region: '16.06.01', kind: 'district' }))
const stranger = by(await addTestPerson(owner, 'treasurer', { region: '16.71', kind: 'regency' }))
const payerId = await stage.payer(keeper.organisationId)
/** JKK and JKM of the lowest income, half of it borne by nobody: what the law asks of a month of 2026 for everybody but drivers. */
const PRICE = 16_800
const SIX = 6 * PRICE
const refusal =
  (code: string, details: object = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.equal(error.value.code, code)
    assert.deepEqual({ ...error.value.details, ...details }, { ...error.value.details })
    return true
  }

async function programmeOf(lineId: string, count: number, places = count) {
  const id = await stage.programme(payerId, { places, budgetLineId: lineId }, regency)
  const people = await stage.people(count)
  const decided = await stage.approved(id, people)
  return { id, people, decided }
}

test('approving promises the price of all months; whom the budget does not reach waits, and the answer says what is missing and who', async () => {
  const line = await stage.line(payerId, BigInt(3 * SIX - 1), treasurer)
  const id = await stage.programme(payerId, { places: 4, budgetLineId: line }, regency)
  const people = await stage.people(5)
  const proposalId = await stage.propose(id, people, operator)
  // The district sees neither the payer’s budget nor his ledger, and still cannot promise more than there is.
  const decided = await approveProposal(deps, district, { id: proposalId, reason: 'Sesuai berita acara' })
  assert.deepEqual(
    [decided.approved, decided.waiting, decided.budget],
    [
      2,
      3,
      {
        ...{ missing: BigInt(SIX + 1), left: BigInt(SIX - 1) },
        people: [BigInt(people[2] ?? 0), BigInt(people[3] ?? 0)],
      },
    ],
  )
  assert.deepEqual(await stage.sums(line), {
    ...{ amount: 3 * SIX - 1, left: SIX - 1, committed: 2 * SIX, realised: 0, lapsed: 0, returned: 0 },
  })
  // What comes back reaches the next who waits.
  await changeMember(deps, regency, id, { personId: people[0] ?? 0, from: '2026-05', reason: 'Pindah' })
  const next = await approveProposal(deps, district, { id: proposalId, reason: 'Sisa anggaran' })
  assert.deepEqual([next.approved, next.budget?.missing], [1, BigInt(PRICE + 1)])
  const sums = await stage.sums(line)
  assert.deepEqual([sums.committed, sums.returned], [PRICE + 2 * SIX, 5 * PRICE])
})

test('a line is recorded once, by who reaches its payer, and names the programme of its own payer and year only', async () => {
  const other = await stage.payer()
  const line = await stage.line(other, 1_000_000n)
  await assert.rejects(showBudget(deps, stranger, line, {}), refusal('budget-line-unknown'))
  await assert.rejects(stage.line(payerId, 1n, stranger), refusal('payer-unknown'))
  await assert.rejects(
    stage.programme(payerId, { places: 1, budgetLineId: line }),
    refusal('budget-of-another'),
  )
  await assert.rejects(
    stage.programme(other, { places: 1, budgetLineId: line, firstMonth: '2026-09', months: 5 }),
    refusal('budget-year-unfit'),
  )
  const { lines } = await showBudgets(deps, regency, { payer: other, year: '2026' })
  assert.deepEqual(
    lines.map(({ id, amount, left }) => [id, amount, left]),
    [[line, 1_000_000, 1_000_000]],
  )
})

test('a paid bill turns what was promised into what was paid, month by month, in parts too', async () => {
  const line = await stage.line(payerId, 10_000_000n)
  const { id } = await programmeOf(line, 4)
  await runBills(deps, SYSTEM, { month: month('2026-04'), roster: id })
  const bill = await stage.billOf(id, '2026-04')
  assert.equal(bill.total, BigInt(4 * PRICE))
  await stage.pay(bill.id, BigInt(PRICE))
  assert.deepEqual((({ committed, realised }) => [committed, realised])(await stage.sums(line)), [
    4 * SIX - PRICE,
    PRICE,
  ])
  await stage.pay(bill.id, BigInt(3 * PRICE))
  assert.deepEqual((({ committed, realised }) => [committed, realised])(await stage.sums(line)), [
    4 * SIX - 4 * PRICE,
    4 * PRICE,
  ])
  const { entries } = await showBudget(deps, treasurer, line, {})
  // Money that pays bills whole, many at once, is borne by the budget alike.
  await runBills(deps, SYSTEM, { month: month('2026-05'), roster: id })
  await stage.payWhole((await stage.billOf(id, '2026-05')).id)
  assert.equal((await stage.sums(line)).realised, 8 * PRICE)
  assert.deepEqual(
    entries.map(({ kind, left, committed, realised }) => [kind, left, committed, realised]),
    [
      ['appropriation', 10_000_000, 0, 0],
      ['commitment', -4 * SIX, 4 * SIX, 0],
      ['realisation', 0, -PRICE, PRICE],
      ['realisation', 0, -3 * PRICE, 3 * PRICE],
    ],
  )
})

test('a death gives back the months that were not paid, and what was paid after it when its bill is credited', async () => {
  const line = await stage.line(payerId, 10_000_000n)
  const { id, people } = await programmeOf(line, 2)
  await runBills(deps, SYSTEM, { month: month('2026-04'), roster: id })
  await stage.pay((await stage.billOf(id, '2026-04')).id, BigInt(2 * PRICE))
  const today = plainDate('2026-05-20')
  await throughGate(db, 'system', (tx) =>
    creditPerson(
      tx,
      { book: deps.book, calendar: deps.calendar, today },
      {
        ...{ rosterId: id, personId: BigInt(people[0] ?? 0), from: month('2026-04'), why: 'death' },
        ...{ reason: 'Meninggal', changedBy: 'uji' },
      },
    ),
  )
  assert.deepEqual(await stage.sums(line), {
    ...{ amount: 10_000_000, left: 10_000_000 - SIX, committed: SIX - PRICE, realised: PRICE, lapsed: 0 },
    returned: SIX,
  })
})

test('what was promised to somebody who turns out to be another goes on with the one who is kept', async () => {
  const line = await stage.line(payerId, 1_000_000n)
  const { people } = await programmeOf(line, 1)
  const [kept] = await stage.people(1)
  await rowsOf(owner, 'update people set merged_into = $1 where id = $2', [kept, people[0]])
  const done = await creditGone(deps, new AbortController().signal)
  assert.deepEqual([done.carriedOn, done.refused], [1, []])
  const sums = await stage.sums(line)
  assert.deepEqual([sums.left, sums.committed, sums.returned], [1_000_000 - SIX, SIX, SIX])
})

test('closing a programme gives back all that is not paid; without a month those in it stay', async () => {
  const line = await stage.line(payerId, 10_000_000n)
  const [kept, ended] = [await programmeOf(line, 1), await programmeOf(line, 3)]
  assert.deepEqual(await closeProgramme(deps, regency, { id: kept.id, reason: 'Cukup' }), { ended: 0 })
  const ask = { id: ended.id, endFrom: '2026-06', reason: 'Anggaran dialihkan' }
  assert.deepEqual(await closeProgramme(deps, regency, ask), { ended: 3 })
  assert.equal((await stage.sums(line)).committed, SIX + 3 * 2 * PRICE)
  const rows = await rowsOf<{ months: string }>(
    owner,
    'select distinct months::text from protections where roster_id = $1',
    [ended.id],
  )
  assert.deepEqual(rows, [{ months: '[2026-04-01,2026-06-01)' }])
})

test('what is left lapses after the year, once; what comes back later lapses at once', async () => {
  const line = await stage.line(payerId, 1_000_000n)
  const { id, people } = await programmeOf(line, 2)
  const ask = { id: line, reason: 'Tutup tahun' }
  await assert.rejects(lapseBudgetLine(deps, treasurer, ask), refusal('budget-year-running', { year: 2026 }))
  const nextYear = { ...deps, clock: { ...deps.clock, today: () => plainDate('2027-01-02') } }
  const { lapsed } = await lapseBudgetLine(nextYear, treasurer, ask)
  assert.equal(lapsed, BigInt(1_000_000 - 2 * SIX))
  await assert.rejects(lapseBudgetLine(nextYear, treasurer, ask), refusal('budget-lapsed', { year: 2026 }))
  await changeMember(nextYear, regency, id, { personId: people[0] ?? 0, from: '2026-04', reason: 'Ganda' })
  assert.deepEqual(await stage.sums(line), {
    ...{ amount: 1_000_000, left: 0, committed: SIX, realised: 0, lapsed: 1_000_000 - SIX, returned: SIX },
  })
  await assert.rejects(
    stage.programme(payerId, { places: 1, budgetLineId: line }),
    refusal('budget-lapsed', { year: 2026 }),
  )
})

test('a roster with a budget takes nobody in past its decisions, and changes nobody’s price', async () => {
  const line = await stage.line(payerId, 1_000_000n)
  const { id, people } = await programmeOf(line, 1)
  const [other] = await stage.people(1)
  await assert.rejects(
    addMembers(deps, regency, id, { personId: other ?? 0, from: '2026-05', ground: 'uji', reason: 'uji' }),
    refusal('roster-has-budget'),
  )
  await assert.rejects(
    changeMember(deps, regency, id, { personId: people[0] ?? 0, from: '2026-05', pay: 1, reason: 'uji' }),
    refusal('roster-has-budget'),
  )
})

test('the ledger itself refuses a promise above the line', async () => {
  const line = await stage.line(payerId, 100n)
  const entry = {
    kind: 'commitment',
    effectiveOn: plainDate('2026-05-20'),
    key: 'lebih',
    cause: { kind: 'budget-line', id: line },
    transfers: [{ from: budgetLeft(line), to: budgetCommitted(line), amount: 101n }] as const,
  } satisfies NewEntry
  await assert.rejects(
    throughGate(db, 'system', (tx) => postEntry(tx, entry)),
    refusal('insufficient-funds', { short: 1n }),
  )
})

test('two districts that promise the rest of one line at once: one does, the other’s people wait', async () => {
  const line = await stage.line(payerId, BigInt(SIX))
  const proposals = []
  for (const _ of [1, 2]) {
    const id = await stage.programme(payerId, { places: 1, budgetLineId: line }, regency)
    proposals.push(await stage.propose(id, await stage.people(1)))
  }
  const [first, second] = proposals.map(
    (id) => (on: typeof db) => approveProposal({ ...deps, db: on }, SYSTEM, { id, reason: 'Sesuai' }),
  )
  assert.ok(first && second)
  const both = await database.interleave(first, second)
  assert.deepEqual(
    both.map((each) =>
      each.status === 'fulfilled' ? [each.value.approved, each.value.waiting] : String(each.reason),
    ),
    [
      [1, 0],
      [0, 1],
    ],
  )
})

test('before anybody decides, the proposal says what would be promised, what the line has and what is missing', async () => {
  const line = await stage.line(payerId, BigInt(2 * SIX - 1))
  const id = await stage.programme(payerId, { places: 3, budgetLineId: line }, regency)
  const proposalId = await stage.propose(id, await stage.people(4), operator)
  const { outlay } = await showProposal(deps, district, proposalId)
  assert.deepEqual(outlay, {
    ...{ needed: BigInt(3 * SIX), commits: BigInt(SIX), left: BigInt(2 * SIX - 1), missing: BigInt(SIX + 1) },
  })
  const decided = await approveProposal(deps, district, { id: proposalId, reason: 'Sesuai' })
  assert.deepEqual([decided.approved, decided.budget?.missing], [1, outlay.missing])
  assert.equal((await stage.sums(line)).committed, Number(outlay.commits))
})

test('the receipt of a bill comes when it is paid whole, with every payment in it', async () => {
  // A payer without anything in his purse yet.
  const id = await stage.programme(await stage.payer(), { places: 2 })
  await stage.approved(id, await stage.people(2))
  await runBills(deps, SYSTEM, { month: month('2026-04'), roster: id })
  const bill = await stage.billOf(id, '2026-04')
  const receipt = () => makeReceipt(deps, SYSTEM, bill.id, 'id', receiptWords)
  await stage.pay(bill.id, BigInt(PRICE))
  await assert.rejects(receipt(), refusal('bill-not-paid', { open: BigInt(PRICE) }))
  await stage.pay(bill.id, BigInt(PRICE))
  const { number, content } = await receipt()
  assert.match(number, /^KW-/)
  const bytes = Buffer.concat(await Array.fromAsync(content as AsyncIterable<Buffer>))
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
  assert.equal((bytes.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length, 1)
})
