import Type, { type Static } from 'typebox'
import { PROGRAMMES } from '../../rules/membership.ts'
import { ELECTION_ROLES, NOT_FILLED, POST_RULE_NAMES } from './elections.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const region = (description: string) =>
  Type.String({ minLength: 2, maxLength: 13, description, examples: ['16.06.01'] })
const date = (description: string) =>
  Type.String({ format: 'date', description, expected: 'date', examples: ['2024-11-27'] })
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 100 rows each' }),
)

export const electionParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const createElectionBody = Type.Object(
  {
    payerId: Type.String({ minLength: 36, maxLength: 36, description: 'Who pays for all its officers' }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    region: optional(region('Left out: the region of the payer')),
    votedOn: date('Day of the vote'),
    rule: Type.Enum([...POST_RULE_NAMES], { description: 'How many officers each unit has' }),
    serviceDays: optional(
      Type.Array(Type.String({ maxLength: 60 }), {
        maxItems: ELECTION_ROLES.length,
        description: 'role:first:last for roles whose days the rule does not say, or that serve otherwise',
        examples: [['ptps:2024-11-04:2024-12-04']],
      }),
    ),
    income: Type.Integer({
      minimum: 1,
      maximum: 10_000_000_000,
      description: 'Monthly income that every officer is insured on',
      expected: 'whole-rupiah',
    }),
    programmes: optional(Type.Array(Type.Enum([...PROGRAMMES]), { description: 'Default: JKK and JKM' })),
    legalBasis: Type.String({ minLength: 1, maxLength: 200, description: 'Decree or budget this rests on' }),
    reason,
  },
  strict,
)
export const listElectionsQuery = Type.Object(
  { region: optional(region('Within this region')), page },
  strict,
)
export const stationsBody = Type.Object(
  {
    villages: Type.Array(
      Type.Object(
        { region: region('Village'), stations: Type.Integer({ minimum: 0, maximum: 2000 }) },
        strict,
      ),
      { minItems: 1, maxItems: 5_000 },
    ),
    source: Type.String({
      minLength: 1,
      maxLength: 300,
      description: 'Decree that sets the polling stations',
    }),
    reason,
  },
  strict,
)
export const makePostsBody = Type.Object({ reason }, strict)
export const treeQuery = Type.Object({ region: optional(region('Whose parts are shown')) }, strict)
export const postsQuery = Type.Object(
  {
    region: optional(region('Within this region')),
    station: optional(
      Type.String({ pattern: '^[1-9][0-9]{0,3}$', description: 'Polling station of a village' }),
    ),
    role: optional(Type.Enum([...ELECTION_ROLES])),
    missing: optional(Type.Enum(['yes'], { description: 'Only posts that nobody holds to their last day' })),
    page,
  },
  strict,
)
export const fillBody = Type.Object(
  {
    region: region('District whose posts are filled'),
    officers: Type.Array(
      Type.Object(
        {
          personId: Type.Integer({ minimum: 1 }),
          role: Type.Enum([...ELECTION_ROLES]),
          village: optional(region('Village, for whoever serves in one')),
          station: optional(Type.Integer({ minimum: 1, maximum: 2000 })),
        },
        strict,
      ),
      { minItems: 1, maxItems: 5_000 },
    ),
    reason,
  },
  strict,
)
export const replaceBody = Type.Object(
  {
    postId: Type.Integer({ minimum: 1 }),
    officerId: optional(
      Type.Integer({
        minimum: 1,
        description: 'Who is replaced, as it was shown; left out: nobody holds the post',
      }),
    ),
    personId: optional(
      Type.Integer({ minimum: 1, description: 'Who takes over; left out: the post stays vacant' }),
    ),
    from: date('First day of the one who takes over'),
    reason,
  },
  strict,
)

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const role = Type.Enum([...ELECTION_ROLES])
const counts = {
  posts: Type.Integer(),
  filled: Type.Integer({ description: 'Held by somebody to their last day' }),
  missing: Type.Integer(),
}
const roleCount = Type.Object({ role, ...counts })
const electionFields = {
  id: Type.String(),
  name: Type.String(),
  region: Type.String(),
  votedOn: Type.String(),
  payer: Type.String(),
  payerKind: Type.String(),
  ...counts,
}
export const electionsAnswer = Type.Object({
  elections: Type.Array(Type.Object(electionFields)),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const electionAnswer = Type.Object({
  ...electionFields,
  rule: Type.String(),
  checkedOn: Type.String({ description: 'Day on which the rule was last compared with its texts' }),
  legalBasis: Type.String(),
  income: Type.Integer({ description: 'Whole rupiah' }),
  programmes: Type.Array(Type.String()),
  lines: Type.Array(
    Type.Object({
      role,
      per: Type.String(),
      seats: Type.Integer(),
      beginsOn: Type.String(),
      lastOn: Type.String(),
      months: Type.Array(Type.String(), { description: 'Months in which these officers are protected' }),
      perPerson: Type.Integer({
        description: 'What the law asks for one officer in all these months, whole rupiah',
      }),
      law: Type.String(),
      article: Type.String(),
      confidence: Type.String(),
    }),
  ),
  at: Type.String({ description: 'The region whose parts follow' }),
  units: Type.Array(
    Type.Object({
      region: Type.String(),
      name: Type.String(),
      stations: Type.Integer(),
      ...counts,
    }),
  ),
  roles: Type.Array(roleCount, { description: 'Posts of that region as a whole' }),
  stationUnits: Type.Array(
    Type.Object({ station: Type.Integer(), ...counts, roles: Type.Array(roleCount) }),
    { description: 'Polling stations, when the region is a village' },
  ),
})
export const postsAnswer = Type.Object({
  posts: Type.Array(
    Type.Object({
      postId: Type.Integer(),
      role,
      region: Type.String(),
      village: Type.String(),
      station: orNull(Type.Integer()),
      seat: Type.Integer(),
      beginsOn: Type.String(),
      lastOn: Type.String(),
      officerId: orNull(Type.Integer()),
      personId: orNull(Type.Integer()),
      name: orNull(Type.String()),
      officerFrom: orNull(Type.String()),
    }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const stationsAnswer = Type.Object({ villages: Type.Integer(), stations: Type.Integer() })
export const madePostsAnswer = Type.Object({
  made: Type.Integer(),
  removed: Type.Integer({
    description: 'Posts of polling stations that are no more and that nobody ever held',
  }),
  heldBeyond: Type.Integer({
    description: 'Posts beyond the rule that stay, since somebody holds or held them',
  }),
  posts: Type.Integer(),
})
export const filledAnswer = Type.Object({
  filled: Type.Integer(),
  same: Type.Integer({ description: 'Held that post already' }),
  covered: Type.Integer({ description: 'Filled, and paid for by somebody already in all these months' }),
  problems: Type.Array(Type.Object({ row: Type.Integer(), because: Type.Enum([...NOT_FILLED]) })),
  problemCount: Type.Integer(),
})
export const replacedAnswer = Type.Object({
  officerId: orNull(Type.Integer({ description: 'Who holds the post now' })),
  months: Type.Array(Type.String(), { description: 'Months in which the new officer is protected' }),
  endedAfter: orNull(
    Type.String({ description: 'Last month of the one who left; null when he never served' }),
  ),
  isCoveredAlready: Type.Boolean({ description: 'Somebody pays already in all these months' }),
})
export const createdElectionAnswer = Type.Object({ id: Type.String() })

export type CreateElectionBody = Static<typeof createElectionBody>
export type ListElectionsQuery = Static<typeof listElectionsQuery>
export type StationsBody = Static<typeof stationsBody>
export type TreeQuery = Static<typeof treeQuery>
export type PostsQuery = Static<typeof postsQuery>
export type FillBody = Static<typeof fillBody>
export type ReplaceBody = Static<typeof replaceBody>
export type ElectionsAnswer = Static<typeof electionsAnswer>
export type ElectionAnswer = Static<typeof electionAnswer>
export type PostsAnswer = Static<typeof postsAnswer>
export type FilledAnswer = Static<typeof filledAnswer>
export type ReplacedAnswer = Static<typeof replacedAnswer>
