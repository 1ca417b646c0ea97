import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { assessEmployer, EmployerBook, employerNameKey, type EmployerFields } from './employers.ts'
import { findKbliDivision, KBLI_DIVISIONS } from './kbli.ts'
import { planEmployers } from './merge-employers.ts'
import { readEmployer, type EmployerCells } from './read-employer.ts'

const ON = plainDate('2026-05-20')
const HOME = regionCode('16.06')
const context = { on: ON, home: HOME, reach: HOME, findPlaces: () => [] }
const read = (texts: EmployerCells['texts'], numbers: EmployerCells['numbers'] = new Set()) =>
  readEmployer({ texts: { name: 'PT Maju Jaya', ...texts }, numbers }, context)
const codes = (texts: EmployerCells['texts']) => read(texts).outcomes.map(({ code }) => code)

const NOTHING_SAID: EmployerFields = {
  name: 'PT Maju Jaya',
  npp: null,
  nib: null,
  npwp: null,
  regionCode: HOME,
  address: null,
  kbli: null,
  size: null,
  menCount: null,
  womenCount: null,
  foreignCount: null,
  registeredCount: null,
  wages: null,
  reportedOn: null,
}
const employer = (change: Partial<EmployerFields>): EmployerFields => ({ ...NOTHING_SAID, ...change })
const known = (id: string, change: Partial<EmployerFields>) => ({
  id,
  importId: null,
  importRow: null,
  fields: employer(change),
})

test('a row of the labour report is read', () => {
  const { fields, outcomes } = read({
    nib: '9120 0012 34567',
    npp: 'jj-012345',
    npwp: '01.234.567.8-312.000',
    kbli: 'A-01262',
    size: 'Usaha Menengah',
    menCount: '1.250 orang',
    womenCount: '0',
    foreignCount: '3',
    registeredCount: '900',
    wages: 'Rp 4.500.000.000,-',
    reportedOn: '5 Januari 2026',
    address: 'Jalan Raya 1',
  })
  assert.deepEqual(outcomes, [])
  assert.deepEqual(fields, {
    name: 'PT Maju Jaya',
    regionCode: HOME,
    nib: '9120001234567',
    npp: 'JJ012345',
    npwp: '012345678312000',
    kbli: '01262',
    size: 'medium',
    menCount: 1_250,
    womenCount: 0,
    foreignCount: 3,
    registeredCount: 900,
    wages: 4_500_000_000n,
    reportedOn: '2026-01-05',
    address: 'Jalan Raya 1',
  })
})

test('an empty count is not zero, and nothing missing is filled in', () => {
  const { fields } = read({ menCount: '-', womenCount: '' })
  assert.deepEqual([fields?.menCount, fields?.womenCount, fields?.wages], [null, null, null])
})

test('what a row is told, by what is wrong with it', () => {
  assert.deepEqual(codes({ name: ' ' }), ['NAMA_KOSONG'])
  assert.deepEqual(codes({ name: 'x'.repeat(256) }), ['NAMA_PANJANG'])
  assert.deepEqual(codes({ nib: '1.23457E+12' }), ['NIB_FORMAT'])
  assert.deepEqual(codes({ nib: '912000123456' }), ['NIB_FORMAT'])
  assert.deepEqual(codes({ npp: 'ABC' }), ['NPP_FORMAT'])
  assert.deepEqual(codes({ npwp: '123' }), ['NPWP_FORMAT'])
  assert.deepEqual(codes({ kbli: '00' }), ['KBLI_TAK_DIKENAL'])
  assert.deepEqual(codes({ size: 'raksasa' }), ['SKALA_FORMAT'])
  assert.deepEqual(codes({ menCount: '12,5' }), ['JUMLAH_FORMAT'])
  assert.deepEqual(codes({ menCount: '-3' }), ['JUMLAH_FORMAT'])
  assert.deepEqual(codes({ menCount: '1', womenCount: '1', foreignCount: '3' }), ['TK_ASING_LEBIH'])
  assert.deepEqual(codes({ menCount: '1', womenCount: '1', registeredCount: '3' }), ['TK_TERDAFTAR_LEBIH'])
  assert.deepEqual(codes({ wages: 'banyak' }), ['UPAH_FORMAT'])
  assert.deepEqual(codes({ reportedOn: '31-02-2026' }), ['TGL_FORMAT'])
  assert.deepEqual(codes({ reportedOn: '01-06-2026' }), ['TGL_DEPAN'])
  assert.deepEqual(codes({ regionCode: 'abc' }), ['WILAYAH_FORMAT'])
  assert.deepEqual(codes({ regionCode: '32.04' }), ['WILAYAH_LUAR_WEWENANG'])
  assert.deepEqual(codes({ regency: 'Atlantis' }), ['WILAYAH_TAK_DIKENAL'])
  assert.deepEqual(codes({ name: 'PT \ufffd' }), ['TEKS_RUSAK'])
})

