import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { inflateSync } from 'node:zlib'
import { test } from 'node:test'
import { Refusal } from '../kernel/refusal.ts'
import { MOST_PDF_ROWS, pdfStream, type PdfPart } from './pdf-out.ts'

const documentOf = (parts: readonly PdfPart[]) =>
  pdfStream({ title: 'Mutasi akun', language: 'id', parts, sign: 'Payung, 20 Mei 2026' })
const rows = (count: number) => Array.from({ length: count }, (_, row) => [String(row), 'Rp 16.800'])
const columns = [
  { title: 'Uraian', isWide: true },
  { title: 'Jumlah', isNumber: true },
]

/** How often a page is described, and how many pictures are drawn: a code and the mask of its edges. */
function countsOf(pdf: Buffer): { pages: number; images: number } {
  const text = pdf.toString('latin1')
  return {
    pages: text.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0,
    images: text.match(/\/Subtype \/Image/g)?.length ?? 0,
  }
}

/** The glyphs of a page's text are in compressed streams: all of them, unpacked. */
function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(([, body = '']) => {
    try {
      return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
    } catch {
      return []
    }
  })
}

test('a document has as many pages as its rows need, and a QR code as a picture', async () => {
  const pdf = await buffer(
    await documentOf([
      { heading: 'Tagihan' },
      { facts: [['Nomor', '000001']] },
      { columns, rows: rows(120), foot: ['Jumlah', 'Rp 2.016.000'] },
      { qr: '00020101021226', about: 'Pindai untuk membayar' },
    ]),
  )
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  assert.deepEqual(countsOf(pdf), { pages: 4, images: 2 })
})

test('the header of a table stands on every page again', async () => {
  const one = streamsOf(await buffer(await documentOf([{ columns, rows: rows(1) }])))
  const many = streamsOf(await buffer(await documentOf([{ columns, rows: rows(150) }])))
  const pagesOf = (streams: readonly string[]) => streams.filter((each) => each.includes(' Tf'))
  // The bold face is used by the title once and by the header of each page.
  const boldOn = (page: string) => page.includes('/F2 9 Tf')
  assert.ok(pagesOf(one).every(boldOn))
  assert.ok(pagesOf(many).length > 2 && pagesOf(many).every(boldOn))
})

test('a document that is too long is refused before memory is taken for it', async () => {
  await assert.rejects(
    documentOf([{ columns, rows: rows(MOST_PDF_ROWS + 1) }]),
    (error) => error instanceof Refusal && error.code === 'too-long-for-paper',
  )
})

test('one that fails does not keep the next from being made', async () => {
  const broken = documentOf([{ qr: 'x'.repeat(10_000), about: '' }])
  const next = documentOf([{ text: 'Lunas' }])
  await assert.rejects(broken)
  assert.ok((await buffer(await next)).length > 1_000)
})
