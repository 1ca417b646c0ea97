import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../../kernel/plain-date.ts'
import { regionCode } from '../../../kernel/region-code.ts'
import { assessKnown, quotaOutcome, type KnownPerson } from './assess-known.ts'
import { entryAgeOf } from './entry-age.ts'
import { LawBook } from '../../../rules/law-book.ts'
import { standingOf } from './outcome.ts'
import type { PersonRow } from './person-row.ts'
import { RowsSeen } from './repeated-rows.ts'
import { validateRow } from './validate-row.ts'

const on = plainDate('2026-05-01')
const village = regionCode('16.06.01.2001')

function row(name: string, bornOn = '17-02-1990', nik = '1699991702900001'): PersonRow {
  const reading = validateRow(
    { texts: { nik, name, bornOn } },
    {
      on,
      purpose: 'own-account',
      entryAge: entryAgeOf('own-account', on, new LawBook()),
      home: village,
      reach: village,
    },
  )
  assert.ok(reading.row)
  return reading.row
}

test('row 23: the second row of one person says nothing new and is counted as a duplicate', () => {
  const seen = new RowsSeen()
  assert.equal(seen.meet(row('Suparman'), 3), null)
  const again = seen.meet(row('H. SUPARMAN'), 8)
  assert.deepEqual(again?.outcome, { code: 'NIK_GANDA_BERKAS', field: 'nik', details: { firstRow: 3 } })
  assert.equal(again.heldRow, null)
  assert.equal(standingOf([again.outcome]), 'duplicate')
})

test('row 24: one NIK under two names or birth dates holds both rows', () => {
  for (const other of [row('Suparno'), row('Suparman', '18-02-1990')]) {
    const seen = new RowsSeen()
    seen.meet(row('Suparman'), 3)
    const again = seen.meet(other, 8)
    assert.deepEqual([again?.outcome.code, again?.heldRow], ['NIK_GANDA_NAMA_BEDA', 3])
    assert.equal(standingOf(again ? [again.outcome] : []), 'held')
  }
})

test('NIKs of the highest provinces are told apart to the last digit', () => {
  const seen = new RowsSeen()
  assert.equal(seen.meet(row('A B', '17-02-1990', '9699991702900002'), 1), null)
  assert.equal(seen.meet(row('A B', '17-02-1990', '9699991702900003'), 2), null)
})

const known: KnownPerson = { name: 'SUPARMAN', livingStatus: 'living', protection: null, proposal: null }
const codes = (more: Partial<KnownPerson>) =>
  assessKnown(row('Suparman'), { ...known, ...more }).map(({ code }) => code)

test('what the registry knows stops, holds or warns', () => {
  assert.deepEqual(codes({}), [])
  assert.deepEqual(codes({ livingStatus: 'deceased' }), ['MENINGGAL'])
  assert.deepEqual(codes({ livingStatus: 'moved' }), ['PINDAH'])
  assert.deepEqual(codes({ protection: { until: plainDate('2026-12-31'), payer: 'PT Y' } }), ['SUDAH_AKTIF'])
  assert.deepEqual(codes({ proposal: { by: 'Desa X', on: plainDate('2026-03-12') } }), ['NIK_GANDA_USULAN'])
  assert.deepEqual(codes({ name: 'SUPARMIN' }), ['NAMA_BEDA'])
  assert.deepEqual(codes({ name: 'ROSDIANA' }), ['NIK_NAMA_LAIN'])
  assert.deepEqual(codes({ name: 'H. Suparman, S.Pd' }), [])
})

test('a quota lets the first rows through and lets the rest wait', () => {
  assert.deepEqual(
    [0, 1, 2].map((place) => quotaOutcome(place, 2, 50)?.code ?? null),
    [null, null, 'KUOTA_HABIS'],
  )
})

test('the gravest outcome decides what becomes of a row', () => {
  assert.equal(standingOf([]), 'accepted')
  assert.equal(standingOf(assessKnown(row('Suparman'), { ...known, livingStatus: 'moved' })), 'held')
})
