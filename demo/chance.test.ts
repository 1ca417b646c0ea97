import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Chance } from './chance.ts'

const draws = (chance: Chance) => Array.from({ length: 20 }, () => chance.below(1_000))

test('the same seed and path draw the same for ever', () => {
  // Written down: whoever changes how chance is drawn changes every world that was ever made.
  assert.deepEqual(draws(new Chance(1, 2, 3)).slice(0, 6), [12, 863, 727, 98, 954, 40])
})

test('another seed, another path and a path in another order draw otherwise', () => {
  const all = [
    new Chance(1, 2, 3),
    new Chance(2, 2, 3),
    new Chance(1, 3, 2),
    new Chance(1, 2),
    new Chance(1, 2, 3 + 2 ** 32),
  ]
  assert.equal(new Set(all.map((chance) => draws(chance).join())).size, all.length)
})

test('draws are spread evenly, within a path and over neighbouring paths', () => {
  const within = new Chance(5)
  for (const draw of [() => within.below(10), pathDraw()]) {
    const counts = Array.from({ length: 10 }, () => 0)
    for (let time = 0; time < 100_000; time += 1) {
      const value = draw()
      counts[value] = (counts[value] ?? 0) + 1
    }
    assert.ok(
      counts.every((count) => count > 9_600 && count < 10_400),
      counts.join(),
    )
  }
})

function pathDraw(): () => number {
  let number = 0
  return () => new Chance(1, 7, (number += 1)).below(10)
}

test('a choice by weights never takes what weighs nothing', () => {
  const chance = new Chance(9)
  for (let time = 0; time < 1_000; time += 1) assert.equal(chance.weighted([0, 5, 0]), 1)
  assert.throws(() => chance.weighted([0, 0]), RangeError)
})
