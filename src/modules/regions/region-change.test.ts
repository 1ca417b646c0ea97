import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../kernel/refusal.ts'
import { dottedCode, parentOf, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { readRegionChange } from './read-change.ts'
import { planChange, type ChangePlan } from './region-change.ts'

/** An invented province of two regencies, three districts and six villages. */
const OLD_MAP = new Map<RegionCode, string>(
  Object.entries({
    '16': 'Contoh',
    '16.68': 'Kabupaten Rimba',
    '16.68.01': 'Rimba Hilir',
    '16.68.01.2001': 'Alur',
    '16.69': 'Kabupaten Telaga',
    '16.69.01': 'Telaga Hulu',
    '16.69.01.1001': 'Pasar',
    '16.69.01.2002': 'Bening',
    '16.69.02': 'Telaga Hilir',
    '16.69.02.2001': 'Keruh',
    '16.69.02.2002': 'Dalam',
    '16.69.02.2003': 'Dangkal',
  }).map(([code, name]) => [regionCode(code), name]),
)

const FILE = {
  title: 'Pembentukan Kabupaten Telaga Hilir',
  decree: 'UU 1/2027',
  source: 'contoh rekaan',
  effectiveOn: '2027-01-01',
}

const decide = (change: object, map = OLD_MAP) => planChange(readRegionChange({ ...FILE, ...change }), map)

function plan(change: object): ChangePlan {
  const decision = decide(change)
  assert.ok(decision.accepted, decision.accepted ? '' : JSON.stringify(decision.problems))
  return decision.plan
}

const codes = (all: readonly { code: RegionCode }[]) => all.map(({ code }) => dottedCode(code))
const pairs = ({ pairs: all }: ChangePlan) =>
  all.map((pair) => `${dottedCode(pair.old)} → ${dottedCode(pair.new)} × ${pair.weight}`)

const SPLIT = {
  create: [{ code: '16.67', name: 'Kabupaten Telaga Hilir' }],
  moves: [{ from: '16.69.02', to: '16.67.01' }],
}

test('a regency split in two by districts carries every village along and weighs by villages', () => {
  const drawn = plan(SPLIT)
  assert.deepEqual(codes(drawn.begin), [
    '16.67',
    '16.67.01',
    '16.67.01.2001',
    '16.67.01.2002',
    '16.67.01.2003',
  ])
  assert.deepEqual(codes(drawn.end), ['16.69.02', '16.69.02.2001', '16.69.02.2002', '16.69.02.2003'])
  assert.deepEqual(pairs(drawn), [
    '16.69 → 16.69 × 2',
    '16.69 → 16.67 × 3',
    '16.69.02 → 16.67.01 × 3',
    '16.69.02.2001 → 16.67.01.2001 × 1',
    '16.69.02.2002 → 16.67.01.2002 × 1',
    '16.69.02.2003 → 16.67.01.2003 × 1',
  ])
})

test('weights of a named unit decide instead of the number of villages', () => {
  const weights = { unit: 'penduduk 2026', source: 'contoh', of: { '16.69.01': 900, '16.69.02': 100 } }
  const drawn = plan({
    ...SPLIT,
    weights: {
      ...weights,
      of: { ...weights.of, '16.69.02.2001': 50, '16.69.02.2002': 30, '16.69.02.2003': 20 },
    },
  })
  assert.deepEqual(pairs(drawn).slice(0, 3), [
    '16.69 → 16.69 × 900',
    '16.69 → 16.67 × 100',
    '16.69.02 → 16.67.01 × 100',
  ])
  assert.equal(drawn.weightUnit, 'penduduk 2026')
  assert.deepEqual(decide({ ...SPLIT, weights }), {
    accepted: false,
    problems: ['16.69.02.2001', '16.69.02.2002', '16.69.02.2003'].map((code) => ({
      kind: 'weight-missing',
      code,
    })),
  })
})

test('two regencies merged into one: the emptied one ends and its share is kept', () => {
  const drawn = plan({ moves: [{ from: '16.68.01', to: '16.69.03' }] })
  assert.deepEqual(codes(drawn.end), ['16.68', '16.68.01', '16.68.01.2001'])
  assert.deepEqual(pairs(drawn).slice(0, 1), ['16.68 → 16.69 × 1'])
  assert.ok(pairs(drawn).includes('16.69 → 16.69 × 5'))
})

test('a village split, a village merge, a new name and a desa that becomes kelurahan', () => {
  const drawn = plan({
    splits: [
      {
        from: '16.69.01.2002',
        into: [
          { code: '16.69.01.2002', name: 'Bening' },
          { code: '16.69.01.2003', name: 'Bening Baru' },
        ],
      },
    ],
    merges: [
      { from: ['16.69.02.2001', '16.69.02.2002'], into: { code: '16.69.02.2001', name: 'Keruh Dalam' } },
    ],
    renames: [{ code: '16.68.01', name: 'Rimba Jaya' }],
    moves: [{ from: '16.68.01.2001', to: '16.68.01.1001' }],
  })
  assert.deepEqual(drawn.begin.map(({ code, name }) => `${dottedCode(code)} ${name}`).sort(), [
    '16.68.01 Rimba Jaya',
    '16.68.01.1001 Alur',
    '16.69.01.2003 Bening Baru',
    '16.69.02.2001 Keruh Dalam',
  ])
  assert.deepEqual(pairs(drawn), [
    '16.68.01.2001 → 16.68.01.1001 × 1',
    '16.69.01.2002 → 16.69.01.2002 × 1',
    '16.69.01.2002 → 16.69.01.2003 × 1',
    '16.69.02.2001 → 16.69.02.2001 × 1',
    '16.69.02.2002 → 16.69.02.2001 × 1',
  ])
})

const REFUSED: readonly (readonly [string, object, string, string])[] = [
  [
    'a region that is not there',
    { moves: [{ from: '16.69.05', to: '16.68.05' }] },
    'not-in-force',
    '16.69.05',
  ],
  [
    'a region that moves twice',
    {
      moves: [
        { from: '16.69.02', to: '16.68.02' },
        { from: '16.69.02', to: '16.68.03' },
      ],
    },
    'named-twice',
    '16.69.02',
  ],
  [
    'a district that becomes a regency',
    { moves: [{ from: '16.69.02', to: '16.67' }] },
    'level-differs',
    '16.67',
  ],
  [
    'a code that another region has',
    { moves: [{ from: '16.69.02', to: '16.69.01' }] },
    'code-taken',
    '16.69.01',
  ],
  [
    'a move under a region that is not there',
    { moves: [{ from: '16.69.02', to: '16.67.01' }] },
    'parent-missing',
    '16.67.01',
  ],
  [
    'a new regency without parts',
    { create: [{ code: '16.67', name: 'Kabupaten Kosong' }] },
    'left-empty',
    '16.67',
  ],
  [
    'a new regency under an old code',
    { create: [{ code: '16.68', name: 'Kabupaten Rimba' }] },
    'code-taken',
    '16.68',
  ],
  [
    'a new regency called a city',
    { ...SPLIT, create: [{ code: '16.67', name: 'Kota Telaga' }] },
    'name-disagrees-with-kind',
    '16.67',
  ],
  [
    'a split of a district as a village',
    { splits: [{ from: '16.69.02', into: [{ code: '16.69.02', name: 'X' }] }] },
    'only-villages',
    '16.69.02',
  ],
  [
    'a new name equal to the old',
    { renames: [{ code: '16.68.01', name: 'Rimba Hilir' }] },
    'name-unchanged',
    '16.68.01',
  ],
  ['a change without any change', {}, 'nothing-changes', ''],
  [
    'a regency that would weigh nothing',
    {
      ...SPLIT,
      weights: {
        unit: 'x',
        source: 'x',
        of: { '16.69.01': 5, '16.69.02.2001': 0, '16.69.02.2002': 0, '16.69.02.2003': 0 },
      },
    },
    'weight-zero',
    '16.67',
  ],
]
for (const [name, change, kind, code] of REFUSED) {
  test(`refuses ${name}`, () => {
    const decision = decide(change)
    assert.ok(!decision.accepted)
    assert.ok(
      decision.problems.some((problem) => problem.kind === kind && problem.code === code),
      JSON.stringify(decision.problems),
    )
  })
}

test('any moves that are accepted leave every region of the new map under its parent, and no weight negative', () => {
  const olds = [...OLD_MAP.keys()].filter((code) => parentOf(code) !== 0)
  const spares = ['16.67', '16.68.02', '16.67.01', '16.68.01.2050', '16.69.02.2050', '16.69.03'].map(
    regionCode,
  )
  const move = fc.record({ from: fc.constantFrom(...olds), to: fc.constantFrom(...olds, ...spares) })
  fc.assert(
    fc.property(fc.uniqueArray(move, { selector: ({ from }) => from, maxLength: 4 }), (moves) => {
      const decision = decide({
        moves: moves.map(({ from, to }) => ({ from: dottedCode(from), to: dottedCode(to) })),
      })
      if (!decision.accepted) return
      const map = new Map(OLD_MAP)
      for (const { code } of decision.plan.end) map.delete(code)
      for (const { code, name } of decision.plan.begin) map.set(code, name)
      for (const code of map.keys()) assert.ok(parentOf(code) === 0 || map.has(parentOf(code) ?? code))
      for (const { old, new: to, weight } of decision.plan.pairs) {
        assert.ok(weight >= 0n && OLD_MAP.has(old) && map.has(to), `${old} → ${to}`)
      }
    }),
    { numRuns: 500 },
  )
})

const MALFORMED: readonly (readonly [string, object, string, string])[] = [
  ['an unknown field', { movs: [] }, 'field-unknown', 'movs'],
  [
    'an unknown field inside',
    { moves: [{ from: '16.69.02', to: '16.68.02', nama: 'X' }] },
    'field-unknown',
    'moves[0].nama',
  ],
  ['a broken code', { moves: [{ from: '16.69.02', to: '16,68' }] }, 'value-malformed', 'moves[0].to'],
  ['a missing decree', { decree: undefined }, 'value-missing', 'decree'],
  ['30 February', { effectiveOn: '2027-02-30' }, 'value-malformed', 'effectiveOn'],
  [
    'a weight without its unit',
    { splits: [{ from: '16.69.01.2002', into: [{ code: '16.69.01.2002', name: 'X', weight: 3 }] }] },
    'field-unknown',
    'splits[0].into[0].weight',
  ],
  [
    'a fraction as weight',
    { weights: { unit: 'x', source: 'x', of: { '16.69': 1.5 } } },
    'value-malformed',
    'weights.of.16.69',
  ],
  ['moves that are no list', { moves: {} }, 'value-malformed', 'moves'],
]
for (const [name, change, code, field] of MALFORMED) {
  test(`refuses a file with ${name}, naming the place`, () => {
    assert.throws(
      () => readRegionChange(JSON.parse(JSON.stringify({ ...FILE, ...change }))),
      (error) =>
        error instanceof Refusal &&
        error.code === code &&
        (error.value.details as { field: string }).field === field,
    )
  })
}
