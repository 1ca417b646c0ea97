import Type, { type Static } from 'typebox'
import { FIGURE_KINDS, FIGURE_SEGMENTS, INDICATORS } from './figures.ts'

const strict = { additionalProperties: false }
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it, ID for the country',
  examples: ['16'],
})
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', expected: 'date' })
const indicator = Type.Enum([...INDICATORS], {
  description: 'A: of eligible workers · B: of employed persons · C: own-account workers under JKK and JKM',
})
const segment = Type.Enum([...FIGURE_SEGMENTS])
const confidence = Type.Enum(['H', 'M', 'L'], { description: 'How sure the source is' })
const persons = Type.Integer({ minimum: 0 })
const basisPoints = Type.Integer({ description: 'Hundredths of a percent: 3670 is 36.70 %' })
const text = Type.String()
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const figuresQuery = Type.Object(
  {
    region: Type.Optional(region),
    on: Type.Optional({ ...day, description: 'What was known on this day; today when left out' }),
  },
  strict,
)
export type FiguresQuery = Static<typeof figuresQuery>

export const indicatorsAnswer = Type.Object({
  indicators: Type.Array(
    Type.Object({
      indicator,
      title: text,
      numerator: text,
      denominator: text,
      caution: text,
      confidence,
    }),
  ),
})

export const publishedAnswer = Type.Object({
  region: text,
  figures: Type.Array(
    Type.Object({
      id: text,
      asOf: Type.String({ description: 'Year, month or day, as exact as the source' }),
      kind: Type.Enum([...FIGURE_KINDS]),
      segment,
      indicator: orNull(indicator),
      persons: orNull(persons),
      basisPoints: orNull(basisPoints),
      outOf: orNull(persons),
      source: text,
      confidence,
      remark: orNull(text),
    }),
  ),
})

export const denominatorsAnswer = Type.Object({
  region: text,
  denominators: Type.Array(
    Type.Object({ indicator, segment, persons, countedOn: day, vintage: text, source: text, confidence }),
  ),
})

export const targetsAnswer = Type.Object({
  region: text,
  targets: Type.Array(
    Type.Object({
      year: Type.Integer(),
      indicator,
      segment,
      basisPoints,
      source: text,
      confidence,
      published: Type.Boolean({ description: 'Ships with Payung; otherwise loaded by file' }),
      remark: orNull(text),
    }),
  ),
})

const cell = (description: string, examples: readonly string[] = []) =>
  Type.Optional(Type.String({ maxLength: 300, description, examples: [...examples] }))

/** Rows as they would stand in a file: the same reader reads both. */
export const loadFiguresBody = Type.Object(
  {
    kind: Type.Enum(['denominators', 'targets']),
    rows: Type.Array(
      Type.Object(
        {
          region: cell('Region code, ID for the country', ['16.06']),
          indicator: cell('A, B or C; A when left out'),
          segment: cell('all when left out'),
          persons: cell('Denominators: whole persons', ['213582']),
          countedOn: cell('Denominators: day of the count', ['2025-08-31']),
          year: cell('Targets: year; denominators: its last day'),
          percent: cell('Targets: percentage', ['49,46']),
          vintage: cell('Which edition of the source', ['Sakernas Agustus 2025']),
          source: cell('Who counted it, or where it is written'),
          confidence: cell('H, M or L; M when left out'),
        },
        strict,
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
    reason: Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' }),
  },
  { ...strict, title: 'LoadFigures' },
)
export type LoadFiguresBody = Static<typeof loadFiguresBody>

const count = Type.Integer({ minimum: 0 })
export const loadFiguresAnswer = Type.Object({ added: count, replaced: count, unchanged: count })
