import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dottedCode } from '../../kernel/region-code.ts'
import { readOutlines } from './boundaries.ts'

const RING = [
  [104, -3],
  [104.5, -3],
  [104.5, -3.5],
  [104, -3],
]
const polygon = (ring: unknown = RING) => ({ type: 'Polygon', coordinates: [ring] })
const feature = (properties: object, geometry: object = polygon()) => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (features: unknown[], rest: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...rest, features })
const read = (...features: unknown[]) => readOutlines(collection(features))

test('outlines are read with the code under any of its usual names, dotted or padded', () => {
  const { outlines, problems } = read(
    feature({ code: '16.01' }),
    feature({ kode: '1602' }),
    feature({ KODE: 1603000000 }),
    feature({ kd_wilayah: '16.04' }, { type: 'MultiPolygon', coordinates: [[RING], [RING]] }),
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(
    outlines.map(({ code }) => dottedCode(code)),
    ['16.01', '16.02', '16.03', '16.04'],
  )
})

test('a file says its own source and licence; a byte order mark and WGS 84 are no error', () => {
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
  const text = collection([feature({ code: '16' })], { crs, source: 'Contoh', license: 'CC0' })
  const { source, license, problems } = readOutlines(`\uFEFF${text}`)
  assert.deepEqual([source, license, problems], ['Contoh', 'CC0', []])
})

const BROKEN: readonly (readonly [string, string, string])[] = [
  ['text that is no JSON', '{', 'not-json'],
  ['a single geometry', JSON.stringify(polygon()), 'not-a-feature-collection'],
  [
    'a projected coordinate system',
    collection([], { crs: { type: 'name', properties: { name: 'EPSG:23830' } } }),
    'other-coordinate-system',
  ],
  ['no region at all', collection([]), 'no-features'],
  [
    'a feature without properties',
    collection([{ type: 'Feature', geometry: polygon() }]),
    'feature-malformed',
  ],
  ['a feature without a code', collection([feature({ nama: 'X' })]), 'code-missing'],
  ['a code of the wrong shape', collection([feature({ code: 'XVI' })]), 'code-malformed'],
  ['a region drawn twice', collection([feature({ code: '16.01' }), feature({ code: '1601' })]), 'duplicate'],
  [
    'regions of two levels',
    collection([feature({ code: '16.01' }), feature({ code: '16' })]),
    'levels-mixed',
  ],
  [
    'a point',
    collection([feature({ code: '16' }, { type: 'Point', coordinates: [104, -3] })]),
    'geometry-kind',
  ],
  [
    'an empty outline',
    collection([feature({ code: '16' }, { type: 'MultiPolygon', coordinates: [] })]),
    'geometry-kind',
  ],
  [
    'a ring of three positions',
    collection([feature({ code: '16' }, polygon(RING.slice(1)))]),
    'ring-too-short',
  ],
  [
    'an open ring',
    collection([feature({ code: '16' }, polygon([...RING.slice(0, 3), [104.1, -3]]))]),
    'ring-open',
  ],
  [
    'a position of text',
    collection([feature({ code: '16' }, polygon([...RING.slice(0, 3), ['104', '-3']]))]),
    'position-malformed',
  ],
  [
    'latitude before longitude',
    collection([feature({ code: '16' }, polygon(RING.map((p) => p.toReversed())))]),
    'outside-indonesia',
  ],
]
for (const [name, text, kind] of BROKEN) {
  test(`the check of outlines finds ${name}`, () => {
    assert.deepEqual(
      readOutlines(text).problems.map((problem) => problem.kind),
      [kind],
    )
  })
}
