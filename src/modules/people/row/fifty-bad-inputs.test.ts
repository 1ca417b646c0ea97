import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../../kernel/plain-date.ts'
import { regionCode } from '../../../kernel/region-code.ts'
import { LawBook } from '../../../rules/law-book.ts'
import { entryAgeOf } from './entry-age.ts'
import type { RawRow, RowField, StoredAs } from './fields.ts'
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

test('row 14: a NIK that a workbook kept as an exact number is read from its digits', () => {
  assert.deepEqual(codes({}, {}, { nik: 'number' }), [])
  // Above 2^53 a binary number is even: an odd one was never a float, an even one may have been.
  assert.deepEqual(codes({ nik: '9499991702900003' }, {}, { nik: 'number' }), [])
  assert.deepEqual(codes({ nik: '9499991702900004' }, {}, { nik: 'number' }), ['NIK_RUSAK_EXCEL'])
  assert.deepEqual(codes({ nik: '9499991702900004' }, {}, { nik: 'text' }), [])
})

test('row 15: a NIK that Excel has rounded is refused and never padded or guessed', () => {
  assert.deepEqual(codes({ nik: '1699991702900010' }, {}, { nik: 'number' }), ['NIK_RUSAK_EXCEL'])
  assert.deepEqual(codes({ nik: '1699991702900010' }), [])
  for (const nik of ['1.67999170290001E+15', '1.67101E+15', '1,67999170290001E+15', `${NIK}.0`]) {
    assert.deepEqual(codes({ nik }), ['NIK_RUSAK_EXCEL'], nik)
  }
})

test('row 16: marks and foreign digits in a NIK are normalised, and the change is said', () => {
  for (const nik of [
    `'${NIK}`,
    '1699 9917 0290 0001',
    '16.99.99.170290.0001',
    `1699\u00a0991702900001`,
    `${NIK}\u200b`,
    '１６99991702900001',
    '١٦99991702900001',
  ]) {
    assert.deepEqual(codes({ nik }), ['NIK_DIRAPIKAN'], nik)
    assert.equal(rowOf({ nik }).nik.reveal(), NIK)
  }
})

test('row 17: a letter for a digit is refused with a hint and not repaired', () => {
  assert.deepEqual(codes({ nik: '169999I7O290OOO1' }), ['NIK_HURUF'])
  assert.deepEqual(codes({ nik: 'belum punya' }), ['NIK_BUKAN_ANGKA'])
  assert.deepEqual(codes({ nik: '' }), ['NIK_KOSONG'])
})

test('row 18: 15 or 17 digits are refused with their count', () => {
  for (const digits of [15, 17]) {
    const { standing, outcomes } = reading({ nik: `${NIK}0`.slice(0, digits) })
    assert.equal(standing, 'refused')
    assert.deepEqual(outcomes, [{ code: 'NIK_PANJANG', field: 'nik', details: { digitCount: digits } }])
  }
})

test('row 19: an impossible day or month in a NIK refuses, 30 February only warns', () => {
  for (const day of ['00', '32', '40', '72']) {
    assert.deepEqual(codes({ nik: `169999${day}02900001` }), ['NIK_TANGGAL'], day)
  }
  for (const month of ['00', '13']) assert.deepEqual(codes({ nik: `16999917${month}900001` }), ['NIK_BULAN'])
  for (const nik of ['1699993002900001', '1699992902910001']) {
    assert.deepEqual(codes({ nik }), ['NIK_TANGGAL_MUSTAHIL'], nik)
    assert.equal(reading({ nik }).standing, 'accepted')
  }
})

test('row 20: a birth date or sex other than in the NIK only warns, and what was written stays', () => {
  assert.deepEqual(codes({ bornOn: '18-02-1990' }), ['TGL_BEDA_NIK'])
  assert.deepEqual(codes({ sex: 'P' }), ['JK_BEDA_NIK'])
  const row = rowOf({ bornOn: '18-02-1990', sex: 'P' })
  assert.deepEqual([row.bornOn, row.sex], ['1990-02-18', 'female'])
})

test('row 21: serial 0000, sixteen equal digits and a counting number are refused', () => {
  assert.deepEqual(codes({ nik: '1699991702900000' }), ['NIK_NOMOR_URUT'])
  assert.deepEqual(codes({ nik: '1111111111111111' }), ['NIK_CONTOH'])
  assert.deepEqual(codes({ nik: '1234567890123456' }), ['NIK_CONTOH'])
  assert.deepEqual(codes({ nik: '0099991702900001' }), ['NIK_PROVINSI'])
})

test('row 22: an area that is unknown or older than a split warns', () => {
  assert.deepEqual(codes({}, { areaStatus: () => 'unknown' }), ['NIK_WILAYAH_TAK_DIKENAL'])
  assert.deepEqual(codes({}, { areaStatus: () => 'former' }), ['NIK_WILAYAH_LAMA'])
  assert.deepEqual(codes({}, { areaStatus: () => 'current' }), [])
})

