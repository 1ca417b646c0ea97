import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addOpenBills, testPartner } from '../../../test/payment-stage.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { workbookBytes } from '../../../test/workbook-bytes.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { workCalendar } from '../../kernel/working-days.ts'
import { clockAt } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import { throughGate } from '../access/scope.ts'
import { receiveForBill } from '../billing/pay-bill.ts'
import { bankWorld } from '../ledger/ledger.ts'
import { answerCodes, loadedAnswer } from './answers.ts'
import { loadCodes } from './load-codes.ts'
import { readCodesBytes, readCodesFile, readMonth } from './read-codes-file.ts'

const { db, owner } = await testDatabase()
const deps = { db, clock: clockAt(TEST_NOW), book: new LawBook(), calendar: workCalendar() }
const SYSTEM = { kind: 'system', systemUser: 'uji' } as const
const bills = await addOpenBills({ db, owner }, [testPartner()], [100_000n, 100_000n])
for (const { id, total } of bills)
  await throughGate(db, 'system', (tx) =>
    receiveForBill(tx, {
      ...{ billId: id, amount: total, from: bankWorld('uji'), effectiveOn: plainDate('2026-05-20') },
      ...{ key: `uji/bayar/${id}`, cause: { kind: 'uji', id } },
    }),
  )
const payer = bills[0]?.payerId ?? ''
const folder = mkdtempSync(join(tmpdir(), 'payung-kode-'))
after(() => {
  rmSync(folder, { recursive: true })
})

const CSV = [
  'JAWABAN PENGAJUAN PGJ-2026-000001',
  '',
  'No;Kode Iuran;Bulan Iuran;Nomor Pembayar;JKK;JKM;JHT;Denda;Total Iuran;Jatuh Tempo',
  `1;4000-0000-001;April 2026;${payer};20.000;10.000;-;;30.000,00;15/06/2026`,
  '2;40000000002;04/2026;;1.000;;;;1.000;',
  '3;40000000003;2026-04;;500;;;;501;',
  '4;40000000004;bulan lalu;;500;;;;500;',
  '5;40000000005;202604;PT Entah;500;;;;500;',
  '6;123;202604;;500;;;;500;',
  '7;40000000006;202604;;999999999;;;;999999999;',
  ';Jumlah;;;;;;;;',
].join('\r\n')

const fatesOf = async (bytes: Buffer) =>
  (await loadCodes(deps, SYSTEM, await readCodesBytes(bytes))).map(({ row, fate, refusal }) => [
    row,
    fate,
    refusal?.code ?? null,
  ])

test('the codes of a file are recorded, each by itself; what cannot be is told by its row, and again nothing changes', async () => {
  const told = [
    [6, 'refused', 'programmes-do-not-add-up'],
    [7, 'refused', 'value-malformed'],
    [8, 'refused', 'payer-unknown'],
    [9, 'refused', 'contribution-code-broken'],
    [10, 'refused', 'settlement-beyond-owed'],
  ]
  assert.deepEqual(await fatesOf(Buffer.from(CSV)), [[4, 'recorded', null], [5, 'recorded', null], ...told])
  assert.deepEqual(await fatesOf(Buffer.from(CSV)), [[4, 'known', null], [5, 'known', null], ...told])
  const { codes } = await answerCodes(deps, SYSTEM, {})
  const first = codes.find(({ code }) => code === '40000000001')
  assert.deepEqual(
    [first?.month, first?.payer, first?.amount, first?.jkk, first?.source, first?.dueOn],
    ['2026-04', payer, 30_000, 20_000, 'file', '2026-06-15'],
  )
  const changed = await fatesOf(Buffer.from(CSV.replace('1.000;;;;1.000', '2.000;;;;2.000')))
  assert.deepEqual(changed[1], [5, 'refused', 'contribution-code-known'])
})

test('a workbook is read by the names of its columns; a file without codes is refused', async () => {
  const path = join(folder, 'kode.xlsx')
  writeFileSync(
    path,
    workbookBytes({
      sheets: [
        {
          name: 'Kode',
          rows: [
            ['Kode Bayar', 'Periode', 'JKK', 'JKM'],
            ['40000000011', 'Mei 2026', 700, 300],
          ],
        },
      ],
    }),
  )
  const loaded = loadedAnswer(await loadCodes(deps, SYSTEM, await readCodesFile(path)))
  assert.deepEqual(loaded, {
    ...{ recorded: 1, known: 0, refused: 0 },
    rows: [{ row: 2, code: '40000000011', fate: 'recorded', because: null }],
  })
  await assert.rejects(
    readCodesBytes(Buffer.from('Nama;Bulan\r\nA;2026-05\r\n')),
    (error) => error instanceof Refusal && error.code === 'KOLOM_HILANG',
  )
})

test('nobody binds the money of a payer outside his reach by a file', async () => {
  const far = await addTestPerson(owner, 'bpjs-membership', { region: '32', kind: 'bpjs-branch' })
  const rows = await readCodesBytes(
    Buffer.from(`Kode Iuran;Bulan;Pembayar;JKK\r\n40000000021;2026-04;${payer};1\r\n`),
  )
  const [told] = await loadCodes(deps, far.by, rows)
  assert.deepEqual([told?.fate, told?.refusal?.code], ['refused', 'payer-unknown'])
  assert.deepEqual(await rowsOf(owner, `select from contribution_codes where code = '40000000021'`), [])
})

test('a month is read as people write it, and nothing else is one', () => {
  for (const text of [
    '2026-05',
    '05/2026',
    '5-2026',
    '052026',
    '202605',
    'Mei 2026',
    'MEI 2026',
    '2026-05-01',
    '31/05/2026',
  ])
    assert.equal(readMonth(text), '2026-05', text)
  assert.equal(readMonth('Oktober 2026'), '2026-10')
  for (const text of ['', '13/2026', 'bulan lalu', '2026', '00/2026'])
    assert.equal(readMonth(text), null, text)
})
