import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { beyondPlacesOf, decidePlaces, obstacleOf, unfilledOf, type Candidate } from './proposals.ts'

const candidate = (place: number, facts: Partial<Candidate> = {}): Candidate => ({
  personId: BigInt(place),
  place,
  isDeceased: false,
  isMerged: false,
  isCovered: false,
  verdicts: [{ rule: 'age', verdict: 'met' }],
  income: null,
  occupationGroup: 'other',
  ...facts,
})
const states = (candidates: readonly Candidate[], free: number) =>
  decidePlaces(candidates, free).map(({ personId, state, because }) =>
    [String(personId), state, because ?? ''].join(' ').trim(),
  )

test('places go to the fit in the order of the meeting; the others wait, are refused with a reason, or are asked about', () => {
  const people = [
    candidate(3),
    candidate(1, { isCovered: true }),
    candidate(2, { verdicts: [{ rule: 'decile', verdict: 'unknown' }] }),
    candidate(4),
    candidate(5, { isDeceased: true, isCovered: true }),
    candidate(6, { verdicts: [{ rule: 'age', verdict: 'broken' }] }),
    candidate(7),
  ]
  assert.deepEqual(states(people, 2), [
    '1 refused covered',
    '2 proposed unknown-decile',
    '3 approved',
    '4 approved',
    '5 refused deceased',
    '6 refused rule-age',
    '7 waiting no-place',
  ])
})

test('a broken rule is told before cover by another, and cover before a fact that nobody knows', () => {
  const verdicts = [
    { rule: 'decile', verdict: 'unknown' },
    { rule: 'age', verdict: 'broken' },
  ] as const
  assert.equal(obstacleOf(candidate(1, { verdicts, isCovered: true })), 'rule-age')
  assert.equal(obstacleOf(candidate(1, { verdicts: verdicts.slice(0, 1), isCovered: true })), 'covered')
  assert.equal(obstacleOf(candidate(1, { verdicts: verdicts.slice(0, 1) })), 'unknown-decile')
  assert.equal(obstacleOf(candidate(1, { isMerged: true })), 'merged')
})

test('never more places than are free, nobody lost, and nobody fit waits while a place is free', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          isDeceased: fc.boolean(),
          isCovered: fc.boolean(),
          verdict: fc.constantFrom('met', 'broken', 'unknown'),
        }),
        { maxLength: 30 },
      ),
      fc.nat(20),
      (people, free) => {
        const candidates = people.map(({ verdict, ...facts }, index) =>
          candidate(index + 1, { ...facts, verdicts: [{ rule: 'age', verdict }] }),
        )
        const placed = decidePlaces(candidates, free)
        assert.equal(placed.length, candidates.length)
        const count = (state: string) => placed.filter((each) => each.state === state).length
        const fit = candidates.filter((each) => obstacleOf(each) === null).length
        assert.equal(count('approved'), Math.min(fit, free))
        assert.equal(count('waiting'), Math.max(0, fit - free))
      },
    ),
  )
})

test('places that stay empty and people beyond the places are told apart', () => {
  const places = { regionCode: 0 as never, places: 10, filled: 4, refused: 9 }
  assert.equal(unfilledOf({ ...places, proposed: 3, waiting: 0 }), 3)
  assert.equal(beyondPlacesOf({ ...places, proposed: 3, waiting: 0 }), 0)
  assert.equal(unfilledOf({ ...places, proposed: 8, waiting: 1 }), 0)
  assert.equal(beyondPlacesOf({ ...places, proposed: 8, waiting: 1 }), 3)
})
