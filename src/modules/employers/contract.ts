import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const written = Type.Optional(
  Type.String({ maxLength: 300, description: 'As a list would write it; left out: nothing is said' }),
)
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06'],
})
const page = Type.Optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
/** What the labour report says besides name and region; each as it would stand in a cell. */
const cells = {
  npp: written,
  nib: written,
  npwp: written,
  address: written,
  kbli: written,
  size: written,
  menCount: written,
  womenCount: written,
  foreignCount: written,
  registeredCount: written,
  wages: written,
  reportedOn: written,
}

/** A new employer, read as a row of a list is read. */
export const recordEmployerBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 300 }), region, ...cells, reason },
  strict,
)
/** A change of an employer that one's own organisation recorded. */
export const changeEmployerBody = Type.Object(
  { name: written, region: Type.Optional(region), ...cells, reason },
  strict,
)
/** By one of the numbers exactly, or by the beginning of the name, within a region if one is given. */
export const findEmployersQuery = Type.Object(
  {
    npp: Type.Optional(Type.String({ maxLength: 20 })),
    nib: Type.Optional(Type.String({ maxLength: 20 })),
    npwp: Type.Optional(Type.String({ maxLength: 30 })),
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 255 })),
    region: Type.Optional(region),
    page,
  },
  strict,
)

/** What may stand in an address: an NPWP may not, since that of one's own business can be the owner's NIK. */
const { npwp: _npwp, ...inAddress } = findEmployersQuery.properties
export const listEmployersQuery = Type.Object(inAddress, strict)
export const employerParams = Type.Object(
  { id: Type.String({ maxLength: 64, description: 'Number of the employer, as a search answers it' }) },
  strict,
)

const text = Type.Union([Type.String(), Type.Null()])
const count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])
const employer = {
  id: Type.String(),
  name: Type.String(),
  npp: text,
  nib: text,
  npwp: text,
  region: Type.String(),
  address: text,
  kbli: text,
  business: Type.Union([Type.String({ description: 'Title of the KBLI main group' }), Type.Null()]),
  size: Type.Union([Type.Enum(['micro', 'small', 'medium', 'large']), Type.Null()]),
  menCount: count,
  womenCount: count,
  foreignCount: count,
  registeredCount: count,
  workerCount: count,
  unregisteredCount: count,
  wages: Type.Union([Type.Integer({ description: 'Rupiah a month, all workers' }), Type.Null()]),
  reportedOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
  recordedAt: Type.String({ format: 'date-time' }),
  source: Type.Union([
    Type.String({ description: 'The organisation that says so, where one may know it' }),
    Type.Null(),
  ]),
  isOwn: Type.Boolean(),
}
export const employersAnswer = Type.Object({
  employers: Type.Array(Type.Object(employer)),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const employerAnswer = Type.Object({
  ...employer,
  others: Type.Array(Type.Object(employer), {
    description: 'What other organisations say of the same employer',
  }),
  history: Type.Array(
    Type.Object({
      cause: Type.String(),
      changes: Type.Record(
        Type.String(),
        Type.Array(Type.Union([Type.String(), Type.Number(), Type.Null()])),
      ),
      reason: text,
      changedAt: Type.String({ format: 'date-time' }),
    }),
  ),
})
const warnings = Type.Array(Type.Object({ code: Type.String(), field: text }), {
  description: 'What was noticed and not kept from being stored',
})
export const recordedEmployerAnswer = Type.Object({ id: Type.String(), warnings })
export const changedEmployerAnswer = Type.Object({
  changes: Type.Record(Type.String(), Type.Array(Type.Union([Type.String(), Type.Number(), Type.Null()]))),
  warnings,
})

/** The fields before the file of a multipart form. */
export const handInEmployersBody = Type.Object(
  {
    region: Type.String({
      minLength: 2,
      maxLength: 13,
      description: 'Where employers are that say no other place',
    }),
  },
  strict,
)
export const employerListParams = Type.Object(
  { id: Type.String({ maxLength: 64, description: 'Number of the list' }) },
  strict,
)
const outcomes = Type.Array(
  Type.Object(
    {
      code: Type.String(),
      rows: Type.Integer({ description: 'How many rows were told this' }),
      row: Type.Integer({ description: 'One of them' }),
      sentence: Type.String(),
    },
    strict,
  ),
)
const rowCount = Type.Integer({ minimum: 0 })
export const employerOutcomesAnswer = Type.Object({ outcomes })
export const employersUndoneAnswer = Type.Object({ removed: rowCount, restored: rowCount })

export type HandInEmployersBody = Static<typeof handInEmployersBody>
export type RecordEmployerBody = Static<typeof recordEmployerBody>
export type ChangeEmployerBody = Static<typeof changeEmployerBody>
export type ListEmployersQuery = Static<typeof listEmployersQuery>
export type FindEmployersQuery = Static<typeof findEmployersQuery>
