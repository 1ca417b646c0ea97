import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../../kernel/plain-date.ts'
import { regionCode } from '../../../kernel/region-code.ts'
import { LawBook } from '../../../rules/law-book.ts'
import { entryAgeOf } from './entry-age.ts'
import type { RawRow, RowField, StoredAs } from './fields.ts'
import { bareOutcome, standingOf, type BareCode } from './outcome.ts'
import { validateRow, type RowContext } from './validate-row.ts'

/** Kota 99, kecamatan 99 has never been issued: see "Invented NIKs" in CONTRIBUTING.md. */
const NIK = '1699991702900001'
const on = plainDate('2026-05-01')
const village = regionCode('16.06.01.2001')

const context: RowContext = {
  on,
  purpose: 'own-account',
  entryAge: entryAgeOf('own-account', on, new LawBook()),
  home: village,
  reach: regionCode('16'),
}

type Texts = RawRow['texts']
const good: Texts = { nik: NIK, name: 'SUPARMAN', bornOn: '17-02-1990', sex: 'L' }

function reading(
  texts: Texts,
  more: Partial<RowContext> = {},
  storedAs: { [F in RowField]?: StoredAs } = {},
) {
  return validateRow({ texts: { ...good, ...texts }, storedAs }, { ...context, ...more })
}

function codes(
  texts: Texts,
  more: Partial<RowContext> = {},
  storedAs: { [F in RowField]?: StoredAs } = {},
): string[] {
  return reading(texts, more, storedAs)
    .outcomes.map(({ code }) => code)
    .filter((code) => code !== 'WILAYAH_BEDA')
}

function rowOf(texts: Texts, more: Partial<RowContext> = {}) {
  const { row } = reading(texts, more)
  assert.ok(row, codes(texts, more).join())
  return row
}

test('a sound row is accepted with every value typed', () => {
  const row = rowOf({
    name: 'H. Suparman, S.Pd',
    phone: '0812 3456 7890',
    income: 'Rp 2.000.000,00',
    programme: 'jkk & jkm',
    startMonth: '06/2026',
    monthCount: '6 bulan',
    rt: '3',
    rw: '05',
    decile: 'Desil 3',
    occupation: 'Petani/Pekebun',
    workStart: '07.30 WIB',
    maritalStatus: 'Kawin',
  })
  assert.equal(row.nik.reveal(), NIK)
  assert.deepEqual(row.name, {
    written: 'H. Suparman, S.Pd',
    bare: 'Suparman',
    titles: ['H.', 'S.Pd'],
    alias: null,
  })
  assert.deepEqual([row.bornOn, row.sex, row.region], ['1990-02-17', 'male', village])
  assert.deepEqual([row.phone, row.income, row.programmes], ['+6281234567890', 2_000_000n, ['JKK', 'JKM']])
  assert.deepEqual(
    [row.startMonth, row.monthCount, row.rt, row.rw, row.decile],
    ['2026-06', 6, '003', '005', 3],
  )
  assert.deepEqual([row.workStart, row.maritalStatus, row.kpj], ['07:30', 'married', null])
  assert.deepEqual(codes({}), [])
})

test('everything wrong in a row is said at once', () => {
  assert.deepEqual(codes({ nik: '123', name: '', bornOn: 'x', income: '-1' }).toSorted(), [
    'NAMA_KOSONG',
    'NIK_PANJANG',
    'TGL_FORMAT',
    'UPAH_MINUS',
  ])
})

test('a missing birth date or sex is taken from the NIK and said', () => {
  const row = rowOf({ bornOn: '', sex: '' })
  assert.deepEqual([row.bornOn, row.sex, row.fromNik], ['1990-02-17', 'male', { bornOn: true, sex: true }])
  assert.deepEqual(codes({ bornOn: '', sex: '' }), ['TGL_DARI_NIK'])
  // Aged 5 or 105: the NIK alone does not say.
  assert.deepEqual(codes({ nik: '1699991702210001', bornOn: '' }), ['TGL_KOSONG'])
})

test('the dead, the moved and the lost are held, except where residents are only recorded', () => {
  for (const [written, code] of [
    ['Meninggal', 'MENINGGAL'],
    ['2', 'MENINGGAL'],
    ['pindah', 'PINDAH'],
    ['HILANG', 'HILANG'],
  ] as const) {
    assert.deepEqual(codes({ livingStatus: written }), [code])
    assert.equal(reading({ livingStatus: written }).standing, 'held')
    assert.deepEqual(codes({ livingStatus: written }, { purpose: 'residents' }), [])
  }
})

test('an occupation with a steady employer warns, one beside it does not', () => {
  for (const occupation of [
    'PNS',
    'Anggota TNI',
    'Pegawai Negeri Sipil (PNS)',
    'Karyawan BUMN',
    'Pelajar/Mahasiswa',
    'Belum/Tidak Bekerja',
  ]) {
    assert.deepEqual(codes({ occupation }), ['PEKERJAAN_BUKAN_RENTAN'], occupation)
  }
  for (const occupation of [
    'Petani',
    'Guru honorer non PNS',
    'Buruh tani',
    'Tukang ojek',
    'Nelayan/Perikanan',
  ]) {
    assert.deepEqual(codes({ occupation }), [], occupation)
  }
})

test('a place outside the reach is held, an unknown village refused, a shared name asked about', () => {
  assert.equal(reading({ regionCode: '32.01.01.2001' }).standing, 'held')
  assert.deepEqual(codes({ regionCode: '32.01.01.2001' }), ['WILAYAH_LUAR_WEWENANG'])
  assert.deepEqual(codes({ regionCode: 'desa' }), ['WILAYAH_FORMAT'])
  const other = regionCode('16.06.02.2003')
  const find = (count: number) => ({ findVillages: () => [village, other].slice(0, count) })
  assert.deepEqual(codes({ village: 'Entah' }, find(0)), ['DESA_TAK_DIKENAL'])
  assert.deepEqual(codes({ village: 'Sukajadi' }, find(1)), [])
  assert.deepEqual(codes({ village: 'Sukajadi' }, find(2)), ['DESA_MENDUA'])
  assert.equal(reading({ village: 'Sukajadi' }, find(2)).standing, 'held')
  assert.deepEqual(codes({}, { home: regionCode('16.06'), needsVillage: true }), ['WILAYAH_KOSONG'])
})

test('a NIK first issued in another regency is only a notice', () => {
  assert.deepEqual(
    reading({}).outcomes.map(({ code }) => code),
    ['WILAYAH_BEDA'],
  )
  assert.deepEqual(reading({}, { home: regionCode('16') }).outcomes, [])
})

test('a formula without its result is refused wherever it stands, also in a cell that seems empty', () => {
  assert.deepEqual(codes({ address: '' }, {}, { address: 'formula' }), ['SEL_GALAT'])
  assert.equal(reading({ nik: NIK }, {}, { nik: 'formula' }).standing, 'refused')
})

test('the gravest outcome decides what becomes of a row', () => {
  const standing = (...codes: BareCode[]) => standingOf(codes.map((code) => bareOutcome(code, null)))
  assert.equal(standing(), 'accepted')
  assert.equal(standing('NIK_LAMA'), 'accepted')
  assert.equal(standing('NIK_LAMA', 'PINDAH'), 'held')
  assert.equal(standing('PINDAH', 'SUDAH_TERCATAT'), 'duplicate')
  assert.equal(standing('SUDAH_TERCATAT', 'NIK_KOSONG', 'PINDAH'), 'refused')
})
