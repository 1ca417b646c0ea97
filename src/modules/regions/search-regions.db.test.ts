import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { dottedCode, INDONESIA, regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { findRegions, type SearchLimits } from './search-regions.ts'

const { db } = await testDatabase()
const LIMITS: SearchLimits = { on: plainDate('2026-05-01'), within: INDONESIA, level: null, limit: 10 }

async function find(query: string, limits: Partial<SearchLimits> = {}) {
  return (await findRegions(db, query, { ...LIMITS, ...limits })).map(({ code, path, matchedBy }) => ({
    code: dottedCode(code),
    path,
    matchedBy,
  }))
}

const FIRST: readonly (readonly [query: string, code: string, matchedBy: string])[] = [
  ['musi banyu asin', '16.06', 'name'],
  ['Musi Banyuasin', '16.06', 'name'],
  ['  MUSI   BANYUASIN ', '16.06', 'name'],
  ['OKI', '16.02', 'alias'],
  ['plg', '16.71', 'alias'],
  ['muba', '16.06', 'alias'],
  ['oku timur', '16.08', 'alias'],
  ['pali', '16.12', 'alias'],
  ['muratara', '16.13', 'alias'],
  ['palembng', '16.71', 'similar'],
  ['kab. oki', '16.02', 'alias'],
  ['Kab.OKI', '16.02', 'alias'],
  ['kabupaten ogan komering ulu selatn', '16.09', 'similar'],
  ['lubuk lingau', '16.73', 'similar'],
  ['Lahat', '16.04', 'name'],
  ['MOESI BANJOEASIN', '16.06', 'similar'],
  ['Moesi Rawas', '16.05', 'name'],
  ['Soerabaja', '35.78', 'similar'],
  ['Djakarta', '31', 'alias'],
  ['Sumsel', '16', 'alias'],
  ['Jatim', '35', 'alias'],
  ['DKI', '31', 'alias'],
  ['DIY', '34', 'alias'],
  ['NTB', '52', 'alias'],
  ['Sby', '35.78', 'alias'],
  ['Bdg', '32.73', 'alias'],
  ['Jkt', '31', 'alias'],
  ['kab bogor', '32.01', 'name'],
  ['bogor kota', '32.71', 'name'],
  ['desa Epil kecamatan Lais', '16.06.02.2007', 'name'],
  ['Ds. Epil Kec. Lais', '16.06.02.2007', 'name'],
  ['epil lais', '16.06.02.2007', 'name'],
  ['Kel. Sukajadi, Talang Kelapa', '16.07.10.1004', 'name'],
  ['sukajadi talang kelapa banyuasin', '16.07.10.1004', 'name'],
  ['desa sukajdi kec talang klapa', '16.07.10.1004', 'similar'],
  ['kec sanga desa', '16.06.05', 'name'],
  ['kota agung lahat', '16.04.07', 'name'],
  ['sumsel, musi banyuasin', '16.06', 'name'],
  ['seberang ulu ii', '16.71.03', 'name'],
  ['16.06', '16.06', 'code'],
  ['1606', '16.06', 'code'],
  ['16.06.02.2007', '16.06.02.2007', 'code'],
]
for (const [query, code, matchedBy] of FIRST) {
  test(`"${query}" finds ${code} first`, async () => {
    const [best] = await find(query)
    assert.deepEqual([best?.code, best?.matchedBy], [code, matchedBy])
  })
}

test('a match says where it lies', async () => {
  assert.equal((await find('muba'))[0]?.path, 'Kab. Musi Banyuasin, Sumatera Selatan')
  assert.equal(
    (await find('16.06.02.2007'))[0]?.path,
    'Desa Epil, Kec. Lais, Kab. Musi Banyuasin, Sumatera Selatan',
  )
  assert.equal((await find('sumsel'))[0]?.path, 'Sumatera Selatan')
})

test('of equal matches the higher level comes first', async () => {
  const kota = (await find('pagar alam')).filter(({ matchedBy }) => matchedBy === 'name')
  assert.equal(kota[0]?.code, '16.72')
  assert.ok(kota.length > 1)
})

test('a search stays inside a region, a level and its limit', async () => {
  const inside = await find('sukajadi', { within: regionCode('16.07'), level: 4, limit: 3 })
  assert.equal(inside.length, 3)
  assert.ok(inside.every(({ code }) => code.startsWith('16.07.') && code.length === 13))
  assert.deepEqual(await find('16.06', { within: regionCode('17') }), [])
  assert.deepEqual(await find('16.06', { level: 1 }), [])
})

test('what resembles nothing finds nothing, and odd letters break nothing', async () => {
  for (const query of ['xyzzyq', '%', '_', "'; drop table regions --", '\\', '🌂', 'constructor', '{']) {
    assert.deepEqual(
      (await find(query)).filter(({ matchedBy }) => matchedBy !== 'similar'),
      [],
      query,
    )
  }
})

test('an empty question, an overlong one and a day without a map are refused by name', async () => {
  const refused = async (asked: Promise<unknown>) => {
    const error: unknown = await asked.then(
      () => null,
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof Refusal)
    return error.code
  }
  assert.equal(await refused(find(' ')), 'value-missing')
  assert.equal(await refused(find('a'.repeat(201))), 'value-out-of-range')
  assert.equal(await refused(find('muba', { on: plainDate('2020-01-01') })), 'region-map-unknown')
})
