import Type, { type Static } from 'typebox'

export { changedPlacesAnswer, idParams, placesQuery } from './contract.ts'

const strict = { additionalProperties: false }
const count = Type.Integer({ minimum: 0 })
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })

export const loadPlacesBody = Type.Object(
  {
    rows: Type.Array(
      Type.Object(
        {
          region: Type.String({ maxLength: 20, description: 'Region code', examples: ['16.06.01.2001'] }),
          places: Type.String({ maxLength: 20, description: 'Whole places', examples: ['50'] }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
    reason,
  },
  { ...strict, title: 'LoadPlaces' },
)
export type LoadPlacesBody = Static<typeof loadPlacesBody>

export const escalateBody = Type.Object(
  {
    region: Type.String({
      minLength: 2,
      maxLength: 13,
      description: 'Every region below it that has empty places or people beyond them',
      examples: ['16.06.01'],
    }),
    reason,
  },
  { ...strict, title: 'EscalatePlaces' },
)
export type EscalateBody = Static<typeof escalateBody>

export const escalatedAnswer = Type.Object({ regions: count, unfilled: count, beyond: count })
export const unfilledAnswer = Type.Object({
  programmeId: Type.String(),
  unfilled: count,
  beyond: count,
  regions: Type.Array(
    Type.Object({
      region: Type.String(),
      places: count,
      filled: count,
      unfilled: count,
      beyond: Type.Integer({ minimum: 0, description: 'People for whom this region has no place' }),
      escalatedTo: Type.Union([Type.String(), Type.Null()], { description: 'The level that was told' }),
      escalatedAt: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})
