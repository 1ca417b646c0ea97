import Type, { type Static } from 'typebox'
import { ACTION_NAMES, ORGANISATION_KINDS, ROLE_NAMES } from './access.ts'

const strict = { additionalProperties: false }
const id = Type.String({ minLength: 1, maxLength: 64, description: 'Id given by Payung' })
const day = (description: string) => Type.String({ format: 'date', description, examples: ['2026-12-31'] })
const name = Type.String({ minLength: 1, maxLength: 200 })
const reason = Type.String({
  maxLength: 500,
  description: 'Why, for whoever reads the audit; a number of 16 digits in it is hidden',
})
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it, or ID for the whole country',
  examples: ['16.06'],
})
const email = Type.String({ minLength: 3, maxLength: 254, examples: ['nama@contoh.go.id'] })
const page = Type.Optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const query = Type.Optional(Type.String({ maxLength: 200, description: 'Part of a name or address' }))
const kind = Type.Enum([...ORGANISATION_KINDS])
const role = Type.Enum([...ROLE_NAMES])
const reach = Type.Enum(['region', 'organisation'])

export const idParams = Type.Object({ id }, strict)

export const listUsersQuery = Type.Object(
  {
    query,
    role: Type.Optional(role),
    organisation: Type.Optional(id),
    region: Type.Optional(region),
    state: Type.Optional(Type.Enum(['active', 'disabled'])),
    page,
  },
  strict,
)

export const addUserBody = Type.Object({ organisation: id, name, email, reason }, strict)
export const reasonBody = Type.Object({ reason }, strict)
export const grantBody = Type.Object(
  {
    role,
    region,
    validFrom: day('First day'),
    validTo: Type.Optional(day('First day without the role; left out: no end')),
    reason,
  },
  strict,
)
export const endGrantBody = Type.Object(
  { endsOn: Type.Optional(day('First day without the role; left out: at once')), reason },
  strict,
)
export const handOverBody = Type.Object(
  { successor: id, on: day('First day of the successor'), reason },
  strict,
)
export const delegationBody = Type.Object(
  {
    colleague: { ...email, description: 'E-mail address of a colleague of the same organisation' },
    validFrom: day('First day'),
    validTo: day('First day without the role, at most 90 days later'),
    reason,
  },
  strict,
)

export const listOrganisationsQuery = Type.Object(
  { query, kind: Type.Optional(kind), region: Type.Optional(region), page },
  strict,
)
export const addOrganisationBody = Type.Object({ kind, name, region, reason }, strict)

export const listKeysQuery = Type.Object(
  { organisation: Type.Optional(id), state: Type.Optional(Type.Enum(['active', 'over'])), page },
  strict,
)
export const createKeyBody = Type.Object(
  {
    organisation: id,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    actions: Type.Array(Type.Enum([...ACTION_NAMES]), { minItems: 1, maxItems: 50 }),
    reach,
    region,
    personsPerDay: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'How many different persons it may ask about on a day in Asia/Jakarta',
    }),
    expiresOn: day('First day on which it no longer works, at most a year away'),
    reason,
  },
  strict,
)

export const listAuditQuery = Type.Object(
  {
    action: Type.Optional(Type.String({ maxLength: 64, description: 'Action, or how it begins' })),
    actor: Type.Optional(Type.String({ maxLength: 128, description: 'Id of a user or key' })),
    subject: Type.Optional(Type.String({ maxLength: 128, description: 'Id of whom or what it concerned' })),
    from: Type.Optional(day('First day')),
    to: Type.Optional(day('Last day')),
    before: Type.Optional(
      Type.String({ pattern: '^[0-9]{1,15}$', description: 'Entries older than this number' }),
    ),
  },
  strict,
)

