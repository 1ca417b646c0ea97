import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { uploadFolder } from '../../../../test/uploads.ts'
import { readCsv, type CsvEnding } from './csv-text.ts'
import { READING_LIMITS, type ReadingLimits } from './reading-limits.ts'

const upload = uploadFolder()

type Read = { rows: { number: number; texts: readonly string[] }[]; ending: CsvEnding }

async function read(bytes: Buffer | string, limits: Partial<ReadingLimits> = {}): Promise<Read> {
  const rows: Read['rows'] = []
  const csv = readCsv(upload(bytes), { ...READING_LIMITS, ...limits })
  for (;;) {
    const next = await csv.next()
    if (next.done === true) return { rows, ending: next.value }
    rows.push(...next.value.map(({ number, texts }) => ({ number, texts })))
  }
}

const textsOf = async (bytes: Buffer | string) => (await read(bytes)).rows.map(({ texts }) => texts)

const list = 'NIK;NAMA\n1699991702900001;CAFÉ\n'
const rows = [
  ['NIK', 'NAMA'],
  ['1699991702900001', 'CAFÉ'],
]

function bigEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

test('the same list in every encoding gives the same rows', async () => {
  const written: readonly (readonly [encoding: string, bytes: Buffer])[] = [
    ['utf-8', Buffer.from(list)],
    ['utf-8', Buffer.from(`\uFEFF${list}`)],
    ['utf-16le', Buffer.from(`\uFEFF${list}`, 'utf16le')],
    ['utf-16le', Buffer.from(list, 'utf16le')],
    ['utf-16be', bigEndian(`\uFEFF${list}`)],
    ['utf-16be', bigEndian(list)],
    ['windows-1252', Buffer.from(list, 'latin1')],
  ]
  for (const [encoding, bytes] of written) {
    const found = await read(bytes)
    assert.equal(found.ending.encoding, encoding)
    assert.deepEqual(
      found.rows.map(({ texts }) => texts),
      rows,
      encoding,
    )
  }
})

test('an old encoding that shows itself only after megabytes of plain letters is still read right', async () => {
  const plain = '1699991702900001;SITI AMINAH\n'.repeat(20_000)
  const found = await read(Buffer.concat([Buffer.from(plain), Buffer.from('x;CAF\xC9 \x80\n', 'latin1')]))
  assert.deepEqual(found.rows.at(-1)?.texts, ['x', 'CAFÉ €'])
  assert.equal(found.rows.length, 20_001)
})

test('a byte that no encoding explains is refused with its place, never replaced', async () => {
  const broken: readonly (readonly [bytes: Buffer, encoding: string, offset: number])[] = [
    [Buffer.from('a;\xC3\xA9\nb;\xE9\n', 'latin1'), 'UTF-8', 7],
    [Buffer.from('a;\xE9\nb;\x81\n', 'latin1'), 'Windows-1252', 6],
    [Buffer.from('\xFF\xFEa\0;\0\0\xD8b\0', 'latin1'), 'UTF-16LE', 6],
    [Buffer.from('\xFF\xFEa\0;', 'latin1'), 'UTF-16LE', 4],
  ]
  for (const [bytes, encoding, offset] of broken) {
    await assert.rejects(read(bytes), {
      value: { code: 'file-encoding-broken', details: { encoding, offset } },
    })
  }
})

test('a far byte that breaks UTF-8 is named by its offset in the whole file', async () => {
  const good = Buffer.from('a;é\n'.repeat(200_000))
  await assert.rejects(read(Buffer.concat([good, Buffer.from([0xe9, 0x0a])])), {
    value: { code: 'file-encoding-broken', details: { encoding: 'UTF-8', offset: good.length } },
  })
})

test('the separator is found, and a `sep=` line is obeyed and is no row', async () => {
  for (const separator of [',', ';', '\t', '|']) {
    const text = `NIK${separator}NAMA${separator}GAJI\n1${separator}SITI${separator}"2.000,00"\n`
    assert.deepEqual(await textsOf(text), [
      ['NIK', 'NAMA', 'GAJI'],
      ['1', 'SITI', '2.000,00'],
    ])
  }
  assert.deepEqual((await read('sep=;\r\nA;B,C\r\n')).rows, [{ number: 1, texts: ['A', 'B,C'] }])
  assert.deepEqual((await read('\uFEFF"sep=|"\nA|B,C\n')).rows, [{ number: 1, texts: ['A', 'B,C'] }])
})

