import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { clockAt } from '../../platform/clock.ts'
import { LawBook } from '../../rules/law-book.ts'
import { importPeople } from './import-people.ts'
import { nikIndex, openPerson } from './seal-person.ts'

const { db, pool, owner } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'payung-long-'))
after(() => rm(folder, { recursive: true }))
const ring = testRing()
const deps = { db, pool, clock: clockAt(TEST_NOW), ring, book: new LawBook(), folder: join(folder, 'kept') }

/** More rows than wait for the database at once, so that their memory is used a second time. */
const LONG = 24_000

const nikOf = (place: number) =>
  `169999${String(1 + (place % 28)).padStart(2, '0')}0185${String(1 + Math.floor(place / 28)).padStart(4, '0')}`
const phoneOf = (place: number) => `+62812${String(10_000_000 + place)}`
const nameOf = (place: number) =>
  `ORANG ${Array.from(String(100_000 + place), (digit) => 'BCDFGHJKLM'.charAt(Number(digit))).join('A')}`
const lineOf = (place: number, occupation = 'PETANI') =>
  [nikOf(place), nameOf(place), phoneOf(place).replace('+62', '0'), occupation].join(';')

async function take(lines: readonly string[]) {
  const path = join(folder, 'daftar.csv')
  await writeFile(path, ['NIK;NAMA;NO HP;PEKERJAAN', ...lines].join('\n'))
  const region = regionCode('16.06.01.2001')
  const ask = { path, fileName: 'daftar.csv', region, purpose: 'residents', isRehearsal: false } as const
  return importPeople(deps, { kind: 'system', systemUser: 'operator' }, ask)
}

/** Everybody a list brought, opened: row of the list, name, number, phone, and whom the number names. */
async function broughtBy(importId: string | null) {
  const rows = await rowsOf<{
    id: string
    import_row: number
    name: string
    name_keys: string[]
    sealed: Buffer
    value_index: Buffer
  }>(
    owner,
    `select p.id::text, p.import_row, p.name, p.name_keys, p.sealed, i.value_index
     from people p join identities i on i.person_id = p.id where p.import_id = $1 order by p.import_row`,
    [importId],
  )
  return rows.map(({ id, import_row, name, name_keys, sealed, value_index }) => {
    const { nik, phone } = openPerson(ring, 'people', id, sealed)
    return [import_row, name, name_keys.length, nik, phone, value_index.equals(nikIndex(ring, nik))]
  })
}

/** The same as the lines themselves say; the first line of a file is its second row. */
const told = (places: readonly number[], firstRow = 2) =>
  places.map((place, row) => [row + firstRow, nameOf(place), 2, nikOf(place), phoneOf(place), true])

const placesOf = (first: number, count: number) => Array.from({ length: count }, (_, place) => first + place)

test('everybody of a long list is written as his own row tells of him', async () => {
  const places = placesOf(0, LONG)
  const { importId, tally } = await take(places.map((place) => lineOf(place)))
  assert.deepEqual([tally.rows, tally.accepted], [LONG, LONG])
  assert.deepEqual(await broughtBy(importId), told(places))
})

test('a list of mostly known people brings the few new ones, and mends whom it tells otherwise', async () => {
  const known = placesOf(0, 11_000)
  const fresh = placesOf(LONG, 700)
  const lines = [...known, ...fresh].map((place) => lineOf(place, place === 10_999 ? 'NELAYAN' : 'PETANI'))
  const { importId, tally } = await take(lines)
  assert.deepEqual([tally.accepted, tally.duplicates], [701, 10_999])
  assert.deepEqual(await broughtBy(importId), told(fresh, 11_002))
  const mended = await rowsOf(owner, `select name from people where occupation = 'NELAYAN'`)
  assert.deepEqual(mended, [{ name: nameOf(10_999) }])
})
