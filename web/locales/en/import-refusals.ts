import type { ReadingLimits } from '../../../src/modules/imports/reading/reading-limits.ts'
import type { RefusedKind, UnsafePart } from '../../../src/modules/imports/reading/reading-refusals.ts'
import { formatNumber } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const SAVE_AS = 'Open it in Excel or LibreOffice and save it as .xlsx.'

const KINDS: { readonly [Kind in RefusedKind]: string } = {
  xls: `This is an old Excel file (.xls). ${SAVE_AS}`,
  xlsb: `This is a binary Excel file (.xlsb). ${SAVE_AS}`,
  ods: `This is an OpenDocument file (.ods). ${SAVE_AS}`,
  encrypted: 'This file is locked with a password. Remove the password in Excel and save it again.',
  html: `This file is a web page, whatever its name says. ${SAVE_AS}`,
  xml: `This file is XML, not a list. ${SAVE_AS}`,
  json: 'This file is JSON, not a list. Send it through the API, or upload .xlsx or CSV.',
  pdf: 'This is a PDF. Ask for the original list as .xlsx or CSV.',
  image: 'This is a picture. A list must be .xlsx or CSV; type it, or ask for the original.',
  document: 'This is a document, not a spreadsheet. Move its table to Excel and save it as .xlsx.',
  program: 'This is a program, not a list. Do not open it; ask whoever sent it.',
  database: 'This is a database file. Export the list as .xlsx or CSV.',
  compressed: 'This is a compressed file. Take out what is in it and upload the .xlsx or CSV.',
  unknown: `We do not recognise what this file holds. ${SAVE_AS}`,
}

const LIMITS: { readonly [Limit in keyof ReadingLimits]: (most: string) => string } = {
  fileBytes: (most) => `The file is larger than ${most} bytes. Split it into several.`,
  inflatedBytes: (most) => `The file holds more than ${most} bytes once unpacked. Split it into several.`,
  ratio: () => 'The file swells beyond reason when unpacked. Copy the list into a new workbook.',
  ratioFromBytes: () => 'The file swells beyond reason when unpacked. Copy the list into a new workbook.',
  entries: (most) => `The workbook has more than ${most} parts. Copy the list into a new workbook.`,
  rows: (most) => `The list is longer than ${most} rows. Split it into several files.`,
  columns: (most) => `The list is wider than ${most} columns. Remove the columns that are not used.`,
  cellLength: (most) => `One cell holds more than ${most} characters. Shorten it and upload again.`,
  sharedLength: (most) => `The workbook holds more than ${most} characters of text. Split it into several.`,
}

const UNSAFE: { readonly [Part in UnsafePart]: string } = {
  'entry-name': 'This file has a part with a dangerous name and was not opened.',
  'entry-twice': 'This file has two parts of one name and was not opened.',
  doctype: 'This file has dangerous XML instructions and was not opened.',
}

const inRow = (row: number | undefined) => (row === undefined ? '' : ` See row ${formatNumber(row, 'en')}.`)

const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.join(', '))

/** Sentences for files that cannot be read as a list. */
export const importRefusals = {
  'file-kind-refused': ({ found }) => KINDS[found],
  'file-beyond-limit': ({ limit, most, row }) => LIMITS[limit](formatNumber(most, 'en')) + inRow(row),
  'file-damaged': ({ part }) =>
    `The file is damaged or cut off${part === '' ? '' : ` (${part})`}. Save it again in its own program and upload it.`,
  'file-unsafe': ({ because }) => `${UNSAFE[because]} Copy the list into a new workbook and upload that.`,
  'file-encoding-broken': ({ encoding, offset }) =>
    `The character at byte ${formatNumber(offset, 'en')} is not ${encoding}. Save the file again as CSV UTF-8.`,
  'file-quote-open': ({ row, line }) =>
    `The quotation mark in row ${formatNumber(row, 'en')} (line ${formatNumber(line, 'en')}) is never closed. Mend it and upload again.`,
  'file-holds-nul': ({ row }) =>
    `Row ${formatNumber(row, 'en')} holds an empty character (NUL). Remove it and upload again.`,
  'list-empty': ({ sheets, hidden }) =>
    `There is no row of a person in this file. Sheets looked at: ${list(sheets)}. Hidden sheets: ${list(hidden)}.`,
  'sheet-unknown': ({ sheet, sheets }) =>
    `The sheet "${sheet}" is not there or hidden. Choose: ${list(sheets)}.`,
  KOLOM_HILANG: ({ missing, present }) =>
    `Required columns were not found: ${list(missing)}. Columns that are there: ${list(present)}.`,
  KOLOM_GANDA: ({ field, columns }) =>
    `Several columns claim ${field}: ${list(columns)}. Choose one, or remove the others.`,
} satisfies Partial<RefusalSentences>
