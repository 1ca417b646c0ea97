import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { budgetStage } from '../../../test/budget-stage.ts'
import { SYSTEM } from '../../../test/billing-stage.ts'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { approveProposal } from '../proposals/approve-proposal.ts'
import { decideBudgetChange } from './budgets.ts'
import { changeBudgetLine } from './change-budget-line.ts'
import { showBudget } from './show-budgets.ts'

const database = await testDatabase()
const { owner } = database
const stage = budgetStage(database)
const { deps } = stage
await stage.open()
const keeper = await addTestPerson(owner, 'treasurer', { region: '16.06', kind: 'regency' })
const stranger = await addTestPerson(owner, 'treasurer', { region: '16.71', kind: 'regency' })
const payerId = await stage.payer(keeper.organisationId)
/** Six months of JKK and JKM of the lowest income. */
const SIX = 6 * 16_800

let documents = 0
function asked(amount: number) {
  documents += 1
  return {
    ...{
      kind: 'amendment' as const,
      amount,
      legalBasis: 'Perda 7/2026',
      documentNumber: `DPPA/${String(documents)}`,
    },
    ...{ documentOn: '2026-05-10', reason: 'Perubahan APBD' },
  }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

test('a line is raised and lowered within its year by entries, down to what is promised and paid and no rupiah below', async () => {
  const line = await stage.line(payerId, BigInt(3 * SIX))
  const programme = await stage.programme(payerId, { places: 2, budgetLineId: line })
  await stage.approved(programme, await stage.people(2))
  const raised = await changeBudgetLine(deps, keeper.by, { id: line, ...asked(5 * SIX) })
  assert.equal(raised.change, BigInt(2 * SIX))
  const { amount, left, committed } = await stage.sums(line)
  assert.deepEqual([amount, left, committed], [5 * SIX, 3 * SIX, 2 * SIX])
  await assert.rejects(
    changeBudgetLine(deps, SYSTEM, { id: line, ...asked(2 * SIX - 1) }),
    (error: unknown) =>
      error instanceof Refusal &&
      error.value.code === 'budget-below-promised' &&
      error.value.details.promised === BigInt(2 * SIX),
  )
  await changeBudgetLine(deps, SYSTEM, { id: line, ...asked(2 * SIX) })
  const shown = await showBudget(deps, SYSTEM, line, {})
  assert.deepEqual([shown.amount, shown.left, shown.committed], [2 * SIX, 0, 2 * SIX])
  assert.deepEqual(
    shown.changes.map(({ before, after, legalBasis }) => [before, after, legalBasis]),
    [
      [3 * SIX, 5 * SIX, 'Perda 7/2026'],
      [5 * SIX, 2 * SIX, 'Perda 7/2026'],
    ],
  )
  assert.deepEqual(
    shown.entries.filter(({ kind }) => kind === 'appropriation-changed').map((entry) => entry.left),
    [2 * SIX, -3 * SIX],
  )
})

test('the same document changes a line once, the same amount changes nothing, and elsewhere there is no such line', async () => {
  const line = await stage.line(payerId, 1_000_000n)
  const first = asked(2_000_000)
  await changeBudgetLine(deps, SYSTEM, { id: line, ...first })
  const codes = [
    await codeOf(changeBudgetLine(deps, SYSTEM, { id: line, ...first, amount: 3_000_000 })),
    await codeOf(changeBudgetLine(deps, SYSTEM, { id: line, ...asked(2_000_000) })),
    await codeOf(changeBudgetLine(deps, stranger.by, { id: line, ...asked(5) })),
    await codeOf(changeBudgetLine(deps, keeper.by, { id: line, ...asked(5_000_000), reason: ' ' })),
    await codeOf(changeBudgetLine(deps, keeper.by, { id: line, ...asked(5_000_000), legalBasis: ' ' })),
  ]
  assert.deepEqual(codes, [
    'budget-change-known',
    'budget-unchanged',
    'budget-line-unknown',
    'value-missing',
    'value-missing',
  ])
  assert.equal((await stage.sums(line)).amount, 2_000_000)
  const written = await rowsOf(owner, 'select from budget_changes where line_id = $1', [line])
  assert.equal(written.length, 1)
})

test('a line of a year that is over, or that has lapsed, is changed no more', () => {
  const line = { fiscalYear: 2026, isLapsed: false, amount: 100n, left: 40n }
  const code = (work: () => unknown) => {
    try {
      return work()
    } catch (error) {
      return error instanceof Refusal ? error.code : error
    }
  }
  assert.deepEqual(
    [
      code(() => decideBudgetChange(line, 60n, plainDate('2026-12-31'))),
      code(() => decideBudgetChange(line, 60n, plainDate('2027-01-01'))),
      code(() => decideBudgetChange({ ...line, isLapsed: true }, 60n, plainDate('2026-12-31'))),
      code(() => decideBudgetChange(line, 59n, plainDate('2026-12-31'))),
    ],
    [-40n, 'budget-year-over', 'budget-lapsed', 'budget-below-promised'],
  )
})

test('a line that is lowered while somebody promises its rest: whoever comes second finds what the first has left', async () => {
  const line = await stage.line(payerId, BigInt(SIX))
  const programme = await stage.programme(payerId, { places: 1, budgetLineId: line })
  const id = await stage.propose(programme, await stage.people(1))
  const [lowered, approved] = await database.interleave(
    (on) => changeBudgetLine({ ...deps, db: on }, SYSTEM, { id: line, ...asked(1) }),
    (on) => approveProposal({ ...deps, db: on }, SYSTEM, { id, reason: 'Sesuai' }),
  )
  assert.equal(lowered.status, 'fulfilled')
  assert.deepEqual(
    approved.status === 'fulfilled' && [approved.value.approved, approved.value.waiting],
    [0, 1],
  )
  const { amount, left, committed } = await stage.sums(line)
  assert.deepEqual([amount, left, committed], [1, 1, 0])
})
