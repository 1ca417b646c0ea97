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

export type FindEmployersQuery = Static<typeof findEmployersQuery>
