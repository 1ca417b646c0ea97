import Type, { type Static } from 'typebox'
import { PROGRAMMES } from '../../rules/membership.ts'
import { VULNERABLE_GROUPS } from '../people/people.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description })
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06'],
})
const whole = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description })
const rupiah = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 10_000_000_000, description, expected: 'whole-rupiah' })
const list = <Each extends Type.TSchema>(each: Each, description: string) =>
  Type.Array(each, { minItems: 1, maxItems: 100, description })

/** Who may be in it. What is left out asks nothing; what is given must all hold. */
export const eligibility = {
  ageFrom: optional(whole(0, 120, 'At least this old on the first day; with ageBelow')),
  ageBelow: optional(whole(1, 121, 'Younger than this on the first day')),
  within: optional(list(region, 'Lives in one of these regions')),
  worksWithin: optional(list(region, 'Works in one of these regions')),
  occupations: optional(
    list(Type.Enum([...VULNERABLE_GROUPS]), 'Works in one of these groups of occupations'),
  ),
  decileFrom: optional(whole(1, 10, 'Welfare decile at least')),
  decileTo: optional(whole(1, 10, 'Welfare decile at most')),
  groups: optional(list(text(40, 'A group such as rt-rw'), 'Belongs to one of these groups')),
  incomeBelow: optional(rupiah('Earns less a month')),
}
export const eligibilityBody = Type.Object(eligibility, strict)
export type EligibilityBody = Static<typeof eligibilityBody>

const span = {
  payerId: Type.String({ minLength: 36, maxLength: 36, description: 'Who pays' }),
  firstMonth: Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
    description: 'First month of protection',
    expected: 'month',
    examples: ['2027-01'],
  }),
  months: whole(1, 60, 'How many months'),
  programmes: optional(
    Type.Array(Type.Enum([...PROGRAMMES]), { description: 'Default: JKK and JKM, as the law obliges' }),
  ),
  income: optional(rupiah('Everybody is insured on this monthly income; default: the lowest bracket')),
}

export const createProgrammeBody = Type.Object(
  {
    ...span,
    ...eligibility,
    name: text(200, 'Name'),
    region: optional(region),
    legalBasis: text(300, 'Decree or regulation it rests on'),
    bpjsGroupCode: optional(text(40, 'Kode wadah of BPJS Ketenagakerjaan')),
    budgetLineId: optional(
      Type.String({ minLength: 36, maxLength: 36, description: 'The budget line that promises its months' }),
    ),
    reason,
  },
  { ...strict, title: 'CreateProgramme' },
)
export type CreateProgrammeBody = Static<typeof createProgrammeBody>

/** The same question without a promise: how many fit, what they cost. */
export const previewBody = Type.Object(
  { ...span, ...eligibility, region: optional(region), places: optional(whole(1, 100_000_000, 'Places')) },
  { ...strict, title: 'PreviewProgramme' },
)
export type PreviewBody = Static<typeof previewBody>

export const programmeParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const listProgrammesQuery = Type.Object(
  {
    region: optional(region),
    payer: optional(Type.String({ maxLength: 36 })),
    month: optional(
      Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', description: 'Those that run then' }),
    ),
    page: optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' })),
  },
  strict,
)
export type ListProgrammesQuery = Static<typeof listProgrammesQuery>
export const closeProgrammeBody = Type.Object(
  {
    endFrom: optional(
      Type.String({
        pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
        expected: 'month',
        description: 'Everybody in it ends before this month; left out: they stay until their last month',
      }),
    ),
    reason,
  },
  { ...strict, title: 'CloseProgramme' },
)
export type CloseProgrammeBody = Static<typeof closeProgrammeBody>

const amount = Type.Integer({ description: 'Whole rupiah' })
const count = Type.Integer({ minimum: 0 })
const ruleAnswer = Type.Object({ rule: Type.String(), sentence: Type.String() })
const programme = {
  id: Type.String(),
  name: Type.String(),
  payerId: Type.String(),
  payer: Type.String(),
  payerKind: Type.String(),
  firstMonth: Type.String(),
  months: count,
  programmes: Type.Array(Type.String()),
  income: amount,
  region: Type.String(),
  legalBasis: Type.String(),
  bpjsGroupCode: Type.Union([Type.String(), Type.Null()]),
  closed: Type.Boolean(),
  budgetLineId: Type.Union([Type.String(), Type.Null()]),
  rules: Type.Array(ruleAnswer),
}
export const createdAnswer = Type.Object({ id: Type.String() })
export const closedAnswer = Type.Object({ id: Type.String(), ended: count })
export const programmeAnswer = Type.Object(programme)
export const programmesAnswer = Type.Object({
  programmes: Type.Array(Type.Object(programme)),
  page: count,
  more: Type.Boolean(),
})
const price = Type.Object({
  perPerson: amount,
  months: Type.Array(Type.Object({ month: Type.String(), perPerson: amount })),
  notes: Type.Array(
    Type.Object({ code: Type.String(), message: Type.String() }, { additionalProperties: true }),
  ),
})
export const previewAnswer = Type.Object({
  region: Type.String(),
  people: Type.Object({
    inRegion: count,
    fit: count,
    unknown: Type.Integer({
      minimum: 0,
      description: 'Nothing speaks against them, and something is not known',
    }),
    covered: Type.Integer({ minimum: 0, description: 'Fit, and somebody pays for them already' }),
    free: Type.Integer({ minimum: 0, description: 'Fit, and nobody pays for them yet' }),
  }),
  rules: Type.Array(
    Type.Object({ rule: Type.String(), sentence: Type.String(), met: count, broken: count, unknown: count }),
  ),
  price,
  total: Type.Integer({ description: 'Price of all places, or of everybody who is free; whole rupiah' }),
  places: count,
})
