import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { csvText, streamCsv, type CsvCell } from './csv.ts'

function oneCell(text: string): string {
  return csvText(['a'], [[text]]).split('\r\n')[1] ?? ''
}

test('text that a spreadsheet would run is made harmless', () => {
  for (const text of [
    '=HYPERLINK("http://x","k")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '＋1',
  ]) {
    assert.match(oneCell(text), /^"'/, JSON.stringify(text))
  }
})

test('ordinary text, quotes, line ends and separators stay as they are', () => {
  assert.equal(oneCell('PP 44/2015, Pasal 16'), '"PP 44/2015, Pasal 16"')
  assert.equal(oneCell('satu "dua"; tiga'), '"satu ""dua""; tiga"')
})

test('amounts are numbers, nothing is empty, and the file says that it is UTF-8', () => {
  assert.equal(csvText(['a', 'b', 'c'], [[1n, 2, null]]), '\uFEFF"a";"b";"c"\r\n1;2;\r\n')
})

test('a table whose reading fails in the middle is cut off, never ended as if it were whole', async () => {
  async function* pages(): AsyncGenerator<CsvCell[][]> {
    yield [['satu']]
    await Promise.resolve()
    throw new Error('the database went away')
  }
  const app = fastify()
  app.get('/', (_request, reply) => streamCsv(reply, 'tabel', ['a'], pages()))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    await assert.rejects(fetch(url).then((answer) => answer.text()))
  } finally {
    await app.close()
  }
})
