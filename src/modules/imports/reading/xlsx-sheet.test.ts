import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { uploadFolder } from '../../../../test/uploads.ts'
import {
  workbookBytes,
  type TestCell,
  type TestSheet,
  type TestWorkbook,
} from '../../../../test/workbook-bytes.ts'
import { READING_LIMITS } from './reading-limits.ts'
import { storedAt, type SheetRow } from './sheet-row.ts'
import { readSheet, type SheetEnding } from './xlsx-sheet.ts'
import { openWorkbook } from './xlsx-workbook.ts'

const upload = uploadFolder()

async function read(book: TestWorkbook): Promise<{ rows: SheetRow[]; ending: SheetEnding }> {
  const workbook = await openWorkbook(upload(workbookBytes(book)), READING_LIMITS)
  try {
    const rows: SheetRow[] = []
    const sheet = readSheet(workbook, workbook.sheets[0]?.part ?? '', READING_LIMITS)
    for (;;) {
      const next = await sheet.next()
      if (next.done === true) return { rows, ending: next.value }
      rows.push(...next.value)
    }
  } finally {
    workbook.close()
  }
}

/** Every cell of the first row as `text (stored)`. */
async function cellsOf(cells: readonly TestCell[], book: Partial<TestWorkbook> = {}): Promise<string[]> {
  const { rows } = await read({ ...book, sheets: [{ name: 'Data', rows: [cells] }] })
  const [row] = rows
  return row ? row.texts.map((text, column) => `${text} (${storedAt(row, column)})`) : []
}

const sheetOf = (rows: string): TestSheet => ({
  name: 'Data',
  xml: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
})

test('a number keeps the digits of the file, the sixteenth too, and is told apart from text', async () => {
  assert.deepEqual(
    await cellsOf([
      { xml: '><v>9499991203900003</v>' },
      '9499991203900003',
      { xml: '><v>1.67101420590012E+15</v>' },
      { xml: '><v>0.1</v>' },
    ]),
    ['9499991203900003 (number)', '9499991203900003 (text)', '1.67101420590012E+15 (number)', '0.1 (number)'],
  )
})

test('a date is a day in ISO, by built-in and own formats; what means no day stays as it is', async () => {
  const dates = [1, 2].flatMap((style) =>
    [45000, 60, -1].map((serial) => ({ xml: ` s="${style}"><v>${serial}</v>` })),
  )
  const each = ['2023-03-15 (date)', '60 (date)', '-1 (date)']
  assert.deepEqual(await cellsOf(dates), [...each, ...each])
  assert.deepEqual(await cellsOf([{ xml: ' s="3"><v>0.3125</v>' }, { xml: ' s="4"><v>30</v>' }]), [
    '07:30 (date)',
    '30 (number)',
  ])
  assert.deepEqual(await cellsOf([{ xml: ' t="d"><v>1990-03-22T00:00:00</v>' }]), ['1990-03-22 (date)'])
})

test('a workbook that counts from 1904 shows the same days', async () => {
  assert.deepEqual(await cellsOf([{ xml: ' s="1"><v>43538</v>' }], { from1904: true }), ['2023-03-15 (date)'])
})

test('a formula shows the result that the file holds; without one, and for an error, the cell says so', async () => {
  assert.deepEqual(
    await cellsOf([
      { xml: '><f>A2+1</f><v>12</v>' },
      { xml: ' t="str"><f>UPPER("a")</f><v>A &amp; B</v>' },
      { xml: '><f>A2</f>' },
      { xml: ' t="e"><f>1/0</f><v>#DIV/0!</v>' },
      { xml: ' t="e"><v>#N/A</v>' },
      { xml: ' t="b"><v>1</v>' },
      { xml: ' t="s"><f>A1</f><v>0</v>' },
      'SITI',
    ]),
    [
      '12 (number)',
      'A & B (text)',
      ' (formula)',
      '#DIV/0! (error)',
      '#N/A (error)',
      'TRUE (boolean)',
      'SITI (text)',
      'SITI (text)',
    ],
  )
})

