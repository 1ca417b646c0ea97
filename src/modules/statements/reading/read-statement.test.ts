import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf, mt940Of, type BankStatement } from '../../../../bank-sim/statement.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { readBankAmount, readBankDay, readSwiftDay } from './bank-cells.ts'
import { readStatement } from './read-statement.ts'

const read = (text: string) => readStatement(Buffer.from(text))
const refusalOf = (text: string) => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.value.details }
    throw error
  }
  return null
}

test('amounts as banks print them, and what is none of them', () => {
  const good: readonly (readonly [string, bigint, 'credit' | 'debit' | null])[] = [
    ['1.234.567,00', 1_234_567n, null],
    ['1,234,567.00', 1_234_567n, null],
    ['1234567', 1_234_567n, null],
    ['Rp 16.800', 16_800n, null],
    ['IDR 16,800.0', 16_800n, null],
    ['(500,00)', 500n, 'debit'],
    ['-500,00', 500n, 'debit'],
    ['2.000,00 CR', 2_000n, 'credit'],
    ['2,000.00 DB', 2_000n, 'debit'],
    ["'3.000", 3_000n, null],
    ['1.234', 1_234n, null],
    ['0,00', 0n, null],
  ]
  for (const [text, amount, side] of good) assert.deepEqual(readBankAmount(text), { amount, side }, text)
  for (const text of [
    '1.234,56',
    '1,5',
    '12.34.567',
    '1.2345',
    'NaN',
    '1e15',
    '',
    '1.000.00',
    '(5',
    '5 XX',
    '1234567890123456',
    '１２',
  ])
    assert.equal(readBankAmount(text), null, text)
})

test('days are day first, with and without a year, and 30 February is none', () => {
  for (const text of [
    '31/01/2026',
    '31-01-26',
    '31 Jan 2026',
    '2026-01-31',
    '31.01.2026 20:15:00',
    '31/Jan/2026',
  ])
    assert.equal(readBankDay(text), '2026-01-31', text)
  assert.equal(readBankDay('17/08', 2026), '2026-08-17')
  assert.equal(readBankDay('1 Agustus 2026'), '2026-08-01')
  for (const text of ['01/31/2026', '30/02/2026', '17/08', 'x', '', '1/1/1999'])
    assert.equal(readBankDay(text), null, text)
  assert.equal(readSwiftDay('0102', readSwiftDay('251231')), '2026-01-02')
  assert.equal(readSwiftDay('1231', readSwiftDay('260102')), '2025-12-31')
})

const statement: BankStatement = {
  ...{ account: '9900100001', from: '2026-05-19', to: '2026-05-20', opening: 1_000n, closing: 336_500n },
  movements: [
    {
      ...{ at: '2026-05-19T23:59:59+07:00', side: 'C', amount: 336_000n, reference: '000000000001' },
      text: 'PEMBAYARAN VA 99001000000000101',
    },
    {
      at: '2026-05-20T00:00:00+07:00',
      side: 'D',
      amount: 500n,
      reference: 'R00000001001',
      text: 'PENGEMBALIAN DANA',
    },
  ],
}

test('the same statement as CSV and as MT940 says the same, whichever way its lines are ended', () => {
  for (const [format, text] of [
    ['csv', csvOf(statement)],
    ['csv', csvOf(statement).replaceAll('\r\n', '\n')],
    ['mt940', mt940Of(statement)],
    ['mt940', mt940Of(statement).replaceAll('\r\n', '\n')],
  ] as const) {
    const { lines, ...rest } = read(text)
    assert.deepEqual(rest, {
      ...{ format, account: '9900100001', firstDay: '2026-05-19', lastDay: '2026-05-20' },
      ...{ opening: 1_000n, closing: 336_500n },
    })
    assert.deepEqual(
      lines.map(({ on, side, amount, reference }) => [on, side, amount, reference]),
      [
        ['2026-05-19', 'credit', 336_000n, '000000000001'],
        ['2026-05-20', 'debit', 500n, 'R00000001001'],
      ],
    )
    assert.match(lines[0]?.description ?? '', /PEMBAYARAN VA 99001000000000101/)
  }
})

