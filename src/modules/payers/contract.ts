import Type, { type Static } from 'typebox'
import { BUSINESS_SIZES, EMPLOYER_KINDS, PROGRAMMES } from '../../rules/membership.ts'
import { OCCUPATION_GROUPS } from '../../rules/payers.ts'
import { RISK_CLASSES } from '../../rules/wage-earner-contribution.ts'
import { PAYER_KINDS, ROSTER_KINDS } from './payers.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const name = Type.String({ minLength: 1, maxLength: 200 })
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06'],
})
const uuid = (description: string) => Type.String({ minLength: 36, maxLength: 36, description })
const month = (description: string) =>
  Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
    description,
    expected: 'month',
    examples: ['2026-11'],
  })
const rupiah = (description: string, minimum: number) =>
  Type.Integer({ minimum, maximum: 10_000_000_000, description, expected: 'whole-rupiah' })
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)

export const addPayerBody = Type.Object(
  {
    kind: Type.Enum([...PAYER_KINDS], { description: 'Who pays' }),
    name,
    region,
    employerId: optional(uuid('The employer of the registry that this payer is')),
    reason,
  },
  strict,
)
export const listPayersQuery = Type.Object(
  {
    region: optional(region),
    kind: optional(Type.Enum([...PAYER_KINDS])),
    name: optional(Type.String({ minLength: 2, maxLength: 100, description: 'Part of the name' })),
    page,
  },
  strict,
)
export const idParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)

export const addRosterBody = Type.Object(
  {
    payerId: uuid('The payer'),
    kind: Type.Enum([...ROSTER_KINDS], {
      description: 'employer and agency for wage earners, the others for own-account workers',
    }),
    name,
    region: optional(region),
    riskClass: optional(Type.Enum([...RISK_CLASSES], { description: 'Wage earners: JKK risk class' })),
    size: optional(Type.Enum([...BUSINESS_SIZES], { description: 'Wage earners: business size, PP 7/2021' })),
    employer: optional(Type.Enum([...EMPLOYER_KINDS], { description: 'Wage earners: kind of employer' })),
    labourIntensive: optional(
      Type.Boolean({ description: 'Wage earners: listed labour-intensive industry' }),
    ),
    income: optional(rupiah('Own-account: everybody is insured on this monthly income', 0)),
    reason,
  },
  strict,
)
export const listRostersQuery = Type.Object(
  {
    region: optional(region),
    payer: optional(uuid('The payer')),
    kind: optional(Type.Enum([...ROSTER_KINDS])),
    page,
  },
  strict,
)

export const addMembersBody = Type.Object(
  {
    personId: optional(
      Type.Integer({ minimum: 1, description: 'One person, by his number in the registry' }),
    ),
    importId: optional(uuid('Everybody whom a list brought or told of')),
    from: month('First month'),
    until: optional(month('First month without protection; left out: until further notice')),
    pay: optional(rupiah('One person: wage or income a month; left out: as the registry has it', 0)),
    programmes: optional(
      Type.Array(Type.Enum([...PROGRAMMES]), { description: 'Default: those the law obliges' }),
    ),
    occupationGroup: optional(
      Type.Enum([...OCCUPATION_GROUPS], { description: 'Own-account: default other' }),
    ),
    ground: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Decree, report or gift this rests on',
    }),
    reason,
  },
  strict,
)
export const changeMemberBody = Type.Object(
  {
    personId: Type.Integer({ minimum: 1 }),
    from: month('First month it holds'),
    pay: optional(rupiah('New wage or income; left out: protection ends before this month', 0)),
    reason,
  },
  strict,
)
export const listMembersQuery = Type.Object({ month: optional(month('Who stands in it then')), page }, strict)

const amount = Type.Integer({ description: 'Whole rupiah' })
export const idAnswer = Type.Object({ id: Type.String() })
export const payerFields = {
  id: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  region: Type.String(),
  isClosed: Type.Boolean(),
}
export const payersAnswer = Type.Object({
  payers: Type.Array(Type.Object(payerFields)),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const payerAnswer = Type.Object({
  ...payerFields,
  given: amount,
  committed: amount,
  used: amount,
  left: amount,
  returned: amount,
  arrears: Type.Integer({ description: 'Billed and unpaid' }),
})
export const rosterFields = {
  id: Type.String(),
  payerId: Type.String(),
  payerName: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  region: Type.String(),
  memberCount: Type.Integer(),
  isClosed: Type.Boolean(),
}
export const rostersAnswer = Type.Object({
  rosters: Type.Array(Type.Object(rosterFields)),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const membersAnswer = Type.Object({
  members: Type.Array(
    Type.Object({
      personId: Type.Integer(),
      months: Type.String({ description: 'From the first day to before the last' }),
      programmes: Type.Array(Type.String()),
      pay: amount,
      occupationGroup: Type.String(),
      ground: Type.String(),
      endedBecause: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const addedMembersAnswer = Type.Object({
  added: Type.Integer(),
  alreadyCovered: Type.Integer({ description: 'Left out: somebody pays for them in one of the months' }),
  withoutPay: Type.Integer({ description: 'Left out: neither roster nor registry says what they earn' }),
  unknown: Type.Integer({ description: 'Left out: not in the registry within sight' }),
})
export const changedMemberAnswer = Type.Object({ changed: Type.Integer() })

export type AddPayerBody = Static<typeof addPayerBody>
export type ListPayersQuery = Static<typeof listPayersQuery>
export type AddRosterBody = Static<typeof addRosterBody>
export type ListRostersQuery = Static<typeof listRostersQuery>
export type AddMembersBody = Static<typeof addMembersBody>
export type ChangeMemberBody = Static<typeof changeMemberBody>
export type ListMembersQuery = Static<typeof listMembersQuery>
export type AddedMembers = Static<typeof addedMembersAnswer>