test('texts of several runs are joined, the pronunciation beside them is not, and hidden control characters come out', async () => {
  const sharedStrings = `<sst><si><r><t>SITI </t></r><r><rPr><b/></rPr><t xml:space="preserve">AMINAH</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>
    <si><t>A_x000D_B &lt;&#67;&gt; _x0000_</t></si><si><t/></si><si/><si><t>terakhir</t></si></sst>`
  const shared = [0, 1, 2, 3, 4].map((index) => ({ xml: ` t="s"><v>${index}</v>` }))
  assert.deepEqual(await cellsOf([...shared], { sharedStrings }), [
    'SITI AMINAH (text)',
    'A\rB <C> _x0000_ (text)',
    ' (empty)',
    ' (empty)',
    'terakhir (text)',
  ])
  assert.deepEqual(
    await cellsOf([
      { xml: ' t="inlineStr"><is><r><t>O\'</t></r><r><t>Brien</t></r></is>' },
      { xml: ' t="inlineStr"><is><t>B</t></is>' },
    ]),
    ["O'Brien (text)", 'B (text)'],
  )
})

test('a sheet reads the same with a prefix, comments, marked text, single quotes and cells without references', async () => {
  const plain = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1"><v>2</v></c></row>'
  const { rows: expected } = await read({ sheets: [sheetOf(plain)] })
  const others: readonly TestSheet[] = [
    {
      name: 'x',
      xml: `<x:worksheet xmlns:x="m"><x:sheetData>${plain.replace(/<(\/?)/g, '<$1x:')}</x:sheetData></x:worksheet>`,
    },
    sheetOf(`<!-- <row r="9"/> -->${plain.replace('<v>a</v>', '<v><![CDATA[a]]></v>')}`),
    sheetOf(plain.replaceAll('"', "'")),
    sheetOf(plain.replace(/ r="\w+"/g, '')),
    sheetOf(
      plain
        .replace('<c r="A1"', '<c cm="1" xml:space="preserve" r="A1"')
        .replace('<row', '<row spans="1:2" x14ac:dyDescent="0.3"'),
    ),
  ]
  for (const sheet of others) assert.deepEqual((await read({ sheets: [sheet] })).rows, expected, sheet.xml)
})

test('a million blank rows with a format below the list change nothing', async () => {
  const list =
    '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2" s="1"/><c r="B2" s="1"></c></row>'
  const blank = Array.from(
    { length: 1_000_000 },
    (_, index) => `<row r="${index + 3}" s="1" customFormat="1"/>`,
  ).join('')
  const { rows } = await read({ sheets: [sheetOf(list + blank)] })
  assert.deepEqual(rows, [{ number: 1, texts: ['a'], stored: null }])
})

test('rows keep the numbers that the user sees, across gaps and a last row of 1,048,576', async () => {
  const rows = ['3', '7', '1048576']
    .map((row) => `<row r="${row}"><c r="A${row}"><v>1</v></c></row>`)
    .join('')
  assert.deepEqual(
    (await read({ sheets: [sheetOf(rows)] })).rows.map(({ number }) => number),
    [3, 7, 1_048_576],
  )
})

test('hidden rows are read like others and counted, merged cells are told, also behind page breaks', async () => {
  const { rows, ending } = await read({
    sheets: [
      {
        name: 'Data',
        rows: [['NIK', 'ALAMAT', null], ['a'], ['b'], ['c']],
        rowAttributes: { 2: 'hidden="1"', 3: 'hidden="0"', 4: 'hidden="true"' },
        behind:
          '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A3:A4"/></mergeCells><rowBreaks count="1"><brk id="2"/></rowBreaks>',
      },
    ],
  })
  assert.equal(rows.length, 4)
  assert.deepEqual(ending, {
    hiddenRowCount: 2,
    merged: [
      { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 2 },
      { firstRow: 3, lastRow: 4, firstColumn: 0, lastColumn: 0 },
    ],
  })
})

test('what is written is read, whatever letters it has and wherever the file is cut into pieces', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .map((raw) => raw.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD]|\r|_x/g, 'é'))
  const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(rows, async (sample) => {
      // Long enough for several pieces.
      const many = Array.from({ length: 4_000 }, (_, index) => [
        `${index}`,
        ...(sample[index % sample.length] ?? []),
      ])
      const { rows: found } = await read({ sheets: [{ name: 'Data', rows: many }] })
      const trimmed = many.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1))
      assert.deepEqual(
        found.map(({ texts }) => texts),
        trimmed,
      )
    }),
    { numRuns: 5 },
  )
})