test('a tax number that is somebody’s NIK is not kept, a company’s is', () => {
  const ofPerson = `1699992003900001`
  assert.deepEqual(codes({ npwp: ofPerson }), ['NPWP_NIK'])
  assert.equal(read({ npwp: ofPerson }).fields?.npwp, null)
  assert.deepEqual(codes({ npwp: `${ofPerson}000001` }), ['NPWP_NIK'])
  assert.equal(read({ npwp: '0012345678312000' }).fields?.npwp, '0012345678312000')
  assert.equal(read({ npwp: '1000000000123456' }).fields?.npwp, '1000000000123456')
})

test('cells that a spreadsheet kept as numbers are read as numbers', () => {
  const { fields, outcomes } = read(
    { menCount: '25.0', reportedOn: '46027' },
    new Set(['menCount', 'reportedOn']),
  )
  assert.deepEqual(outcomes, [])
  assert.deepEqual([fields?.menCount, fields?.reportedOn], [25, '2026-01-05'])
})

test('the list of business has the 88 main groups of KBLI 2020, each in its category', () => {
  assert.equal(KBLI_DIVISIONS.length, 88)
  assert.equal(new Set(KBLI_DIVISIONS.map(({ code }) => code)).size, 88)
  assert.equal(findKbliDivision('01262')?.category, 'A')
  assert.equal(findKbliDivision('62')?.category, 'J')
  for (const code of ['04', '34', '1', '012623', 'A1', '']) assert.equal(findKbliDivision(code), null, code)
})

test('one company is one name, whatever its form and marks', () => {
  for (const name of ['PT. Maju Jaya', 'MAJU JAYA, PT', 'pt maju-jaya', 'PT Maju Jaya Tbk']) {
    assert.equal(employerNameKey(name), 'majujaya', name)
  }
  assert.notEqual(employerNameKey('PT'), '')
  assert.notEqual(employerNameKey('株式会社'), '')
  assert.notEqual(employerNameKey('!!!'), '')
})

test('an employer is found again by its best number', () => {
  const book = new EmployerBook([
    known('npp', { npp: 'JJ000001', nib: '1'.repeat(13) }),
    known('branch', { npp: 'JJ000002', nib: '1'.repeat(13) }),
    known('nib', { nib: '2'.repeat(13), name: 'CV Dua' }),
    known('name', { name: 'UD Tiga' }),
  ])
  const matched = (change: Partial<EmployerFields>) => {
    const match = book.match(employer({ name: 'CV Lain', ...change }))
    return match.kind === 'known' ? match.employer.id : match.kind
  }
  assert.equal(matched({ npp: 'JJ000001' }), 'npp')
  assert.equal(matched({ npp: 'JJ000002', nib: '9'.repeat(13) }), 'branch')
  assert.equal(matched({ nib: '1'.repeat(13) }), 'several')
  assert.equal(matched({ npp: 'JJ000003', nib: '1'.repeat(13) }), 'new')
  assert.equal(matched({ nib: '2'.repeat(13) }), 'nib')
  assert.equal(matched({ npp: 'JJ000004', nib: '2'.repeat(13) }), 'nib')
  assert.equal(matched({ nib: '2'.repeat(13), regionCode: regionCode('16.71') }), 'new')
  assert.equal(matched({ name: 'TIGA' }), 'name')
  assert.equal(matched({ name: 'TIGA', nib: '3'.repeat(13) }), 'name')
  assert.equal(matched({ name: 'Dua', nib: '4'.repeat(13) }), 'new')
  assert.equal(matched({ name: 'Tiga', regionCode: regionCode('16.71') }), 'new')
})

test('what is said replaces, what is not said stays, and an older report changes nothing', () => {
  const before = employer({ menCount: 10, womenCount: 5, reportedOn: plainDate('2026-02-01') })
  const newer = assessEmployer(before, employer({ menCount: 12, reportedOn: plainDate('2026-03-01') }))
  assert.deepEqual([newer.after.menCount, newer.after.womenCount], [12, 5])
  assert.deepEqual(Object.keys(newer.changes), ['menCount', 'reportedOn'])
  const older = assessEmployer(before, employer({ menCount: 99, reportedOn: plainDate('2025-03-01') }))
  assert.deepEqual([older.isOlder, older.changes], [true, {}])
})

test('of two rows about one employer the second is passed over or held', () => {
  const merge = { organisationId: null, importId: 'list', now: new Date(0) }
  const row = (rowNumber: number, change: Partial<EmployerFields>) => ({
    rowNumber,
    fields: employer(change),
    outcomes: [],
  })
  const rows = [
    row(2, { menCount: 1 }),
    row(3, { menCount: 1 }),
    row(4, { menCount: 2 }),
    row(5, { name: 'CV Dua' }),
  ]
  const { inserts, fates } = planEmployers(new EmployerBook(), merge, rows)
  assert.deepEqual(
    fates.map(({ fate, outcomes }) => [fate, outcomes[0]?.code]),
    [
      ['accepted', undefined],
      ['duplicate', 'GANDA_BERKAS'],
      ['held', 'GANDA_BEDA'],
      ['accepted', undefined],
    ],
  )
  assert.equal(inserts.length, 2)
})
