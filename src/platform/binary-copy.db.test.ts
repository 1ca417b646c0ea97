import assert from 'node:assert/strict'
import { finished } from 'node:stream/promises'
import { test } from 'node:test'
import fc from 'fast-check'
import { from as copyFrom } from 'pg-copy-streams'
import { testDatabase } from '../../test/database.ts'
import { BinaryRows, COPY_END, COPY_HEAD, uuidBytes } from './binary-copy.ts'

const { owner } = await testDatabase()
const { pool } = owner
await pool.query(`create table kept (place integer, text text, texts text[], bytes bytea, small smallint, whole integer,
  large bigint, money bigint, day date, moment timestamptz, id uuid, letters bytea)`)

const writable = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\u0000'))
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null })
const between = (first: string, last: string) =>
  fc.date({ min: new Date(first), max: new Date(last), noInvalidDate: true })

const anyRow = fc.record({
  text: orNull(writable),
  texts: fc.array(writable, { maxLength: 4 }),
  bytes: orNull(fc.uint8Array({ maxLength: 300 })),
  small: orNull(fc.integer({ min: -32_768, max: 32_767 })),
  whole: orNull(fc.integer()),
  large: orNull(fc.maxSafeInteger()),
  money: orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  day: orNull(between('1900-01-01', '2100-12-31').map((date) => date.toISOString().slice(0, 10))),
  moment: orNull(between('1900-01-01', '2100-12-31')),
  id: orNull(fc.uuid()),
  letters: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
})
type Row = typeof anyRow extends fc.Arbitrary<infer Value> ? Value : never

function write(rows: readonly Row[], isInParts: boolean): Buffer {
  const binary = new BinaryRows(12, 64)
  const parts: Buffer[] = []
  for (const [place, row] of rows.entries()) {
    binary.beginRow()
    binary.int4(place)
    binary.text(row.text)
    binary.texts(row.texts)
    binary.bytes(row.bytes)
    binary.int2(row.small)
    binary.int4(row.whole)
    binary.int8(row.large)
    binary.int8(row.money)
    binary.date(row.day)
    binary.timestamp(row.moment)
    binary.bytes(row.id === null ? null : uuidBytes(row.id))
    binary.latin1(row.letters)
    if (!isInParts) continue
    parts.push(Buffer.from(binary.part(0, binary.length)))
    binary.clear()
  }
  return Buffer.concat([COPY_HEAD, ...parts, binary.part(0, binary.length), COPY_END])
}

async function load(bytes: Buffer): Promise<void> {
  const client = await pool.connect()
  try {
    const stream = client.query(copyFrom('copy kept from stdin (format binary)'))
    stream.end(bytes)
    await finished(stream)
  } finally {
    client.release()
  }
}

test('what is written in binary is what the database holds, whatever it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 12 }), fc.boolean(), async (rows, isInParts) => {
      await pool.query('truncate kept')
      await load(write(rows, isInParts))
      const { rows: kept } = await pool.query<Record<string, unknown>>(
        `select text, texts, bytes, small, whole, large, money, day, moment, id, letters from kept order by place`,
      )
      const expected = rows.map((row) => ({
        ...row,
        bytes: row.bytes && Buffer.from(row.bytes),
        large: row.large === null ? null : BigInt(row.large),
        letters: Buffer.from(row.letters, 'latin1'),
      }))
      assert.deepEqual(kept, expected)
    }),
    { numRuns: 60 },
  )
})

test('a text longer than the first buffer is written whole', async () => {
  await pool.query('truncate kept')
  const [long] = fc.sample(anyRow, 1)
  assert.ok(long)
  await load(write([{ ...long, text: 'é'.repeat(3_000_000) }], false))
  const { rows } = await pool.query<{ length: number }>('select length(text) from kept')
  assert.deepEqual(rows, [{ length: 3_000_000 }])
})

test('a row with a value too few loads nothing', async () => {
  await pool.query('truncate kept')
  const rows = new BinaryRows(12, 64)
  rows.beginRow()
  rows.int4(1)
  await assert.rejects(load(Buffer.concat([COPY_HEAD, rows.part(0, rows.length), COPY_END])))
  assert.equal((await pool.query('select from kept')).rowCount, 0)
})
