import Type, { type Static } from 'typebox'
import { DATASET_NAMES } from './open-data.ts'

const strict = { additionalProperties: false }
const text = Type.String()

export const datasetPath = Type.Object({ dataset: Type.Enum([...DATASET_NAMES]) }, strict)
export type DatasetPath = Static<typeof datasetPath>

export const datasetQuery = Type.Object(
  {
    region: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 13,
        description: 'Region code; the country when left out',
        examples: ['16'],
      }),
    ),
    months: Type.Optional(
      Type.String({
        pattern: '^([1-9]|[12][0-9]|3[0-6])$',
        description: 'Months that have ended, up to 36; 13 when left out',
      }),
    ),
  },
  strict,
)
export type DatasetQuery = Static<typeof datasetQuery>

export const datasetListAnswer = Type.Object({
  licence: Type.Object({ name: text, title: text, path: text }),
  datasets: Type.Array(
    Type.Object({
      name: Type.Enum([...DATASET_NAMES]),
      title: text,
      numerator: text,
      denominator: text,
      notes: Type.Array(text),
      addresses: Type.Object({ jsonStat: text, csv: text, dataPackage: text, indicatorSheet: text }),
    }),
  ),
})

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const named = Type.Record(text, text)
export const jsonStatAnswer = Type.Object({
  version: Type.Literal('2.0'),
  class: Type.Literal('dataset'),
  label: text,
  source: text,
  updated: text,
  note: Type.Array(text),
  id: Type.Array(text),
  size: Type.Array(Type.Integer()),
  role: Type.Object({ geo: Type.Array(text), time: Type.Array(text), metric: Type.Array(text) }),
  dimension: Type.Object({
    area: Type.Object({
      label: text,
      category: Type.Object({ index: Type.Array(text), label: named }),
    }),
    month: Type.Object({ label: text, category: Type.Object({ index: Type.Array(text) }) }),
    measure: Type.Object({
      label: text,
      category: Type.Object({
        index: Type.Array(text),
        label: named,
        unit: Type.Record(text, Type.Object({ label: text, decimals: Type.Integer() })),
      }),
    }),
  }),
  value: Type.Array(orNull(Type.Number())),
  status: named,
  extension: Type.Object({ license: Type.Object({ name: text, title: text, path: text }) }),
})

export const dataPackageAnswer = Type.Object({
  profile: text,
  name: text,
  title: text,
  description: text,
  created: text,
  licenses: Type.Array(Type.Object({ name: text, title: text, path: text })),
  sources: Type.Array(Type.Object({ title: text })),
  resources: Type.Array(Type.Object({}, { additionalProperties: true })),
})

/** The same address with each of these behind it is the same sheet. */
export const sheetPath = Type.Object(
  { dataset: Type.Enum([...DATASET_NAMES]), format: Type.Enum(['csv', 'xlsx']) },
  strict,
)
export type SheetPath = Static<typeof sheetPath>
