import type { Levels } from '../../src/modules/people/matching/weights.ts'

/** Words for each level of each compared field; a new level without words does not compile. */
export type PairReasonWords = {
  readonly [Field in keyof Levels]: { readonly [Level in Levels[Field]]: string }
}
