import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { regionsCommands } from './regions.ts'

const { db, pool, owner } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'payung-regions-'))
after(() => rm(folder, { recursive: true }))

/** Runs a command as `main.ts` does and gives back what it printed. */
async function run(
  name: string,
  positionals: readonly string[],
  options: Record<string, string | true> = {},
  json = true,
): Promise<string> {
  const command = regionsCommands.find((each) => each.name === name)
  assert.ok(command, name)
  const lines: string[] = []
  const code = await command.run({
    positionals,
    options: new Map(Object.entries(options)),
    json,
    env: {},
    out: (line) => lines.push(line),
    err: () => assert.fail('nothing goes to stderr'),
    flushed: () => Promise.resolve(),
    openDatabase: () => Promise.resolve({ db, pool, close: () => Promise.resolve() }),
    openOwnerDatabase: () => Promise.resolve(owner),
  })
  assert.equal(code, 0)
  return lines.join('\n')
}

type Tree = {
  code: string
  kind: string
  counts: Record<string, number>
  population: { value: number } | null
  children: Tree[]
}

async function refusalOf(asked: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Refusal, String(error))
  return error
}

test('regions tree 16 --depth 1 gives 17 regions whose counts and population add up', async () => {
  const tree = JSON.parse(await run('regions tree', ['16'], { depth: '1', on: '2026-05-01' })) as Tree
  assert.equal(tree.children.length, 17)
  for (const [kind, count] of Object.entries({
    kabupaten: 13,
    kota: 4,
    kecamatan: 241,
    desa: 2_856,
    kelurahan: 403,
  })) {
    assert.equal(tree.counts[kind], count)
    const below = tree.children.reduce(
      (sum, child) => sum + (child.counts[kind] ?? 0) + (child.kind === kind ? 1 : 0),
      0,
    )
    assert.equal(below, count)
  }
  assert.equal(tree.population?.value, 9_064_690)
  assert.equal(
    tree.children.reduce((sum, child) => sum + (child.population?.value ?? 0), 0),
    9_064_690,
  )
})

test('the counts of a tree are the same however deep it is shown', async () => {
  const counts = async (depth: string) =>
    (JSON.parse(await run('regions tree', ['16'], { depth })) as Tree).counts
  const shallow = await counts('0')
  for (const depth of ['1', '2', '3']) assert.deepEqual(await counts(depth), shallow)
})

test('without --json the tree is a table with its day and source', async () => {
  const table = await run('regions tree', ['16.06'], { on: '2026-05-01' }, false)
  assert.match(table, /^wilayah +kab +kota +kec +desa +kel +penduduk$/m)
  assert.match(table, /^16\.06 Kabupaten Musi Banyuasin +0 +0 +15 +229 +13 +736\.897$/m)
  assert.match(table, /Peta wilayah 1 Mei 2026\. Sumber: idn-area-data/)
})

test('regions find answers for programs and for people', async () => {
  const { matches } = JSON.parse(await run('regions find', ['musi banyu asin'])) as {
    matches: { code: string }[]
  }
  assert.equal(matches[0]?.code, '16.06')
  assert.match(
    await run('regions find', ['OKI'], {}, false),
    /16\.02 Kab\. Ogan Komering Ilir, Sumatera Selatan +sebutan/,
  )
  assert.match(await run('regions find', ['xyzzyq'], {}, false), /Tidak ada wilayah yang mirip/)
})

const BAD: readonly (readonly [string, string[], Record<string, string>, string])[] = [
  ['regions tree', ['99'], {}, 'region-unknown'],
  ['regions tree', ['Sumsel'], {}, 'value-malformed'],
  ['regions tree', ['16'], { depth: '4' }, 'value-out-of-range'],
  ['regions tree', ['16'], { depth: '1.5' }, 'value-malformed'],
  ['regions tree', ['16', '17'], {}, 'field-unknown'],
  ['regions find', [], {}, 'value-missing'],
  ['regions boundaries', [], {}, 'value-missing'],
  ['regions changes preview', ['/tidak/ada.json'], {}, 'file-unreadable'],
  ['regions changes revert', ['/tidak/ada.json'], {}, 'value-missing'],
]
for (const [name, positionals, options, code] of BAD) {
  test(`${name} ${positionals.join(' ')} ${JSON.stringify(options)} is refused: ${code}`, async () => {
    assert.equal((await refusalOf(run(name, positionals, options))).code, code)
  })
}

test('a change is previewed, applied and taken back from a file', async () => {
  const file = join(folder, 'perubahan.json')
  const change = {
    title: 'Nama baru rekaan',
    decree: 'PP 99/2026 (rekaan)',
    source: 'contoh rekaan',
    effectiveOn: '2027-01-01',
    renames: [{ code: '16.04', name: 'Kabupaten Lahat Raya' }],
  }
  await writeFile(file, JSON.stringify(change))
  assert.match(
    await run('regions changes preview', [file], {}, false),
    /Pratinjau: Nama baru rekaan.*1 Januari 2027/,
  )
  assert.match(
    await run('regions changes apply', [file], {}, false),
    /16\.04 Kabupaten Lahat → Kabupaten Lahat Raya/,
  )
  const nameOn = async (on: string) =>
    (JSON.parse(await run('regions tree', ['16.04'], { on })) as { name: string }).name
  assert.deepEqual(
    [await nameOn('2026-12-31'), await nameOn('2027-01-01')],
    ['Kabupaten Lahat', 'Kabupaten Lahat Raya'],
  )
  assert.match(
    await run('regions changes revert', [file], { reason: 'salah' }, false),
    /Dibatalkan: Nama baru rekaan/,
  )
  assert.equal(await nameOn('2027-01-01'), 'Kabupaten Lahat')
})

test('a population that was divided over a later change is marked in the table', async () => {
  const file = join(folder, 'pemekaran.json')
  const change = {
    title: 'Pemekaran rekaan',
    decree: 'UU 99/2026 (rekaan)',
    source: 'contoh rekaan',
    effectiveOn: '2027-01-01',
    create: [{ code: '16.14', name: 'Kabupaten Contoh' }],
    moves: [{ from: '16.06.05', to: '16.14.01' }],
  }
  await writeFile(file, JSON.stringify(change))
  await run('regions changes apply', [file])
  const table = await run('regions tree', ['16'], { on: '2027-01-01' }, false)
  assert.match(table, /^ +16\.14 Kabupaten Contoh .*\d\*$/m)
  assert.match(table, /^ +16\.07 Kabupaten Banyuasin .*888\.324$/m)
  assert.match(table, /^\* Dibagi menurut bobot/m)
})
