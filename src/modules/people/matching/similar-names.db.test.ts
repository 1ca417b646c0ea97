import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../../../test/database.ts'
import { findSimilarNames } from './similar-names.ts'

const database = await testDatabase()
await database.owner.pool.query('create extension if not exists pg_trgm')

const WORDS =
  `SITI AMINAH AMINA Muhammad MUHAMAD Mohammad Ahmad ACHMAD Nur nuraini Nur'aini Joko JOKO- José Jose А.MINAH Djoko
  (alm) H. Hj. 2 A I II AA AAA AAAA ababab -- Ñ ß İ १२ 😀 Syamsul Samsul Hidayat Hidayatullah`.split(/\s+/)

/** The pairs by pg_trgm, in the same form. */
async function pairsByPostgres(names: readonly string[], blocks: readonly number[]): Promise<string[]> {
  const { rows } = await database.owner.pool.query<{ pair: string }>(
    `with listed as (select * from unnest($1::text[], $2::int[]) with ordinality as listed (name, block, place))
     select a.place - 1 || '-' || b.place - 1 as pair
     from listed a join listed b on a.block = b.block and a.place < b.place
     where similarity(a.name, b.name) >= 0.6`,
    [names, blocks],
  )
  return rows.map(({ pair }) => pair).sort()
}

function pairsHere(names: readonly string[], blocks: readonly number[]): string[] {
  const { left, right } = findSimilarNames(names, Int32Array.from(blocks))
  return Array.from(left, (place, k) => `${place}-${right[k] ?? -1}`).sort()
}

test('the similar names are those of pg_trgm, pair by pair, whatever the names hold', async () => {
  const name = fc
    .array(fc.constantFrom(...WORDS), { minLength: 0, maxLength: 3 })
    .map((words) => words.join(' '))
  const odd = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\0'))
  const row = fc.tuple(
    fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: odd }),
    fc.integer({ min: -1, max: 0 }),
  )
  let pairCount = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 60, maxLength: 200 }), async (rows) => {
      const [names, blocks] = [rows.map(([text]) => text), rows.map(([, block]) => block)]
      const expected = await pairsByPostgres(names, blocks)
      assert.deepEqual(pairsHere(names, blocks), expected)
      pairCount += expected.length
    }),
    { numRuns: 40 },
  )
  assert.ok(pairCount > 300, 'the lists must have pairs to compare')
})

test('an empty list and a list of blanks have no pairs', () => {
  assert.deepEqual(pairsHere([], []), [])
  assert.deepEqual(pairsHere(['', ' ', '--'], [1, 1, 1]), [])
})
