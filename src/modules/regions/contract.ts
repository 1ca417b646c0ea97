import Type from 'typebox'
import { MATCHED_BY } from './regions.ts'

const day = Type.String({
  format: 'date',
  description: 'Hari, tahun-bulan-tanggal',
  examples: ['2026-05-01'],
})
const writtenCode = Type.String({
  description: 'Kode Kemendagri bertitik, atau ID untuk seluruh Indonesia',
  examples: ['16.06'],
})
const kind = Type.Enum([
  'negara',
  'provinsi',
  'kabupaten',
  'kota',
  'kecamatan',
  'kelurahan',
  'desa',
  'desa-adat',
])

const count = Type.Integer({ minimum: 0 })
const regionReference = { code: writtenCode, name: Type.String(), kind }

export const regionCounts = Type.Object(
  {
    provinsi: count,
    kabupaten: count,
    kota: count,
    kecamatan: count,
    desa: count,
    'desa-adat': count,
    kelurahan: count,
  },
  { description: 'Banyaknya wilayah di bawahnya, menurut jenis' },
)

export const regionPopulation = Type.Object({
  value: count,
  asOf: day,
  decree: Type.String(),
  source: Type.String(),
  restated: Type.Boolean({ description: 'Dibagi menurut bobot perubahan wilayah sesudah tanggal itu' }),
})

export const regionSource = Type.Object({
  attribution: Type.String(),
  license: Type.String(),
  url: Type.String(),
  decree: Type.String(),
  inForceOn: day,
})

const population = Type.Union([regionPopulation, Type.Null()])

export const regionParams = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 13, examples: ['16.06'] }) },
  { additionalProperties: false },
)

const onQuery = { on: Type.Optional(day) }

export const regionQuery = Type.Object(onQuery, { additionalProperties: false })

export const searchQuery = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 200, examples: ['musi banyu asin'] }),
    within: Type.Optional(writtenCode),
    level: Type.Optional(
      Type.String({
        pattern: '^[1-4]$',
        description: '1 provinsi, 2 kabupaten/kota, 3 kecamatan, 4 desa/kelurahan',
      }),
    ),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,2}$', description: '1 sampai 50; biasanya 10' })),
    ...onQuery,
  },
  { additionalProperties: false },
)

export const regionAnswer = Type.Object({
  ...regionReference,
  path: Type.Array(Type.Object(regionReference), { description: 'Wilayah di atasnya, dari provinsi' }),
  title: Type.String({ examples: ['Kab. Musi Banyuasin, Sumatera Selatan'] }),
  counts: regionCounts,
  population,
  validFrom: Type.Union([day, Type.Null()]),
  validTo: Type.Union([day, Type.Null()], { description: 'Hari pertama tidak berlaku lagi' }),
  decree: Type.String(),
  on: day,
  source: regionSource,
})

export const childrenAnswer = Type.Object({
  ...regionReference,
  on: day,
  children: Type.Array(Type.Object({ ...regionReference, counts: regionCounts, population })),
  source: regionSource,
})

export const searchAnswer = Type.Object({
  query: Type.String(),
  on: day,
  matches: Type.Array(
    Type.Object({
      ...regionReference,
      path: Type.String(),
      score: Type.Number({ minimum: 0, maximum: 1 }),
      matchedBy: Type.Enum([...MATCHED_BY]),
    }),
  ),
  source: regionSource,
})

export type RegionQuery = Type.Static<typeof regionQuery>
export type SearchQuery = Type.Static<typeof searchQuery>
export type RegionAnswer = Type.Static<typeof regionAnswer>
export type ChildrenAnswer = Type.Static<typeof childrenAnswer>
export type SearchAnswer = Type.Static<typeof searchAnswer>
