import Type, { type Static } from 'typebox'
import { FIGURE_KINDS, FIGURE_SEGMENTS, INDICATORS } from '../figures/figures.ts'
import { COUNTINGS, COVERAGE_PARTS, COVERAGE_PLACES, JAKON_SCOPES } from './coverage.ts'

const strict = { additionalProperties: false }
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', expected: 'date' })
const text = Type.String()
const count = Type.Integer({ minimum: 0 })
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code, ID for the country',
  examples: ['16'],
})
const asOf = Type.Optional({ ...day, description: 'The day; today when left out' })
const indicator = Type.Optional(
  Type.Enum([...INDICATORS], {
    description: 'A of eligible workers · B of employed persons · C own-account workers',
  }),
)
const counting = Type.Optional(
  Type.Enum([...COUNTINGS], {
    description: 'Who is protected here, or only whom BPJS Ketenagakerjaan has told of as a member',
  }),
)
const knownOn = Type.Optional({
  ...day,
  description: 'As it was known at the end of this day, from the rows',
})
const place = Type.Optional(
  Type.Enum([...COVERAGE_PLACES], { description: 'Where people count; usually where they work' }),
)
const jakon = Type.Optional(
  Type.Enum([...JAKON_SCOPES], {
    description: 'With construction in the denominator, or without; it is never in our own count',
  }),
)

export const coverageQuery = Type.Object(
  {
    region,
    asOf,
    indicator,
    counting,
    by: Type.Optional(Type.Enum([...COVERAGE_PARTS])),
    place,
    jakon,
    fromRows: Type.Optional(Type.Enum(['yes'], { description: 'Count from the rows: slow, and the same' })),
    knownOn,
  },
  strict,
)
export type CoverageQuery = Static<typeof coverageQuery>

export const rankingQuery = Type.Object({ region, asOf, indicator, counting, place, jakon, knownOn }, strict)
export type RankingQuery = Static<typeof rankingQuery>

export const moversQuery = Type.Object(
  {
    region,
    from: Type.Optional({
      ...day,
      description: 'The earlier day; the end of the month before when left out',
    }),
    to: Type.Optional({ ...day, description: 'The later day; today when left out' }),
    indicator,
    counting,
    place,
    knownOn,
  },
  strict,
)
export type MoversQuery = Static<typeof moversQuery>

export const trendQuery = Type.Object(
  {
    region,
    months: Type.Optional(
      Type.String({ pattern: '^([1-9]|[1-5][0-9]|60)$', description: 'Up to 60; 13 when left out' }),
    ),
    until: Type.Optional(
      Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$', description: 'The last month; this one when left out' }),
    ),
    indicator,
    counting,
    place,
    knownOn,
  },
  strict,
)
export type TrendQuery = Static<typeof trendQuery>

const confidence = Type.Enum(['H', 'M', 'L'])
const numbers = {
  numerator: orNull(count),
  members: orNull(
    Type.Integer({ minimum: 0, description: 'Memberships: somebody with two employers has two' }),
  ),
  isHidden: Type.Boolean({
    description: 'So few that it would tell of somebody, or would give such a figure away',
  }),
  denominator: orNull(count),
  percent: orNull(Type.String({ description: 'With two decimals and a point', examples: ['36.70'] })),
  target: orNull(Type.String({ description: 'Percent' })),
  gapPeople: orNull(count),
  gapRupiahPerYear: orNull(count),
}
const source = Type.Object({
  numerator: text,
  denominator: orNull(Type.Object({ source: text, vintage: text, countedOn: day, confidence })),
})
const figure = {
  region: text,
  indicator: Type.Enum([...INDICATORS]),
  counting: Type.Enum([...COUNTINGS]),
  segment: Type.Enum([...FIGURE_SEGMENTS]),
  asOf: day,
  ...numbers,
  targetSource: orNull(text),
  source,
}
export const coverageAnswer = Type.Object({
  ...figure,
  place: Type.Enum([...COVERAGE_PLACES]),
  jakon: Type.Enum([...JAKON_SCOPES]),
  countedFrom: Type.Enum(['counters', 'rows']),
  knownAt: orNull(text),
  leastShown: orNull(
    Type.Integer({
      minimum: 0,
      description: 'Fewer people than this are hidden from the asker; null: none are',
    }),
  ),
  rows: Type.Array(Type.Object({ part: text, ...numbers })),
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

export const rankingAnswer = Type.Object({
  asOf: day,
  rows: Type.Array(
    Type.Object({
      region: text,
      place: orNull(Type.Integer({ minimum: 1, description: 'Equal shares share a place' })),
      ...numbers,
      source,
    }),
  ),
})

const change = Type.Integer({ description: 'Persons; below zero: fewer' })
export const moversAnswer = Type.Object({
  from: day,
  to: day,
  source: text,
  rows: Type.Array(
    Type.Object({
      region: text,
      before: orNull(count),
      after: orNull(count),
      change: orNull(change),
      percentChange: orNull(
        Type.String({ description: 'Points; null where the denominator is another', examples: ['+1.25'] }),
      ),
      isHidden: Type.Boolean(),
    }),
  ),
})

export const trendAnswer = Type.Object({
  rows: Type.Array(
    Type.Object({
      month: text,
      asOf: day,
      ...numbers,
      path: orNull(
        Type.String({ description: 'Percent on the straight line between the targets of two years' }),
      ),
      source,
    }),
  ),
})
