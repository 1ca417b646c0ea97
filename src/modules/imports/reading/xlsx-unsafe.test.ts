import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uploadFolder } from '../../../../test/uploads.ts'
import { workbookBytes, workbookEntries, zipBytes, type ZipEntry } from '../../../../test/workbook-bytes.ts'
import { openList } from './open-list.ts'
import { READING_LIMITS, type ReadingLimits } from './reading-limits.ts'
import { openZip } from './zip-parts.ts'

const upload = uploadFolder()
const people = {
  name: 'Data',
  rows: [
    ['NIK', 'NAMA'],
    ['1699991702900001', 'SITI'],
  ],
}
const SHEET = 'xl/worksheets/sheet1.xml'
const STRINGS = 'xl/sharedStrings.xml'

async function readAll(bytes: Buffer, limits: Partial<ReadingLimits> = {}): Promise<number> {
  const list = await openList(upload(bytes), { needed: ['nik'], limits: { ...READING_LIMITS, ...limits } })
  try {
    let count = 0
    for await (const chunk of list.chunks()) count += chunk.rows.length
    return count
  } finally {
    list.close()
  }
}

const entries = workbookEntries({ sheets: [people] })
const changed = (name: string, change: Partial<ZipEntry>) =>
  zipBytes(entries.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)))
const withPart = (part: ZipEntry) => workbookBytes({ sheets: [people], more: [part] })

test('the workbook that the other tests spoil is a good one', async () => {
  assert.equal(await readAll(zipBytes(entries)), 1)
})

test('a workbook that swells beyond reason is refused by its declared size, before anything is unpacked', async () => {
  const body = `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>${' '.repeat(40_000_000)}</t></is></c></row></sheetData></worksheet>`
  await assert.rejects(readAll(changed(SHEET, { body })), {
    value: { code: 'file-beyond-limit', details: { limit: 'ratio', most: 200 } },
  })
  await assert.rejects(readAll(zipBytes(entries), { inflatedBytes: 100 }), { code: 'file-beyond-limit' })
})

test('a part larger or smaller than its header says, or of another checksum, is damage', async () => {
  const [sheet] = entries.filter(({ name }) => name === SHEET)
  const size = Buffer.byteLength(sheet?.body ?? '')
  for (const declaredSize of [size - 10, size + 10]) {
    await assert.rejects(readAll(changed(SHEET, { declaredSize })), {
      value: { code: 'file-damaged', details: { part: SHEET } },
    })
  }
  await assert.rejects(readAll(changed(SHEET, { declaredSum: 1 })), { code: 'file-damaged' })
})

test('a part that swells beyond its declared size is stopped at that size', async () => {
  const path = upload(zipBytes([{ name: 'x', body: Buffer.alloc(5_000_000), declaredSize: 100_000 }]))
  const parts = await openZip(path, { ...READING_LIMITS, ratio: 10_000 })
  let size = 0
  await assert.rejects(
    async () => {
      for await (const chunk of parts.inflate('x')) size += chunk.length
    },
    { code: 'file-damaged' },
  )
  parts.close()
  assert.ok(size <= 100_000, `${size}`)
})

test('part names that reach out of the file or into an object are refused', async () => {
  for (const name of ['../../etc/x', '/etc/x', 'xl\\..\\x', '__proto__', 'xl/constructor/x', 'C:/x']) {
    await assert.rejects(readAll(withPart({ name, body: 'x' })), {
      value: { code: 'file-unsafe', details: { because: 'entry-name' } },
    })
  }
})

test('two parts of one name are refused: readers disagree on which one counts', async () => {
  await assert.rejects(readAll(withPart({ name: SHEET, body: 'x' })), {
    value: { code: 'file-unsafe', details: { because: 'entry-twice' } },
  })
})

test('ten thousand parts are refused, and a zip inside the workbook is not opened', async () => {
  const more = Array.from({ length: 10_000 }, (_, index) => ({ name: `x/${index}`, body: '' }))
  await assert.rejects(readAll(workbookBytes({ sheets: [people], more })), {
    value: { code: 'file-beyond-limit', details: { limit: 'entries', most: READING_LIMITS.entries } },
  })
  assert.equal(await readAll(withPart({ name: 'xl/embeddings/x.zip', body: zipBytes(entries) })), 1)
})

test('a document type is refused in every part, so no entity is defined and none is fetched', async () => {
  const doctype =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
  for (const name of [
    STRINGS,
    SHEET,
    'xl/workbook.xml',
    'xl/styles.xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
  ]) {
    const body = String(entries.find((entry) => entry.name === name)?.body)
    await assert.rejects(
      readAll(changed(name, { body: body.replace(/\?>\n/, `?>${doctype}`) })),
      { value: { code: 'file-unsafe', details: { because: 'doctype' } } },
      name,
    )
  }
})

test('a workbook that is cut off anywhere is damage, never half a list', async () => {
  const whole = zipBytes(entries)
  for (const share of [0.2, 0.5, 0.9, 0.99]) {
    await assert.rejects(readAll(whole.subarray(0, Math.floor(whole.length * share))), {
      code: 'file-damaged',
    })
  }
  const row = '<row r="1"><c t="str"><v>NIK</v></c></row><row r="2"><c><v>1</v></c></row>'
  for (const body of [
    `<worksheet><sheetData>${row}`,
    `<worksheet><sheetData>${row}<row r="3"><c r="A1"><v>1`,
  ]) {
    await assert.rejects(readAll(changed(SHEET, { body })), { code: 'file-damaged' })
  }
})

test('a row that goes back, a text that is not in the table and bytes that are no UTF-8 are damage', async () => {
  const bodies = [
    '<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>',
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
    Buffer.from(
      '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>\xE9</v></c></row></sheetData></worksheet>',
      'latin1',
    ),
  ]
  for (const body of bodies) await assert.rejects(readAll(changed(SHEET, { body })), { code: 'file-damaged' })
})

test('rows, columns, cells and shared texts each have their limit, and the row is named', async () => {
  const limited: readonly (readonly [limits: Partial<ReadingLimits>, row: number | undefined])[] = [
    [{ rows: 1 }, 2],
    [{ columns: 1 }, 1],
    [{ sharedLength: 20 }, undefined],
  ]
  for (const [limits, row] of limited) {
    const [limit] = Object.keys(limits)
    await assert.rejects(readAll(zipBytes(entries), limits), (error: { value?: { details: unknown } }) => {
      assert.deepEqual(error.value?.details, { limit, most: Object.values(limits)[0], ...(row && { row }) })
      return true
    })
  }
  const long = {
    name: 'Data',
    rows: [
      ['NIK', 'NAMA'],
      ['1699991702900001', 'A'.repeat(32_768)],
    ],
  }
  await assert.rejects(readAll(workbookBytes({ sheets: [long] })), { code: 'file-beyond-limit' })
  const far = `<worksheet><sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>`
  await assert.rejects(readAll(changed(SHEET, { body: far })), { code: 'file-beyond-limit' })
  const deep = `<worksheet><sheetData><row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>`
  await assert.rejects(readAll(changed(SHEET, { body: deep })), { code: 'file-beyond-limit' })
})