test('row 31: a date is read the Indonesian way, day first, months in any usual spelling', () => {
  for (const [written, day] of [
    ['1/2/2026', '2026-02-01'],
    ['01-02-26', '2026-02-01'],
    ['2026-02-01', '2026-02-01'],
    ['1 Pebruari 2026', '2026-02-01'],
    ['03/04/1990', '1990-04-03'],
    ['22 Maret 1990', '1990-03-22'],
    ['17 Agt 1990', '1990-08-17'],
    ['17 AGUSTUS 90', '1990-08-17'],
    ['5 Nopember 1975', '1975-11-05'],
    ['22.03.1990', '1990-03-22'],
    ['22031990', '1990-03-22'],
    ['19900322', '1990-03-22'],
    ['22-Mar-90', '1990-03-22'],
    ['22/03/1990 00:00:00', '1990-03-22'],
    ['1990-03-21T17:00:00.000Z', '1990-03-22'],
    ['Kamis, 22 Maret 1990', '1990-03-22'],
  ] as const) {
    assert.equal(rowOf({ bornOn: written }, { purpose: 'residents' }).bornOn, day, written)
  }
  assert.ok(codes({ bornOn: '17-02-90' }).includes('TGL_TAHUN_DUA_ANGKA'))
  for (const [written, code] of [
    ['31 Nopember 1990', 'TGL_TIDAK_ADA'],
    ['31-02-1990', 'TGL_TIDAK_ADA'],
    ['29-02-1991', 'TGL_TIDAK_ADA'],
    ['03/22/1990', 'TGL_BULAN_DULU'],
    ['tidak tahu', 'TGL_FORMAT'],
    ['1990', 'TGL_FORMAT'],
    ['22 Foo 1990', 'TGL_FORMAT'],
  ] as const) {
    assert.deepEqual(codes({ bornOn: written }), [code], written)
    assert.equal(reading({ bornOn: written }).standing, 'refused')
  }
})

test('row 31: two digits of a year are the newest year that is not in the future', () => {
  assert.equal(rowOf({ bornOn: '02-05-26' }, { purpose: 'residents' }).bornOn, '1926-05-02')
  assert.equal(rowOf({ bornOn: '30-04-26' }, { purpose: 'residents' }).bornOn, '2026-04-30')
})

test('row 32: a spreadsheet count of days is right in both systems, and an impossible one is refused', () => {
  const born = (bornOn: string, dateSystem: 1900 | 1904 = 1900) =>
    validateRow(
      { texts: { ...good, bornOn }, storedAs: { bornOn: 'number' } },
      { ...context, dateSystem, purpose: 'residents' },
    )
  assert.equal(born('28577').row?.bornOn, '1978-03-28')
  assert.equal(born('27115', 1904).row?.bornOn, '1978-03-28')
  assert.equal(born('28577.75').row?.bornOn, '1978-03-28')
  assert.equal(rowOf({ bornOn: '28577' }).bornOn, '1978-03-28')
  for (const count of ['60', '-5', '1000000000', '0']) {
    assert.ok(
      born(count).outcomes.some(({ code }) => code === 'TGL_SERIAL'),
      count,
    )
  }
})

test('row 33: the future and 120 years ago are refused, an age outside the limits is held with its rule', () => {
  assert.deepEqual(codes({ bornOn: '02-05-2026' }), ['TGL_DEPAN'])
  assert.deepEqual(codes({ bornOn: '30-04-1905' }), ['TGL_LAMA'])
  const old = reading({ nik: '1699991702600001', bornOn: '17-02-1960' })
  assert.equal(old.standing, 'held')
  assert.deepEqual(old.outcomes.find(({ code }) => code === 'USIA_LEBIH')?.details, {
    age: 66,
    limit: 65,
    rule: 'Permenaker 5/2021 syarat peserta BPU',
  })
  // The limit itself is too old: the age must be below it.
  assert.deepEqual(codes({ nik: '1699990105610001', bornOn: '01-05-1961' }), ['USIA_LEBIH'])
  assert.deepEqual(codes({ nik: '1699990205610001', bornOn: '02-05-1961' }), [])
  const least = { years: 18, rule: 'Perbup Ngawi' }
  const entryAge = entryAgeOf('own-account', on, new LawBook(), {
    least,
    below: { years: 60, rule: 'Perbup Ngawi' },
  })
  assert.deepEqual(codes({ nik: '1699991702140001', bornOn: '17-02-2014' }, { entryAge }), ['USIA_KURANG'])
  assert.equal(entryAge.below?.years, 60)
  assert.deepEqual(codes({ nik: '1699991702600001', bornOn: '17-02-1960' }, { purpose: 'residents' }), [])
})

