import Type, { type Static } from 'typebox'
import { FIGURE_KINDS, FIGURE_SEGMENTS, INDICATORS } from '../figures/figures.ts'
import { COVERAGE_PARTS, COVERAGE_PLACES } from './coverage.ts'

const strict = { additionalProperties: false }
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', expected: 'date' })
const text = Type.String()
const count = Type.Integer({ minimum: 0 })
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const coverageQuery = Type.Object(
  {
    region: Type.String({
      minLength: 2,
      maxLength: 13,
      description: 'Region code, ID for the country',
      examples: ['16'],
    }),
    asOf: Type.Optional({ ...day, description: 'The day; today when left out' }),
    indicator: Type.Optional(
      Type.Enum([...INDICATORS], {
        description: 'A of eligible workers · B of employed persons · C own-account workers',
      }),
    ),
    by: Type.Optional(Type.Enum([...COVERAGE_PARTS])),
    place: Type.Optional(
      Type.Enum([...COVERAGE_PLACES], { description: 'Where people count; usually where they work' }),
    ),
  },
  strict,
)
export type CoverageQuery = Static<typeof coverageQuery>

const confidence = Type.Enum(['H', 'M', 'L'])
const figure = {
  region: text,
  indicator: Type.Enum([...INDICATORS]),
  segment: Type.Enum([...FIGURE_SEGMENTS]),
  asOf: day,
  numerator: count,
  members: Type.Integer({ minimum: 0, description: 'Memberships: somebody with two employers has two' }),
  denominator: orNull(count),
  percent: orNull(Type.String({ description: 'With two decimals and a point', examples: ['36.70'] })),
  target: orNull(Type.String({ description: 'Percent' })),
  targetSource: orNull(text),
  gapPeople: orNull(count),
  gapRupiahPerYear: orNull(count),
  source: Type.Object({
    numerator: text,
    denominator: orNull(Type.Object({ source: text, vintage: text, countedOn: day, confidence })),
  }),
}
export const coverageAnswer = Type.Object({
  ...figure,
  place: Type.Enum([...COVERAGE_PLACES]),
  rows: Type.Array(
    Type.Object({
      part: text,
      numerator: count,
      members: count,
      denominator: orNull(count),
      percent: orNull(text),
      target: orNull(text),
      gapPeople: orNull(count),
      gapRupiahPerYear: orNull(count),
    }),
  ),
  published: Type.Array(
    Type.Object({
      asOf: text,
      kind: Type.Enum([...FIGURE_KINDS]),
      segment: Type.Enum([...FIGURE_SEGMENTS]),
      indicator: orNull(Type.Enum([...INDICATORS])),
      persons: orNull(count),
      percent: orNull(text),
      source: text,
      confidence,
    }),
  ),
})
