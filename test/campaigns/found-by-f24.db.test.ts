import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeMember } from '../../src/modules/payers/change-member.ts'
import { setProgrammePlaces } from '../../src/modules/proposals/set-places.ts'
import { approveProposal } from '../../src/modules/proposals/approve-proposal.ts'
import { freeAllPlaces } from '../../src/modules/proposals/free-places.ts'
import { undoDecision } from '../../src/modules/proposals/undo-decision.ts'
import { SYSTEM } from '../billing-stage.ts'
import { budgetStage, VILLAGE } from '../budget-stage.ts'
import { testDatabase } from '../database.ts'
import { rowsOf } from '../people.ts'

const database = await testDatabase()
const stage = budgetStage(database)
await stage.open()

const monthsOf = async (person: number) => {
  const rows = await rowsOf<{ months: string }>(
    database.owner,
    'select months::text as months from protections where person_id = $1 and not isempty(months) order by 1',
    [person],
  )
  return rows.map(({ months }) => months)
}

test('F24: a place whose second holder is taken back whole is free from where the first one left it', async () => {
  const programme = await stage.programme(await stage.payer(), { places: 1 })
  const [first = 0, second = 0, third = 0] = await stage.people(3)
  const end = (personId: number) =>
    changeMember(stage.deps, SYSTEM, programme, { personId, from: '2026-08', reason: 'Pindah' })
  await stage.approved(programme, [first])
  await end(first)
  await stage.approved(programme, [second])
  assert.deepEqual(await monthsOf(second), ['[2026-08-01,2026-10-01)'])
  await end(second)
  await stage.approved(programme, [third])
  assert.deepEqual(
    [await monthsOf(first), await monthsOf(second), await monthsOf(third)],
    [['[2026-04-01,2026-08-01)'], [], ['[2026-08-01,2026-10-01)']],
  )
})

test('F24: taking a decision back reopens the places of that decision, and no place that the same person had before', async () => {
  const programme = await stage.programme(await stage.payer(), { places: 1 })
  const [first = 0, second = 0, third = 0] = await stage.people(3)
  const end = (personId: number) =>
    changeMember(stage.deps, SYSTEM, programme, { personId, from: '2026-08', reason: 'Pindah' })
  for (const person of [first, second, third]) {
    await stage.approved(programme, [person])
    await end(person)
  }
  await freeAllPlaces(database.db)
  const again = await stage.propose(programme, [second])
  await approveProposal(stage.deps, SYSTEM, { id: again, reason: 'uji' })
  await undoDecision(stage.deps, SYSTEM, { id: again, reason: 'uji' })
  const ask = { region: VILLAGE, places: 2, reason: 'uji' }
  await setProgrammePlaces(stage.deps, SYSTEM, programme, ask)
  const last = await stage.propose(programme, [third])
  await approveProposal(stage.deps, SYSTEM, { id: again, reason: 'uji' })
  await approveProposal(stage.deps, SYSTEM, { id: last, reason: 'uji' })
  assert.deepEqual(
    [await monthsOf(second), await monthsOf(third)],
    [['[2026-04-01,2026-10-01)'], ['[2026-08-01,2026-10-01)']],
  )
})
