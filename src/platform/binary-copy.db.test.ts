import assert from 'node:assert/strict'
import { finished } from 'node:stream/promises'
import { test } from 'node:test'
import fc from 'fast-check'
import { from as copyFrom } from 'pg-copy-streams'
import { testDatabase } from '../../test/database.ts'
import { BinaryRows } from './binary-copy.ts'

const { owner } = await testDatabase()
const { pool } = owner
await pool.query(`create table kept (place integer, text text, texts text[], bytes bytea, small smallint, whole integer,
  large bigint, money bigint, day date, moment timestamptz, id uuid)`)

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
})
type Row = typeof anyRow extends fc.Arbitrary<infer Value> ? Value : never

function write(rows: readonly Row[], isInParts: boolean): Buffer {
  const binary = new BinaryRows(11)
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
    binary.uuid(row.id)
    if (isInParts) parts.push(binary.take(false))
  }
  return Buffer.concat([...parts, binary.take(true)])
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
        `select text, texts, bytes, small, whole, large, money, day, moment, id from kept order by place`,
      )
      const expected = rows.map((row) => ({
        ...row,
        bytes: row.bytes && Buffer.from(row.bytes),
        large: row.large === null ? null : BigInt(row.large),
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
  const rows = new BinaryRows(11)
  rows.beginRow()
  rows.int4(1)
  await assert.rejects(load(rows.take(true)))
  assert.equal((await pool.query('select from kept')).rowCount, 0)
})
