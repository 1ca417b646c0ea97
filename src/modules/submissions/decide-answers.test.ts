import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decideAnswers, type Answer, type MatchedRow, type Standing } from './decide-answers.ts'

const standing = (change: Partial<Standing> = {}): Standing => ({
  ...{ state: 'open', kpjIndex: null, reason: null, text: null, isSubmittedAgain: false },
  ...change,
})

const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.constantFrom('a', 'b', 'c').map((kpj): Answer => ({ kind: 'member', kpj, kpjIndex: kpj })),
  fc
    .constantFrom('over-age' as const, 'other' as const)
    .map((reason): Answer => ({ kind: 'rejected', reason, text: null })),
  fc.constant<Answer>({ kind: 'unclear', told: 'no-answer' }),
)
const persons = fc.constantFrom(1n, 2n, 3n)
const matchedRows = fc
  .array(fc.record({ personId: fc.option(persons), answer: answers }), { maxLength: 12 })
  .map((rows) =>
    rows.map(({ personId, answer }, index): MatchedRow => ({
      row: index + 1,
      personId,
      miss: personId === null ? 'unknown' : null,
      answer,
    })),
  )
const standings = fc.record({
  1: fc.constantFrom(standing(), standing({ state: 'member', kpjIndex: 'a' })),
  2: fc.constantFrom(
    standing(),
    standing({ state: 'member', kpjIndex: 'b' }),
    standing({ state: 'rejected', reason: 'other' }),
  ),
  3: fc.constantFrom(standing(), standing({ isSubmittedAgain: true })),
})

test('whatever a file says, each row is told once, nobody gets two answers, and no KPJ has two people afterwards', () => {
  fc.assert(
    fc.property(matchedRows, standings, fc.boolean(), (rows, before, isAgain) => {
      const people = new Map(Object.entries(before).map(([id, each]) => [BigInt(id), each]))
      const holders = new Map<string, bigint[]>([['c', [9n]]])
      for (const [id, { kpjIndex }] of people) {
        if (kpjIndex !== null) holders.set(kpjIndex, [...(holders.get(kpjIndex) ?? []), id])
      }
      const { rows: told, counts, changes } = decideAnswers(rows, { people, holders, isAgain })
      assert.deepEqual(
        told.map(({ row }) => row),
        rows.map(({ row }) => row),
      )
      assert.equal(
        Object.values(counts).reduce((sum, each) => sum + each, 0),
        rows.length,
      )
      assert.equal(new Set(changes.map(({ personId }) => personId)).size, changes.length)
      if (isAgain) assert.ok(changes.every(({ before: was }) => was.state === 'open'))
      const after = new Map([...people].map(([id, { kpjIndex }]) => [id, kpjIndex]))
      after.set(9n, 'c')
      for (const { personId, answer } of changes) {
        after.set(personId, answer.kind === 'member' ? answer.kpjIndex : null)
      }
      const held = [...after.values()].filter((each) => each !== null)
      assert.equal(new Set(held).size, held.length, JSON.stringify(held))
    }),
    { numRuns: 2_000 },
  )
})

test('a chain of numbers is set free only when its last link is', () => {
  const row = (line: number, personId: bigint, kpj: string): MatchedRow => ({
    ...{ row: line, personId, miss: null },
    answer: { kind: 'member', kpj, kpjIndex: kpj },
  })
  const people = new Map([
    [1n, standing({ state: 'member', kpjIndex: 'a' })],
    [2n, standing({ state: 'member', kpjIndex: 'b' })],
  ])
  const holders = new Map([
    ['a', [1n]],
    ['b', [2n]],
    ['c', [9n]],
  ])
  const rows = [row(1, 1n, 'b'), row(2, 2n, 'c')]
  const kept = decideAnswers(rows, { people, holders, isAgain: false })
  assert.deepEqual(
    kept.rows.map(({ told }) => told),
    ['kpj-of-another', 'kpj-of-another'],
  )
  holders.delete('c')
  const freed = decideAnswers(rows, { people, holders, isAgain: false })
  assert.deepEqual(
    freed.rows.map(({ told }) => told),
    ['corrected', 'corrected'],
  )
})
