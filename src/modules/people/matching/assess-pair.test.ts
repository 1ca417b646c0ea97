import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { makePairs } from '../../../../test/made-pairs.ts'
import { writtenPairs, type LabelledPair } from '../../../../test/labelled-pairs.ts'
import { assessPair, prepare, type Band } from './assess-pair.ts'

const pairs = [...writtenPairs, ...makePairs(1)]
const bandOf = ({ a, b }: LabelledPair): Band => assessPair(prepare(a), prepare(b)).band
const shareOf = (part: number, whole: number) => Math.round((part / whole) * 1_000) / 10

type Quality = { readonly precision: number; readonly recall: number }

/** In percent: of what was found, how much is right; of what is right, how much was found. */
function qualityOf(list: readonly LabelledPair[], bands: readonly Band[]): Quality {
  const found = list.filter((pair) => bands.includes(bandOf(pair)))
  const right = found.filter(({ isSame }) => isSame).length
  return {
    precision: shareOf(right, found.length),
    recall: shareOf(right, list.filter(({ isSame }) => isSame).length),
  }
}

function say(t: TestContext, what: string, { precision, recall }: Quality): void {
  t.diagnostic(`${what}: precision ${precision} %, recall ${recall} %`)
  process.stdout.write(`    ${what}: precision ${precision} %, recall ${recall} %\n`)
}

test('there are at least 400 labelled pairs, hard ones of every kind among them', () => {
  assert.ok(pairs.length >= 400)
  const kinds = new Set(pairs.map(({ kind }) => kind))
  for (const kind of ['twins', 'siblings', 'common names in one village', 'birth dates', 'titles'])
    assert.ok(kinds.has(kind), kind)
  assert.ok(pairs.filter(({ isSame }) => isSame).length >= 200)
})

for (const [what, list] of [
  ['thought out', writtenPairs],
  ['made by chance', makePairs(1)],
  ['made by another chance', makePairs(2)],
] as const) {
  test(`pairs ${what}: what is called the same is the same, and what is the same is shown`, (t) => {
    const same = qualityOf(list, ['same'])
    const shown = qualityOf(list, ['same', 'perhaps'])
    say(t, `${what}, called the same`, same)
    say(t, `${what}, shown to a person`, shown)
    const wrong = list.filter(
      (pair) =>
        (bandOf(pair) === 'same') !== pair.isSame && (pair.isSame ? bandOf(pair) === 'different' : true),
    )
    const lines = wrong.map(
      ({ isSame, kind, a, b }) =>
        `${isSame ? '=' : '!'} ${kind}: ${a.name} ${a.bornOn} | ${b.name} ${b.bornOn} ${assessPair(prepare(a), prepare(b)).bits.toFixed(1)}`,
    )
    console.log(lines.join('\n'))
  })
}
