import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { ListField } from '../imports/reading/header-aliases.ts'
import { headerKey } from '../imports/reading/header-names.ts'
import type { ColumnMapping } from '../imports/reading/map-columns.ts'
import { openList } from '../imports/reading/open-list.ts'
import { storedAt, textAt, type SheetRow } from '../imports/reading/sheet-row.ts'
import { readNik } from '../people/row/read-nik.ts'
import { readKpj } from '../people/row/read-numbers.ts'
import { reasonOf } from './reasons.ts'
import type { RejectionReason, Unclear } from './submissions.ts'

/** A row of a result as it was read; kept encrypted until it is applied. */
export type ReadRow = {
  readonly row: number
  readonly nik: string | null
  /** The first 15 digits of a NIK that a spreadsheet may have rounded. */
  readonly rounded: string | null
  readonly name: string | null
  readonly isShifted: boolean
  readonly answer: ReadAnswer
}

export type ReadAnswer =
  | { readonly kind: 'member'; readonly kpj: string }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly text: string | null }
  | { readonly kind: 'unclear'; readonly told: Unclear }

/** A result has no more rows than the largest submission, some remarks above and below. */
const MOST_ROWS = 110_000
const LONGEST_TEXT = 300
/** A NIK or KPJ in free words is kept nowhere in clear. */
const LONG_NUMBER = /\d[\d .'-]{6,}\d/g

const keysOf = (headers: string) => new Set(headers.split('|').map((each) => headerKey(each)))
const STATUS = keysOf(
  'STATUS | HASIL | STATUS HASIL | STATUS PENDAFTARAN | HASIL PENDAFTARAN | STATUS VALIDASI | HASIL VALIDASI | STATUS DATA | STATUS PROSES | STATUS KEPESERTAAN',
)
const REASON = keysOf(
  'ALASAN | ALASAN PENOLAKAN | ALASAN DITOLAK | ALASAN TOLAK | ALASAN GAGAL | KETERANGAN GAGAL | KETERANGAN PENOLAKAN | KETERANGAN HASIL | PESAN | PESAN KESALAHAN | PESAN ERROR | ERROR | KESALAHAN | REASON | REMARK | REMARKS | MESSAGE',
)
const ALSO_KNOWN = new Set([...STATUS, ...REASON])

/** Reads a result of any shape in which it comes: CSV or XLSX, titles above, headings as people write them, other columns beside. */
export async function readResult(bytes: Buffer, on: PlainDate): Promise<readonly ReadRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'payung-hasil-'))
  const path = join(folder, 'hasil')
  try {
    await writeFile(path, bytes, { mode: 0o600 })
    return await readRows(path, on)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readRows(path: string, on: PlainDate): Promise<readonly ReadRow[]> {
  const list = await openList(path, { needed: ['nik'], alsoKnown: ALSO_KNOWN })
  try {
    const columns = columnsOf(list.mapping)
    if (columns.nik.length === 0) list.requireColumns()
    const rows: ReadRow[] = []
    for await (const chunk of list.chunks()) {
      for (const row of chunk.rows) rows.push(readRow(row, columns, on))
      for (const { row } of chunk.shifted) rows.push({ ...NOTHING, row: row.number, isShifted: true })
      if (rows.length > MOST_ROWS) throw refuse('file-beyond-limit', { limit: 'rows', most: MOST_ROWS })
    }
    return rows
  } finally {
    list.close()
  }
}

const NOTHING = {
  nik: null,
  rounded: null,
  name: null,
  isShifted: false,
  answer: { kind: 'unclear', told: 'no-answer' },
} as const

type Columns = {
  readonly [Part in 'nik' | 'name' | 'kpj' | 'reason' | 'status']: readonly number[]
}

/** The columns of each part; of several that claim a field the first that holds something speaks. */
function columnsOf({ columnOf, contested, headers }: ColumnMapping): Columns {
  const ofField = (field: ListField) =>
    columnOf[field] === undefined
      ? (contested.find((each) => each.field === field)?.columns ?? [])
      : [columnOf[field]]
  const ofKeys = (keys: ReadonlySet<string>) =>
    headers.flatMap((header, column) => (keys.has(headerKey(header)) ? [column] : []))
  return {
    nik: ofField('nik'),
    name: ofField('name'),
    kpj: ofField('kpj'),
    reason: [...ofKeys(REASON), ...ofField('note')],
    status: ofKeys(STATUS),
  }
}

function readRow(row: SheetRow, columns: Columns, on: PlainDate): ReadRow {
  const firstOf = (part: keyof Columns) => columns[part].find((column) => textAt(row, column).trim() !== '')
  const textOf = (part: keyof Columns) => {
    const column = firstOf(part)
    return column === undefined ? '' : textAt(row, column).trim()
  }
  const column = firstOf('nik') ?? 0
  const typed = textOf('nik')
  const read = readNik(typed, storedAt(row, column), { on })
  const name = textOf('name')
  return {
    row: row.number,
    nik: read.value?.nik.reveal() ?? null,
    rounded: roundedOf(typed),
    name: name === '' ? null : name,
    isShifted: false,
    answer: answerOf({ kpj: textOf('kpj'), reason: textOf('reason'), status: textOf('status') }),
  }
}

/** Excel keeps 15 digits and writes a 0 behind them, whatever stood there. */
function roundedOf(typed: string): string | null {
  const digits = typed.replaceAll(/\D/g, '')
  return digits.length === 16 && digits.endsWith('0') ? digits.slice(0, 15) : null
}

const NEGATIVE = /GAGAL|TOLAK|TIDAK|TAK\b|INVALID|REJECT|ERROR|FAILED|BELUM/
const POSITIVE =
  /^(BERHASIL|SUKSES|SUCCESS|OK|OKE|VALID|DITERIMA|LENGKAP|SELESAI|TERDAFTAR|AKTIF|PESERTA AKTIF|-)[\s.!]*$/

/** It has not answered yet. */
const PENDING = /PROSES|MENUNGGU|PENDING|ANTRE|ANTRIAN|WAITING/

type Cells = { readonly kpj: string; readonly reason: string; readonly status: string }

/** What a row says: a KPJ, a reason, or nothing that can be relied on. */
function answerOf(told: Cells): ReadAnswer {
  const written = readKpj(told.kpj).value
  const isNegative = NEGATIVE.test(told.status.toUpperCase())
  const words = wordsOf(told, written === null, isNegative)
  const reason = reasonOf(words)
  // Who has a card already is a member, and often the number stands in the words.
  const kpj = written ?? (reason === 'already-member' ? (/\b\d{11}\b/.exec(words)?.[0] ?? null) : null)
  if (kpj !== null) return withNumber(kpj, words, isNegative)
  if (words !== '' && (isNegative || !PENDING.test(words.toUpperCase()))) return rejected(reason, words)
  const isEmpty = /^[\s-]*$/.test(told.kpj) || words !== ''
  return { kind: 'unclear', told: isEmpty ? 'no-answer' : 'kpj-unreadable' }
}

/** Why somebody was not taken. Words where the number should stand are the reason why there is none. */
function wordsOf({ kpj, reason, status }: Cells, hasNoNumber: boolean, isNegative: boolean): string {
  const inPlaceOfNumber = hasNoNumber && /[A-Za-z]{4}/.test(kpj) ? kpj : ''
  const said = [reason, inPlaceOfNumber].filter((text) => text !== '' && !isGood(text)).join('; ')
  return said === '' && isNegative ? status : said
}

function withNumber(kpj: string, words: string, isNegative: boolean): ReadAnswer {
  const reason = reasonOf(words)
  if (words === '' || reason === 'already-member') return { kind: 'member', kpj }
  if (isNegative) return rejected(reason, words)
  return reason === 'other' ? { kind: 'member', kpj } : { kind: 'unclear', told: 'answer-unclear' }
}

function isGood(text: string): boolean {
  return text !== '' && POSITIVE.test(text.toUpperCase().trim())
}

function rejected(reason: RejectionReason, words: string): ReadAnswer {
  const text = words.replaceAll(/\s+/g, ' ').replaceAll(LONG_NUMBER, '…').trim().slice(0, LONGEST_TEXT)
  return { kind: 'rejected', reason, text: text === '' ? null : text }
}
