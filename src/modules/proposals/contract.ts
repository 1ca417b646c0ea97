import Type, { type Static } from 'typebox'
import { PROPOSED_STATES, SHARED_BY } from './proposals.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06.01.2001'],
})
const uuid = (description: string) => Type.String({ minLength: 36, maxLength: 36, description })
const whole = (minimum: number, description: string) =>
  Type.Integer({ minimum, maximum: 10_000_000, description })
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const people = Type.Array(Type.Integer({ minimum: 1 }), {
  minItems: 1,
  maxItems: 100_000,
  description: 'People by their numbers in the registry',
})

export const setPlacesBody = Type.Object(
  {
    region,
    places: optional(whole(0, 'Places of this region itself')),
    each: optional(whole(0, 'Places of each village of this region')),
    total: optional(whole(0, 'Places shared over the villages of this region; the parts add up exactly')),
    by: optional(
      Type.Enum([...SHARED_BY], {
        description:
          'A total is shared by people in the registry (usually), by those who fit and are free, or by counted own-account workers',
      }),
    ),
    reason,
  },
  { ...strict, title: 'SetPlaces' },
)
export type SetPlacesBody = Static<typeof setPlacesBody>
export const movePlacesBody = Type.Object(
  { from: region, to: region, places: whole(1, 'How many free places'), reason },
  { ...strict, title: 'MovePlaces' },
)
export type MovePlacesBody = Static<typeof movePlacesBody>
export const idParams = Type.Object({ id: Type.String({ maxLength: 64 }) }, strict)
export const placesQuery = Type.Object({ region: optional(region) }, strict)

export const proposeBody = Type.Object(
  {
    programmeId: uuid('The programme'),
    region,
    importId: optional(uuid('Everybody of a list that was taken in')),
    people: optional(people),
    copyFrom: optional(uuid('Everybody who was approved in an earlier programme')),
    minutesNumber: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Number of the minutes of the village meeting',
    }),
    minutesOn: Type.String({
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      expected: 'date',
      description: 'Day of the meeting',
    }),
    reason,
  },
  { ...strict, title: 'Propose' },
)
export type ProposeBody = Static<typeof proposeBody>

export const decideBody = Type.Object(
  { people: optional(people), reason },
  { ...strict, title: 'DecideProposal' },
)
export type DecideBody = Static<typeof decideBody>
export const withdrawBody = Type.Object({ reason }, strict)

export const listProposalsQuery = Type.Object(
  {
    region: optional(region),
    programme: optional(Type.String({ maxLength: 36 })),
    open: optional(Type.Enum(['yes'], { description: 'Only those that wait for a decision' })),
    page,
  },
  strict,
)
export type ListProposalsQuery = Static<typeof listProposalsQuery>

const count = Type.Integer({ minimum: 0 })
const counts = Type.Object(Object.fromEntries(PROPOSED_STATES.map((state) => [state, count])))
const proposal = {
  id: Type.String(),
  programmeId: Type.String(),
  programme: Type.String(),
  region: Type.String(),
  minutesNumber: Type.String(),
  minutesOn: Type.String(),
  submittedAt: Type.String(),
  withdrawn: Type.Boolean(),
  counts,
}
export const proposalsAnswer = Type.Object({
  proposals: Type.Array(Type.Object(proposal)),
  page: count,
  more: Type.Boolean(),
})
const minutes = {
  id: Type.String(),
  fileName: Type.String(),
  mediaType: Type.String(),
  byteCount: count,
  addedAt: Type.String(),
}
const rupiah = (description: string) => Type.Integer({ minimum: 0, description })
export const proposalAnswer = Type.Object({
  ...proposal,
  outlay: Type.Object({
    needed: rupiah('Whole rupiah for everybody who fits and finds a place, all months'),
    commits: rupiah('Of that, what a decision now would promise of the budget'),
    left: Type.Union([Type.Integer(), Type.Null()], {
      description: 'What the budget has now; null without one',
    }),
    missing: rupiah('What the budget is short of'),
  }),
  minutes: Type.Array(Type.Object(minutes), { description: 'The minutes of the meeting as files' }),
  outlook: Type.Array(Type.Object({ because: Type.Union([Type.String(), Type.Null()]), people: count }), {
    description: 'What a decision now would find: null fits, the rest is kept out or must be asked about',
  }),
})
export const placesAnswer = Type.Object({
  programmeId: Type.String(),
  regions: Type.Array(
    Type.Object({
      region: Type.String(),
      places: count,
      filled: count,
      proposed: count,
      waiting: count,
      refused: count,
      unfilled: count,
      beyond: Type.Integer({ minimum: 0, description: 'People for whom this region has no place' }),
    }),
  ),
})
export const changedPlacesAnswer = Type.Object({ changed: count, places: count })
export const proposedAnswer = Type.Object({
  proposalId: Type.String(),
  proposed: count,
  alreadyProposed: count,
  elsewhere: Type.Integer({ minimum: 0, description: 'On the list, and not of this region' }),
})
export const decidedAnswer = Type.Object({
  state: Type.Enum(['decided', 'awaiting-second'], {
    description: 'A list longer than one may decide alone waits for a second approver',
  }),
  approved: count,
  refused: count,
  waiting: count,
  unknown: count,
  budget: Type.Union(
    [
      Type.Object({
        missing: Type.Integer({ description: 'Whole rupiah that the budget is short of' }),
        left: Type.Integer({ description: 'Whole rupiah that it has left, too little for the next person' }),
        people: Type.Array(Type.Integer(), { description: 'Who has a place and waits for the budget' }),
      }),
      Type.Null(),
    ],
    { description: 'Null when the budget reaches everybody, or there is none' },
  ),
})
export const undoneAnswer = Type.Object({
  people: Type.Integer({ minimum: 0, description: 'Who waits for a decision again' }),
  approved: Type.Integer({
    minimum: 0,
    description: 'Of those, whose protection and promise were taken back',
  }),
})
export const withdrawnAnswer = Type.Object({ withdrawn: count })
export const minutesParams = Type.Object(
  { id: Type.String({ maxLength: 64 }), file: Type.String({ maxLength: 64 }) },
  strict,
)
export const minutesAnswer = Type.Object(minutes)
