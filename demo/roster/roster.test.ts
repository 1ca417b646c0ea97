import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { parseNik } from '../../src/kernel/nik.ts'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { regionCode } from '../../src/kernel/region-code.ts'
import { Chance } from '../chance.ts'
import type { RosterFormat } from './cells.ts'
import { CONTRADICTED, FLAWS, REPEATED, SHIFTED } from './flaws.ts'
import { OWN_LAYOUT } from './layouts.ts'
import { messyDialect } from './roster-csv.ts'
import { rosterRows, textOf } from './roster-rows.ts'
import { writeRoster } from './write-roster.ts'

const villages = [{ code: regionCode('16.06.01.2001'), name: 'Sukarami' }]

async function written(seed: number, format: RosterFormat, rowCount = 400) {
  const hash = createHash('sha256')
  const to = new Writable({
    write(bytes: Buffer, _encoding, done) {
      hash.update(bytes)
      done()
    },
  })
  const truth = await writeRoster({ rowCount, seed, format, isMessy: true, villages }, to)
  return { truth, sha256: hash.digest('hex') }
}

for (const format of ['csv', 'xlsx'] as const) {
  test(`the same seed writes the same bytes of a ${format} list, another seed others`, async () => {
    const [one, again, other] = [await written(1, format), await written(1, format), await written(2, format)]
    assert.deepEqual(one, again)
    assert.notEqual(one.sha256, other.sha256)
  })
}

test('every kind of flaw is planted somewhere', async () => {
  const planted = new Set<string>()
  for (const seed of [1, 2, 3])
    for (const format of ['csv', 'xlsx'] as const) {
      for (const kind of Object.keys((await written(seed, format, 2_000)).truth.planted)) planted.add(kind)
    }
  assert.deepEqual(
    [...planted].sort(),
    [...FLAWS, REPEATED, CONTRADICTED, SHIFTED].map(({ kind }) => kind).sort(),
  )
})

test('all rows are accounted for', async () => {
  const { rows, accepted, refused, held, duplicates } = (await written(4, 'csv', 3_000)).truth
  assert.equal(rows, 3_000)
  assert.equal(accepted + refused + held + duplicates, rows)
})

test('lists come in every encoding and with every separator', () => {
  const dialects = Array.from({ length: 60 }, (_, seed) => messyDialect(seed))
  assert.deepEqual([...new Set(dialects.map(({ encoding }) => encoding))].sort(), [
    'utf-16le',
    'utf-8',
    'utf-8 with mark',
    'windows-1252',
  ])
  assert.deepEqual([...new Set(dialects.map(({ delimiter }) => delimiter))].sort(), ['\t', ',', ';'])
})

test('rows are made one at a time: the first of two million costs no more than the first of two', () => {
  const medium = { format: 'csv', isWestern: false, hasTogether: false, namesVillage: false } as const
  const seed = new Chance(1).below(100)
  const rows = rosterRows({ seed, isMessy: false, villages, rowCount: 2_000_000, layout: OWN_LAYOUT, medium })
  rows.next()
  const first = rows.next().value
  const alone = rosterRows({ seed, isMessy: false, villages, rowCount: 1, layout: OWN_LAYOUT, medium })
  alone.next()
  assert.deepEqual(first, alone.next().value)
})

test('every NIK of a list in order is sound and of a regency that was never issued', () => {
  const medium = { format: 'csv', isWestern: false, hasTogether: false, namesVillage: false } as const
  const rows = [
    ...rosterRows({ seed: 5, isMessy: false, villages, rowCount: 2_000, layout: OWN_LAYOUT, medium }),
  ].slice(1)
  for (const { cells } of rows) {
    const nik = textOf(cells[0] ?? '')
    assert.equal(nik.slice(2, 4), '99')
    assert.equal(parseNik(nik, { on: plainDate('2026-05-20') }).accepted, true)
  }
})
