import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillMissing, statedOf } from './merging.ts'

const VILLAGE = 1606012001
const NOTHING = {
  residence_region: VILLAGE,
  groups: [],
  decile: null,
  decile_on: null,
  address: null,
  rt: null,
}
const told = (row: Record<string, unknown>, sealed: Record<string, string> = {}) => ({
  row: { ...NOTHING, ...row },
  sealed: { nik: '1', ...sealed },
})

test('what only the lost row knew is filled in, and history says so', () => {
  const filled = fillMissing(
    told({ occupation: null }),
    told({ occupation: 'PETANI', groups: ['rt-rw'] }, { phone: '+62811' }),
  )
  assert.equal(filled.row['occupation'], 'PETANI')
  assert.deepEqual(filled.row['groups'], ['rt-rw'])
  assert.equal(filled.sealed.phone, '+62811')
  assert.deepEqual(filled.changes, {
    occupation: [null, 'PETANI'],
    groups: [[], ['rt-rw']],
    phone: ['…', '…'],
  })
})

test('what the kept row says stays, the NIK first of all', () => {
  const kept = told({ occupation: 'NELAYAN', decile: 3 }, { phone: '+62812' })
  const filled = fillMissing(kept, told({ occupation: 'PETANI', decile: 9 }, { nik: '2', phone: '+62811' }))
  assert.deepEqual(filled, { row: kept.row, sealed: kept.sealed, changes: {} })
})

test('columns that mean something only together are not taken from two rows', () => {
  const kept = told({ decile: 3, decile_source: 'DTSEN', address: 'Jalan Kopi' })
  const lost = told({ decile: 5, decile_on: '2026-01-01', rt: '004' })
  assert.deepEqual(fillMissing(kept, lost).changes, {})
})

test('an address of another village is not taken', () => {
  const lost = { address: 'Jalan Kopi', rt: '004' }
  assert.equal(fillMissing(told({}), told(lost)).row['rt'], '004')
  assert.deepEqual(fillMissing(told({}), told({ ...lost, residence_region: VILLAGE + 1 })).changes, {})
})

test('an heir is taken whole or not at all', () => {
  const lost = told({ heir_relation: 'anak' }, { heirName: 'BUDI', heirPhone: '+62811' })
  assert.deepEqual(Object.keys(fillMissing(told({}), lost).changes), [
    'heirRelation',
    'heirName',
    'heirPhone',
  ])
  assert.deepEqual(fillMissing(told({}, { heirName: 'SITI' }), lost).changes, {})
})

test('a statement keeps the open words of a row by the names of its fields', () => {
  const stated = statedOf({ name: 'BUDI', born_on: '1990-03-20', import_row: 7, income: 2_000_000 })
  assert.deepEqual([stated['name'], stated['bornOn'], stated['income']], ['BUDI', '1990-03-20', 2_000_000])
  assert.ok(!('importRow' in stated))
})