test('a title with a comma and amounts with commas do not hide a semicolon', async () => {
  const text = `DAFTAR PEKERJA, DESA SUKAMAJU, KECAMATAN ILIR\n\nNIK;NAMA;UPAH\n1;SITI;2.000,00\n2;BUDI;1.500,50\n`
  assert.deepEqual((await textsOf(text)).at(-1), ['2', 'BUDI', '1.500,50'])
})

test('lines end with LF, CRLF, CR or all of them, and blank lines are counted as rows', async () => {
  const lines = ['a;b', 'c;d', '', 'e;f']
  for (const end of ['\n', '\r\n', '\r']) {
    assert.deepEqual((await read(lines.join(end))).rows, [
      { number: 1, texts: ['a', 'b'] },
      { number: 2, texts: ['c', 'd'] },
      { number: 4, texts: ['e', 'f'] },
    ])
  }
  assert.deepEqual(await textsOf('a;b\rc;d\r\ne;f\ng;h'), [
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
    ['g', 'h'],
  ])
})

test('quoted cells hold separators, doubled quotes and line breaks; a mark in a bare cell is a letter', async () => {
  const text = 'a;"b;c";d\n"Jl. ""Mawar""\nNo 1";e;O"Brien\n "x" ; y;"RT 01" dusun\n'
  assert.deepEqual((await read(text)).rows, [
    { number: 1, texts: ['a', 'b;c', 'd'] },
    { number: 2, texts: ['Jl. "Mawar"\nNo 1', 'e', 'O"Brien'] },
    { number: 3, texts: ['x', ' y', 'RT 01 dusun'] },
  ])
})

test('an unclosed quotation mark is named by its row and line, at the end and where the next one gives it away', async () => {
  const before = 'a;b\n"x\ny";z\n'
  const refused = { value: { code: 'file-quote-open', details: { row: 3, line: 4 } } }
  await assert.rejects(read(`${before}"c;d\n${'e;f\n'.repeat(100)}`), refused)
  await assert.rejects(read(`${before}"c;d\ne;"f";g\n`), refused)
  await assert.rejects(read(`${before}"c;d\n${'e;f\n'.repeat(200_000)}`), refused)
})

test('a mark that swallows rows is refused before the whole file is in memory', async () => {
  await assert.rejects(read(`a;b\n"${'x\n'.repeat(200_000)}"\n`), { code: 'file-quote-open' })
})

test('a line end and a doubled mark that fall between two pieces of the file are read as one', async () => {
  const first = `a;bxx\r\n${'a;b\r\n'.repeat(20_000)}`
  assert.equal(first.charAt(65_535), '\r')
  assert.equal((await read(first)).rows.at(-1)?.number, 20_001)
  const doubled = `${'a;b\n'.repeat(16_383)}"xy""z";c\n`
  assert.equal(doubled.slice(65_535, 65_537), '""')
  assert.deepEqual((await read(doubled)).rows.at(-1)?.texts, ['xy"z', 'c'])
})

test('a NUL is refused with its row', async () => {
  await assert.rejects(read('a;b\nc;d\0\n'), { value: { code: 'file-holds-nul', details: { row: 2 } } })
})

test('rows of other lengths are given as they are', async () => {
  assert.deepEqual(await textsOf('a;b;c\n1\n1;2;3;4\n;;\n'), [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']])
})

test('rows, columns and cells have their limits', async () => {
  await assert.rejects(read('a\nb\nc\n', { rows: 2 }), {
    value: { code: 'file-beyond-limit', details: { limit: 'rows', most: 2, row: 3 } },
  })
  await assert.rejects(read('a,b,c\n', { columns: 2 }), { code: 'file-beyond-limit' })
  await assert.rejects(read(`a,${'b'.repeat(40_000)}\n`), { code: 'file-beyond-limit' })
  await assert.rejects(read('b'.repeat(400_000)), { code: 'file-beyond-limit' })
})

test('what a careful writer wrote is read back, wherever the file is cut into pieces', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', ' ', '😀', '1'),
    maxLength: 8,
  })
  const sample = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 40 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(sample, fc.constantFrom('\n', '\r\n'), async (cells, end) => {
      const many = Array.from({ length: 20_000 }, (_, index) => [
        'x',
        ...(cells[index % cells.length] ?? []),
        'y',
      ])
      const text = `sep=;\n${many.map((row) => row.map(quoted).join(';')).join(end)}`
      assert.deepEqual(await textsOf(text), many)
    }),
    { numRuns: 5 },
  )
})
