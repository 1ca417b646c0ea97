import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { makePairs } from '../../../../test/made-pairs.ts'
import { writtenPairs } from '../../../../test/labelled-pairs.ts'
import { qualityOf, type PairQuality } from '../../../../test/pair-quality.ts'
import { assessPair, prepare } from './assess-pair.ts'

const pairs = [...writtenPairs, ...makePairs(1)]

/** Shown by the runner on each run. */
function say(t: TestContext, what: string, { precision, recall }: PairQuality): void {
  t.diagnostic(`measured: ${what}: precision ${precision} %, recall ${recall} %`)
}

function requireAtLeast(measured: PairQuality, floor: PairQuality): void {
  assert.ok(measured.precision >= floor.precision, `precision ${measured.precision} < ${floor.precision}`)
  assert.ok(measured.recall >= floor.recall, `recall ${measured.recall} < ${floor.recall}`)
}

test('there are at least 400 labelled pairs, hard ones of every kind among them', () => {
  assert.ok(pairs.length >= 400)
  const kinds = new Set(pairs.map(({ kind }) => kind))
  for (const kind of ['twins', 'siblings', 'common names in one village', 'birth dates', 'titles']) {
    assert.ok(kinds.has(kind), kind)
  }
  assert.ok(pairs.filter(({ isSame }) => isSame).length >= 200)
})

/** The pairs never change, so the floors are what the score reaches: whatever makes it worse is seen. */
const LISTS = [
  {
    what: 'thought out',
    list: writtenPairs,
    same: { precision: 100, recall: 100 },
    shown: { precision: 77, recall: 100 },
  },
  {
    what: 'made by chance',
    list: makePairs(1),
    same: { precision: 100, recall: 88 },
    shown: { precision: 86, recall: 100 },
  },
  {
    what: 'made by another chance',
    list: makePairs(2),
    same: { precision: 100, recall: 90 },
    shown: { precision: 88, recall: 99.5 },
  },
] as const

for (const { what, list, same, shown } of LISTS) {
  test(`of pairs ${what}, none of two people is called one, and hardly one of one person is hidden`, (t) => {
    const calledSame = qualityOf(list, ['same'])
    const shownToAPerson = qualityOf(list, ['same', 'perhaps'])
    say(t, `duplicates ${what}, called the same`, calledSame)
    say(t, `duplicates ${what}, shown to a person`, shownToAPerson)
    requireAtLeast(calledSame, same)
    requireAtLeast(shownToAPerson, shown)
  })
}

test('a verdict does not depend on who comes first', () => {
  for (const { a, b } of pairs) {
    const [one, other] = [assessPair(prepare(a), prepare(b)), assessPair(prepare(b), prepare(a))]
    assert.deepEqual(
      [one.band, one.bits.toFixed(9)],
      [other.band, other.bits.toFixed(9)],
      `${a.name} | ${b.name}`,
    )
  }
})

test('the bits of a pair are the sum of its reasons, heaviest first, and unknown fields give none', () => {
  const [first] = writtenPairs
  assert.ok(first)
  const { bits, reasons } = assessPair(prepare(first.a), prepare(first.b))
  assert.equal(bits.toFixed(9), reasons.reduce((sum, reason) => sum + reason.bits, 0).toFixed(9))
  assert.deepEqual(reasons.map(({ field }) => field).toSorted(), ['bornOn', 'name', 'place', 'sex'])
  assert.deepEqual(
    reasons,
    reasons.toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits)),
  )
})
