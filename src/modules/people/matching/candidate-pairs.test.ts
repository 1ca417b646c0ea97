import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePairs } from '../../../../test/made-pairs.ts'
import { writtenPairs } from '../../../../test/labelled-pairs.ts'
import { plainDate } from '../../../kernel/plain-date.ts'
import { regionCode } from '../../../kernel/region-code.ts'
import { assessPair, prepare, type ComparedPerson } from './assess-pair.ts'
import { forEachCandidatePair, MOST_ROWS_OF_BLOCK } from './candidate-pairs.ts'

function candidates(people: readonly ComparedPerson[]): string[] {
  const pairs: string[] = []
  forEachCandidatePair(people.map(prepare), (a, b) => pairs.push(`${a}-${b}`))
  return pairs
}

test('the blocks lose hardly any pair that the score would show', () => {
  const pairs = [...writtenPairs, ...makePairs(1)]
  const found = new Set(candidates(pairs.flatMap(({ a, b }) => [a, b])))
  const shown = pairs
    .map((pair, k) => ({ ...pair, met: found.has(`${2 * k}-${2 * k + 1}`) }))
    .filter(({ isSame, a, b }) => isSame && assessPair(prepare(a), prepare(b)).band !== 'different')
  const lost = shown.filter(({ met }) => !met)
  assert.ok(shown.length > 250)
  // Those that two slips at once tear out of every block.
  assert.ok(lost.length <= shown.length * 0.015, lost.map(({ a, b }) => `${a.name} | ${b.name}`).join('; '))
})

test('no pair comes twice, and the lower place comes first', () => {
  const people = makePairs(3).flatMap(({ a, b }) => [a, b])
  const pairs = candidates(people)
  assert.equal(new Set(pairs).size, pairs.length)
  for (const pair of pairs) {
    const [a, b] = pair.split('-').map(Number)
    assert.ok((a ?? 0) < (b ?? 0), pair)
  }
})

test('a block of thousands born on one guessed day is divided, and its duplicates still meet', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const guessed = (name: string, village: number): ComparedPerson => ({
    name,
    bornOn: plainDate('1960-01-01'),
    sex: 'male',
    region: regionCode(`16.06.01.2${String(village).padStart(3, '0')}`),
    familyCardNumber: null,
    motherName: null,
    nik: null,
  })
  const people = Array.from({ length: 3_000 }, (_, k) =>
    guessed(
      `${letters.charAt(k % 26)}a${letters.charAt((k * 7) % 26)}o${letters.charAt((k * 11) % 23)}i`,
      k % 40,
    ),
  )
  const pairs = candidates([guessed('Wagiran Hadi', 1), ...people, guessed('WAGIRAN HADY', 1)])
  assert.ok(pairs.includes(`0-${people.length + 1}`))
  assert.ok(pairs.length < (people.length * MOST_ROWS_OF_BLOCK) / 2, String(pairs.length))
})
