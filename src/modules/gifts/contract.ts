import Type, { type Static } from 'typebox'
import { VULNERABLE_GROUPS } from '../people/people.ts'
import { GIFT_STATES, GIVER_KINDS, MOST_MONTHS, MOST_PEOPLE, REST_CHOICES } from './gifts.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06'],
})
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const amount = Type.Integer({ description: 'Whole rupiah' })
const text = Type.String()
const none = Type.Null()

export const createGiftBody = Type.Object(
  {
    region,
    occupationGroup: optional(
      Type.Enum([...VULNERABLE_GROUPS], { description: 'Only workers of these occupations' }),
    ),
    people: optional(
      Type.Integer({ minimum: 1, maximum: MOST_PEOPLE, description: 'How many people; drawn when paid' }),
    ),
    personIds: optional(
      Type.Array(Type.Integer({ minimum: 1 }), {
        minItems: 1,
        maxItems: 1_000,
        description: 'These people, by their numbers in the registry',
      }),
    ),
    months: Type.Integer({ minimum: 1, maximum: MOST_MONTHS, description: 'How many months' }),
    firstMonth: optional(
      Type.String({
        pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
        expected: 'month',
        description: 'First month; left out: the next one',
      }),
    ),
    payer: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Name of the donor, or number of a payer that is recorded',
    }),
    payerKind: optional(Type.Enum([...GIVER_KINDS], { description: 'Default donor' })),
    anonymous: optional(Type.Boolean({ description: 'The donor is not named in public' })),
    rest: optional(
      Type.Enum([...REST_CHOICES], { description: 'Money that finds nobody; default next-months' }),
    ),
    bank: optional(Type.String({ maxLength: 32, description: 'Where to pay; default the first bank' })),
    key: optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'The same key again answers the same gift' }),
    ),
    reason: optional(reason),
  },
  { ...strict, title: 'CreateGift' },
)
export type CreateGiftBody = Static<typeof createGiftBody>
export const idParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const reasonBody = Type.Object({ reason }, strict)
export const listGiftsQuery = Type.Object(
  { region: optional(region), state: optional(Type.Enum([...GIFT_STATES])), page },
  strict,
)
export type ListGiftsQuery = Static<typeof listGiftsQuery>
export const pageQuery = Type.Object({ page }, strict)
export const previewGiftBody = Type.Object(
  {
    region,
    occupationGroup: optional(Type.Enum([...VULNERABLE_GROUPS])),
    people: Type.Integer({ minimum: 1, maximum: MOST_PEOPLE }),
    months: Type.Integer({ minimum: 1, maximum: MOST_MONTHS }),
    firstMonth: optional(Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', expected: 'month' })),
    payerKind: optional(Type.Enum([...GIVER_KINDS])),
  },
  { ...strict, title: 'PreviewGift' },
)
export type PreviewGiftBody = Static<typeof previewGiftBody>

/** The neighbour of an employee (SERTAKAN), as the pages ask for him. */
export const neighbourBody = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 200 }),
    nik: Type.String({ minLength: 16, maxLength: 40 }),
    bornOn: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', expected: 'date' }),
    occupation: Type.String({ minLength: 2, maxLength: 100 }),
    region,
    months: Type.Integer({ minimum: 1, maximum: MOST_MONTHS }),
    giver: Type.String({ minLength: 2, maxLength: 200 }),
    rest: optional(Type.Enum(['next-months', 'return'])),
    consent: Type.String({ maxLength: 10 }),
    key: Type.String({ minLength: 8, maxLength: 100 }),
  },
  strict,
)
export type NeighbourBody = Static<typeof neighbourBody>

const months = Type.Array(Type.Object({ month: text, perPerson: amount }))
export const previewedGiftAnswer = Type.Object({
  total: amount,
  months,
  people: Type.Integer(),
  notes: Type.Array(text),
})
export const createdGiftAnswer = Type.Object({
  giftId: text,
  total: amount,
  months,
  virtualAccount: Type.Union([text, none], { description: 'Number to pay at; null while no bank made one' }),
  qris: Type.Union([text, none], { description: 'What the QR code says; null while no acquirer made one' }),
})
export type CreatedGift = Static<typeof createdGiftAnswer>

export const giftFields = {
  giftId: text,
  code: text,
  kind: text,
  state: text,
  donor: text,
  anonymous: Type.Boolean(),
  region: text,
  occupationGroup: Type.Union([text, none]),
  people: Type.Integer(),
  firstMonth: text,
  monthCount: Type.Integer(),
  months,
  total: amount,
  rest: text,
  received: amount,
  shared: amount,
  returned: amount,
  shareCount: Type.Integer(),
  seed: Type.Union([text, none]),
  root: Type.Union([text, none]),
  promisedAt: text,
  lastDay: text,
}
export const giftAnswer = Type.Object({
  ...giftFields,
  virtualAccount: Type.Union([text, none]),
  qris: Type.Union([text, none]),
  draws: Type.Array(
    Type.Object({
      round: Type.Integer(),
      region: text,
      firstMonth: text,
      wanted: Type.Integer(),
      taken: Type.Integer(),
    }),
  ),
})
export type GiftAnswer = Static<typeof giftAnswer>
export const giftsAnswer = Type.Object({
  gifts: Type.Array(Type.Object(giftFields)),
  page: Type.Integer(),
  more: Type.Boolean(),
})
export const allocatedAnswer = Type.Object({
  state: text,
  shareCount: Type.Integer(),
  shared: amount,
  returned: amount,
  root: Type.Union([text, none]),
})
export type AllocatedGift = Static<typeof allocatedAnswer>
export const confirmedAnswer = Type.Object({ state: text })
export const cancelledAnswer = Type.Object({ state: text, returned: amount })
export const statementAnswer = Type.Object({
  format: text,
  giftId: text,
  donor: Type.Union([text, none]),
  root: text,
  shares: Type.Array(Type.Object({}, { additionalProperties: true })),
})