test('row 34: an income is read by one stated rule, and what has two readings is asked about', () => {
  const incomes: readonly (readonly [string, bigint])[] = [
    ['Rp 3.500.000,00', 3_500_000n],
    ['3,500,000.00', 3_500_000n],
    ['Rp. 3.500.000,-', 3_500_000n],
    ['2000000', 2_000_000n],
    ['2 jt', 2_000_000n],
    ['2,5 juta', 2_500_000n],
    ['750 rb', 750_000n],
    ['350.000', 350_000n],
    ['1.500.000/bulan', 1_500_000n],
  ]
  for (const [written, amount] of incomes) assert.equal(rowOf({ income: written }).income, amount, written)
  for (const [written, code] of [
    ['3.500', 'UPAH_MENDUA'],
    ['3,500', 'UPAH_MENDUA'],
    ['3.5e6', 'UPAH_FORMAT'],
    ['1-2 juta', 'UPAH_FORMAT'],
    ['-1', 'UPAH_MINUS'],
    ['Rp -2.000.000', 'UPAH_MINUS'],
    ['3500', 'UPAH_RENDAH'],
    ['0', 'UPAH_RENDAH'],
  ] as const) {
    assert.deepEqual(codes({ income: written }), [code], written)
  }
})

test('row 34: a number of a workbook is read by its digits, without a binary fraction', () => {
  const income = (text: string) =>
    validateRow({ texts: { ...good, income: text }, storedAs: { income: 'number' } }, context)
  assert.equal(income('3.5E6').row?.income, 3_500_000n)
  assert.equal(income('3500000.0').row?.income, 3_500_000n)
  assert.equal(income('3500000.5').standing, 'refused')
})

test('row 35: absurd, foreign and fractional amounts are refused', () => {
  for (const [written, code] of [
    ['1000000000000000', 'UPAH_LEBIH'],
    ['9007199254740993', 'UPAH_LEBIH'],
    ['NaN', 'UPAH_FORMAT'],
    ['Infinity', 'UPAH_FORMAT'],
    ['0x10', 'UPAH_FORMAT'],
    ['1_000', 'UPAH_FORMAT'],
    ['0.005', 'UPAH_MENDUA'],
    ['100.10', 'UPAH_PECAHAN'],
    ['2.000.000,50', 'UPAH_PECAHAN'],
  ] as const) {
    assert.deepEqual(codes({ income: written }), [code], written)
    assert.equal(reading({ income: written }).standing, 'refused', written)
  }
})

test('row 36: a telephone number becomes E.164, or is dropped with a warning', () => {
  for (const [written, number] of [
    ['81234567890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    ['0812.3456.7890', '+6281234567890'],
    ['62 812 3456 7890', '+6281234567890'],
    ['(0711) 312345', '+62711312345'],
    ['+60 12 345 6789', '+60123456789'],
  ] as const) {
    assert.equal(rowOf({ phone: written }).phone, number, written)
    assert.deepEqual(codes({ phone: written }), [], written)
  }
  assert.equal(rowOf({ phone: '081234567890 / 085712345678' }).phone, '+6281234567890')
  assert.deepEqual(codes({ phone: '081234567890 / 085712345678' }), ['HP_GANDA'])
  for (const written of ['0812', '8123', 'tanya pak RT', '8.1234567E+10']) {
    assert.deepEqual(codes({ phone: written }), ['HP_FORMAT'], written)
    assert.equal(rowOf({ phone: written }).phone, null)
  }
})

test('row 37: programmes are mapped in any usual writing, an unknown one is refused', () => {
  for (const written of [
    'JKK,JKM',
    'jkk & jkm',
    'JKM+JKK',
    'JKK JKM',
    'Jaminan Kecelakaan Kerja dan Jaminan Kematian',
    '2 program',
  ]) {
    assert.deepEqual(rowOf({ programme: written }).programmes, ['JKK', 'JKM'], written)
  }
  assert.deepEqual(rowOf({ programme: 'JKK/JKM/JHT' }).programmes, ['JKK', 'JKM', 'JHT'])
  assert.deepEqual(codes({ programme: 'JKK, BPJS Kesehatan' }), ['PROGRAM_TAK_DIKENAL'])
})

test('row 38: a period is read, a range over the year is expanded, month 13 is refused', () => {
  for (const [written, month, count] of [
    ['05/2026', '2026-05', null],
    ['2026-05', '2026-05', null],
    ['202605', '2026-05', null],
    ['052026', '2026-05', null],
    ['Mei 2026', '2026-05', null],
    ['Jan-26', '2026-01', null],
    ['01-05-2026', '2026-05', null],
    ['Nov 2025 - Feb 2026', '2025-11', 4],
    ['11/2025 s.d. 02/2026', '2025-11', 4],
  ] as const) {
    const row = rowOf({ startMonth: written })
    assert.deepEqual([row.startMonth, row.monthCount], [month, count], written)
  }
  for (const written of ['2026-13', '13/2026', 'bulan depan', 'Feb 2026 - Nov 2025']) {
    assert.deepEqual(codes({ startMonth: written }), ['BULAN_FORMAT'], written)
  }
  assert.deepEqual(codes({ monthCount: '0' }), ['BULAN_JUMLAH'])
  assert.deepEqual(codes({ startMonth: 'Nov 2025 - Feb 2026', monthCount: '6' }), ['BULAN_BEDA'])
})
