import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMonth, type Month } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import { total, type Rupiah } from '../../kernel/rupiah.ts'
import { readTable, type TableColumns, type TableRow } from '../imports/reading/read-table.ts'
import { readBankAmount, readBankDay } from '../statements/reading/bank-cells.ts'
import type { CodeWish } from './record-code.ts'
import { CODE_PARTS, type CodePart, type ProgrammeSplit } from './settlement.ts'

export const LARGEST_CODES_BYTES = 16_777_216
/** One submission has a code for each month and employer: a file of more is none of them. */
export const MOST_CODES = 1_000

type CodesColumn = 'code' | 'month' | 'payer' | 'amount' | 'dueOn' | CodePart

const COLUMNS: TableColumns<CodesColumn> = {
  code: ['KODE IURAN', 'KODE BAYAR', 'KODE PEMBAYARAN', 'KODE BILLING', 'ID BILLING', 'NOMOR KODE IURAN'],
  month: ['BULAN IURAN', 'BULAN', 'PERIODE', 'PERIODE IURAN', 'BULAN PERIODE', 'BLTH', 'MASA IURAN'],
  payer: [
    'PEMBAYAR',
    'NOMOR PEMBAYAR',
    'NAMA PEMBAYAR',
    'NAMA PERUSAHAAN',
    'PERUSAHAAN',
    'NAMA WADAH',
    'NAMA PEMBERI KERJA',
  ],
  amount: [
    'JUMLAH',
    'TOTAL',
    'TOTAL IURAN',
    'JUMLAH IURAN',
    'NOMINAL',
    'JUMLAH TAGIHAN',
    'TOTAL TAGIHAN',
    'JUMLAH BAYAR',
  ],
  dueOn: [
    'JATUH TEMPO',
    'TANGGAL JATUH TEMPO',
    'TGL JATUH TEMPO',
    'BATAS BAYAR',
    'BERLAKU SAMPAI',
    'TANGGAL KEDALUWARSA',
  ],
  jkk: ['JKK', 'IURAN JKK'],
  jkm: ['JKM', 'JK', 'IURAN JKM'],
  jht: ['JHT', 'IURAN JHT'],
  jp: ['JP', 'JPN', 'IURAN JP'],
  jkp: ['JKP', 'IURAN JKP'],
  fine: ['DENDA', 'TOTAL DENDA', 'JUMLAH DENDA'],
}

/** A row of the file as a wish, or the column that cannot be read and what stands there. */
export type ReadCode = {
  readonly row: number
  /** As written, whatever it is. */
  readonly code: string
  /** A name or number; empty for a code of several payers. */
  readonly payer: string
  readonly wish: Omit<CodeWish, 'payerId'> | null
  readonly broken: { readonly field: 'month' | 'amount' | 'dueOn' | CodePart; readonly value: string } | null
}

/** The rows of a file that BPJS Ketenagakerjaan answered with (CSV or XLSX). Refuses one without a column of codes. */
export async function readCodesFile(path: string): Promise<readonly ReadCode[]> {
  const rows = await readTable<CodesColumn>(path, COLUMNS, ['code', 'month'])
  const filled = rows.filter(({ cells }) => /\d/.test(cells.code))
  if (filled.length > MOST_CODES) throw refuse('file-beyond-limit', { limit: 'rows', most: MOST_CODES })
  return filled.map(readRow)
}

/** The same from bytes that came by the API. */
export async function readCodesBytes(bytes: Buffer): Promise<readonly ReadCode[]> {
  const folder = await mkdtemp(join(tmpdir(), 'payung-kode-'))
  try {
    const path = join(folder, 'kode')
    await writeFile(path, bytes, { mode: 0o600 })
    return await readCodesFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function readRow({ number, cells }: TableRow<CodesColumn>): ReadCode {
  const code = cells.code.replaceAll(/[\s'.-]/g, '')
  const told = { row: number, code, payer: cells.payer }
  const no = (field: NonNullable<ReadCode['broken']>['field']): ReadCode => ({
    ...told,
    wish: null,
    broken: { field, value: cells[field].slice(0, 40) },
  })
  const month = readMonth(cells.month)
  if (month === null) return no('month')
  const parts = CODE_PARTS.map((part) => [part, amountOf(cells[part])] as const)
  const broken = parts.find(([, amount]) => amount === null)
  if (broken) return no(broken[0])
  const split = Object.fromEntries(parts) as ProgrammeSplit
  const amount = cells.amount === '' ? total(parts.map(([, part]) => part ?? 0n)) : amountOf(cells.amount)
  if (amount === null || amount === 0n) return no('amount')
  const dueOn = cells.dueOn === '' ? undefined : readBankDay(cells.dueOn)
  if (dueOn === null) return no('dueOn')
  return { ...told, wish: { code, month, amount, split, source: 'file', dueOn }, broken: null }
}

/** Nothing and a dash are nothing to pay. */
function amountOf(text: string): Rupiah | null {
  return /^-?$/.test(text) ? 0n : (readBankAmount(text)?.amount ?? null)
}

/** `2026-05`, `05/2026`, `052026`, `202605`, `Mei 2026`, or any day of the month. Null for what is no month. */
export function readMonth(text: string): Month | null {
  const plain = text.trim().toLowerCase()
  const [, y1, m1, m2, y2] = /^(?:(20\d\d)[-/. ]?(\d\d)|(\d{1,2})[-/. ]?(20\d\d))$/.exec(plain) ?? []
  const written = `${y1 ?? y2 ?? ''}-${(m1 ?? m2 ?? '').padStart(2, '0')}`
  if (isMonth(written)) return written
  const day = readBankDay(plain) ?? readBankDay(`01 ${plain}`)
  const month = day?.slice(0, 7) ?? ''
  return isMonth(month) ? month : null
}