const heldRole = Type.Object({
  id,
  role,
  title: Type.String(),
  region: Type.String(),
  validFrom: day('First day'),
  validTo: Type.Union([day('First day without it'), Type.Null()]),
  onBehalfOf: Type.Union([id, Type.Null()], { description: 'Whose role it is, when lent' }),
})
const organisation = Type.Object({ id, kind, name: Type.String(), region: Type.String() })

export const userAnswer = Type.Object({
  id,
  name: Type.String(),
  email: Type.String(),
  organisation,
  disabled: Type.Boolean(),
  roles: Type.Array(heldRole, { description: 'Roles that hold today or later' }),
})
export const usersAnswer = Type.Object({
  users: Type.Array(userAnswer),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const organisationsAnswer = Type.Object({
  organisations: Type.Array(
    Type.Object({ ...organisation.properties, closed: Type.Boolean(), users: Type.Integer({ minimum: 0 }) }),
  ),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const keyAnswer = Type.Object({
  id,
  name: Type.String(),
  hint: Type.String({ description: 'Its last four characters' }),
  organisation: Type.Object({ id, name: Type.String() }),
  actions: Type.Array(Type.String()),
  reach,
  region: Type.String(),
  personsPerDay: Type.Integer(),
  personsToday: Type.Integer({ minimum: 0 }),
  expiresOn: day('First day on which it no longer works'),
  revoked: Type.Boolean(),
})
export const keysAnswer = Type.Object({
  keys: Type.Array(keyAnswer),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const createdAnswer = Type.Object({ id })
export const createdKeyAnswer = Type.Object({
  id,
  key: Type.String({ description: 'The key. Shown this once; Payung keeps only its hash' }),
})
export const idsAnswer = Type.Object({ ids: Type.Array(id) })
export const doneAnswer = Type.Object({ done: Type.Literal(true) })
export const actionsAnswer = Type.Object({
  actions: Type.Array(
    Type.Object({
      action: Type.String(),
      title: Type.String(),
      allowed: Type.Boolean(),
      reason: Type.Union([
        Type.Enum(['role', 'out-of-reach', 'not-oneself', 'no-role-today', 'second-factor']),
        Type.Null(),
      ]),
      law: Type.String(),
      article: Type.String(),
    }),
  ),
})
export const auditAnswer = Type.Object({
  entries: Type.Array(
    Type.Object({
      id: Type.Integer(),
      at: Type.String({ format: 'date-time' }),
      actorKind: Type.String(),
      actor: Type.Union([Type.String(), Type.Null()]),
      actorName: Type.Union([Type.String(), Type.Null()]),
      role: Type.Union([Type.String(), Type.Null()]),
      action: Type.String(),
      subjectKind: Type.Union([Type.String(), Type.Null()]),
      subject: Type.Union([Type.String(), Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
      address: Type.Union([Type.String(), Type.Null()]),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  more: Type.Boolean(),
})

export type ListUsersQuery = Static<typeof listUsersQuery>
export type AddUserBody = Static<typeof addUserBody>
export type ReasonBody = Static<typeof reasonBody>
export type GrantBody = Static<typeof grantBody>
export type EndGrantBody = Static<typeof endGrantBody>
export type HandOverBody = Static<typeof handOverBody>
export type DelegationBody = Static<typeof delegationBody>
export type ListOrganisationsQuery = Static<typeof listOrganisationsQuery>
export type AddOrganisationBody = Static<typeof addOrganisationBody>
export type ListKeysQuery = Static<typeof listKeysQuery>
export type CreateKeyBody = Static<typeof createKeyBody>
export type ListAuditQuery = Static<typeof listAuditQuery>
export type UserAnswer = Static<typeof userAnswer>
export type UsersAnswer = Static<typeof usersAnswer>
export type OrganisationsAnswer = Static<typeof organisationsAnswer>
export type KeyAnswer = Static<typeof keyAnswer>
export type KeysAnswer = Static<typeof keysAnswer>
export type ActionsAnswer = Static<typeof actionsAnswer>
export type AuditAnswer = Static<typeof auditAnswer>