test('other dialects: newest first, one column with D/K, commas for thousands, a year only in the period', () => {
  const oneColumn = `Account No : 123-456-7890
Period : 01 May 2026 - 31 May 2026
"Date","Description","Amount","DB/CR","Balance"
"20/05","QRIS SIMQR1","16,800.00","CR","26,800.00"
"19/05","ADM","1,000.00","DB","10,000.00"`
  const { lines, opening, closing, account } = read(oneColumn)
  assert.deepEqual(
    lines.map(({ on, side, amount }) => [on, side, amount]),
    [
      ['2026-05-19', 'debit', 1_000n],
      ['2026-05-20', 'credit', 16_800n],
    ],
  )
  assert.deepEqual([opening, closing, account], [11_000n, 26_800n, '1234567890'])
  const behind = read(
    'TGL.;URAIAN;MUTASI;SALDO\n01/05/26;Setor;5.000,00 CR;5.000,00\n02/05/26;Tarik;2.000,00 DB;3.000,00',
  )
  assert.deepEqual(
    behind.lines.map(({ side, amount }) => [side, amount]),
    [
      ['credit', 5_000n],
      ['debit', 2_000n],
    ],
  )
})

test('MT940 in several messages, long lines, reversals and references of either side', () => {
  const text = `{4:
:20:A
:25:BANKIDJA/9900100001
:60F:C260520IDR100,
:61:2605200520C1000,00NTRFNONREF//BANKREF77
:86:PEMBAYARAN VA 99001000000000101 DENGAN KETERANGAN YANG LEBIH PANJANG DARI ENAM PULUH LIMA HURUF
:62M:C260520IDR1100,00
-}
:20:B
:25:9900100001
:60M:C260520IDR1100,00
:61:260520RC1000,00NMSCKEMBALI
:86:SALAH MASUK
:62F:C260520IDR100,00
:86:AKHIR`
  const { lines, closing } = read(text)
  assert.deepEqual(
    lines.map(({ side, reference, description }) => [side, reference, description.slice(-12)]),
    [
      ['credit', 'BANKREF77', 'H LIMA HURUF'],
      ['debit', 'KEMBALI', 'SALAH MASUK'],
    ],
  )
  assert.equal(closing, 100n)
})

const MT = (change: (text: string) => string) => refusalOf(change(mt940Of(statement)))

test('a statement that does not add up, of another currency or with broken amounts is refused with the line', () => {
  assert.deepEqual(refusalOf(csvOf({ ...statement, closing: 336_501n })), {
    ...{ code: 'statement-balance-wrong', line: null, stated: 336_501n, counted: 336_500n },
  })
  const running = csvOf(statement).replace(';337.000,00', ';337.100,00')
  assert.deepEqual(refusalOf(running), {
    ...{ code: 'statement-balance-wrong', line: 8, stated: 337_100n, counted: 337_000n },
  })
  assert.equal(
    refusalOf(csvOf(statement).replace('Mata Uang;IDR', 'Mata Uang;USD'))?.code,
    'statement-in-another-currency',
  )
  assert.deepEqual(refusalOf(csvOf(statement).replace(';;336.000,00;', ';;336.000,50;')), {
    ...{ code: 'statement-line-broken', line: 8, part: 'amount', value: '336.000,50' },
  })
  assert.deepEqual(refusalOf(csvOf(statement).replace('19/05/2026;23', '31/02/2026;23')), {
    ...{ code: 'statement-line-broken', line: 8, part: 'day', value: '31/02/2026' },
  })
  assert.equal(refusalOf('Nama;Umur\nA;1')?.code, 'statement-without-table')
  assert.equal(refusalOf('Tanggal;Keterangan;Debet;Kredit')?.code, 'statement-empty')
  assert.equal(
    MT((text) => text.replace(':62F:C260520IDR336500,00', ':62F:C260520IDR336501,00'))?.code,
    'statement-balance-wrong',
  )
  assert.equal(MT((text) => text.replaceAll('IDR', 'USD'))?.code, 'statement-in-another-currency')
  assert.deepEqual(
    MT((text) => text.replace('C336000,00', 'C336000,25')),
    {
      ...{ code: 'statement-line-broken', line: 6, part: 'amount', value: '336000,25' },
    },
  )
  assert.equal(MT((text) => text.replace(':61:260519', ':61:260231'))?.code, 'statement-line-broken')
  assert.equal(
    MT((text) => `${text}${text.replace('9900100001', '9900100002')}`)?.code,
    'statement-balance-wrong',
  )
  assert.equal(
    MT(
      (text) =>
        `${text}${mt940Of({ ...statement, account: '9900100002', opening: 336_500n, closing: 336_500n, movements: [] })}`,
    )?.code,
    'statement-of-another-account',
  )
  assert.equal(refusalOf('Tanggal,Keterangan,Jumlah\n01/05/2026,x,5000')?.code, 'statement-line-broken')
})
