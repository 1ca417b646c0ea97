import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { uploadFolder } from '../../../../test/uploads.ts'
import { workbookBytes, zipBytes } from '../../../../test/workbook-bytes.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { fileKindOf } from './file-kind.ts'
import { READING_LIMITS } from './reading-limits.ts'

const upload = uploadFolder()
const kindOf = (bytes: Buffer | string, name?: string) => fileKindOf(upload(bytes, name), READING_LIMITS)

/** An OLE container of two sectors whose directory names one stream. */
function ole(stream: string): Buffer {
  const bytes = Buffer.alloc(4_096)
  bytes.write('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'latin1')
  bytes.write(stream, 1_024, 'utf16le')
  return bytes
}

const list = 'NIK;NAMA\n1699991702900001;SITI\n'

test('a list is known by its bytes, whatever its name says', async () => {
  const workbook = workbookBytes({ sheets: [{ name: 'Data', rows: [['NIK', 'NAMA']] }] })
  assert.equal(await kindOf(workbook, 'daftar.csv'), 'xlsx')
  assert.equal(await kindOf(list, 'daftar.xlsx'), 'csv')
  assert.equal(await kindOf(`\uFEFF${list}`, 'daftar.xls'), 'csv')
  assert.equal(await kindOf(Buffer.from(list, 'utf16le'), 'daftar.txt'), 'csv')
})

test('each thing that people send by mistake is refused by its own name, with what to do', async () => {
  const mistakes: readonly (readonly [kind: string, bytes: Buffer | string])[] = [
    ['xls', ole('Workbook')],
    ['xls', Buffer.from('\x09\x08\x10\0\0\x06\x05\0', 'latin1')],
    ['encrypted', ole('EncryptedPackage')],
    ['xlsb', zipBytes([{ name: 'xl/workbook.bin', body: 'x' }])],
    ['ods', zipBytes([{ name: 'mimetype', body: 'application/vnd.oasis.opendocument.spreadsheet' }])],
    ['html', '<html><table><tr><td>NIK</td></tr></table></html>'],
    ['html', '\r\n <!DOCTYPE html><html></html>'],
    ['html', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>'],
    ['xml', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'],
    ['json', '[{"nik":"1699991702900001"}]'],
    ['pdf', '%PDF-1.7\n'],
    ['image', Buffer.from('\xFF\xD8\xFF\xE0', 'latin1')],
    [
      'document',
      zipBytes([
        { name: 'word/document.xml', body: '<w/>' },
        { name: '[Content_Types].xml', body: '' },
      ]),
    ],
    ['program', Buffer.from('MZ\x90\0', 'latin1')],
    ['compressed', gzipSync(list)],
    ['compressed', zipBytes([{ name: 'daftar.csv', body: list }])],
    ['database', 'SQLite format 3\0'],
    ['unknown', Buffer.from(Array.from({ length: 64 }, (_, at) => at % 8))],
  ]
  for (const [found, bytes] of mistakes) {
    await assert.rejects(kindOf(bytes, 'daftar.xlsx'), (error) => {
      assert.ok(error instanceof Refusal, String(error))
      assert.deepEqual(error.value, { code: 'file-kind-refused', details: { found } })
      assert.ok(refusalSentence(error.value).length > 20)
      return true
    })
  }
})

test('a file of no bytes holds no list, and one that is not there cannot be read', async () => {
  await assert.rejects(kindOf(''), { code: 'list-empty' })
  await assert.rejects(fileKindOf('/tidak/ada', READING_LIMITS), { code: 'file-unreadable' })
})

test('a file above the limit of bytes is refused before it is read', async () => {
  await assert.rejects(fileKindOf(upload(list), { ...READING_LIMITS, fileBytes: 10 }), {
    code: 'file-beyond-limit',
  })
})
