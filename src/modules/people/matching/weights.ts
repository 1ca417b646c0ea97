import type { DateLikeness } from './date-likeness.ts'
import type { NameLikeness } from './name-likeness.ts'
import type { NikLikeness } from './nik-likeness.ts'

/** Where two people live, by the smallest region they share. */
export type PlaceLikeness = 'same-village' | 'same-district' | 'same-regency' | 'other-regency'

/** What two rows say of each field, as far as both say it. Each level has its weight here and its words in web/locales. */
export type Levels = {
  name: NameLikeness | 'identical-common' | 'spelling-common'
  bornOn: DateLikeness
  place: PlaceLikeness
  sex: 'same' | 'different'
  household: 'same' | 'different'
  mother: 'same' | 'different'
  /** claimed: a number that was asked for one of the two is the other's. Nothing that two rows say by themselves. */
  nik: NikLikeness | 'claimed'
}

export type ComparedField = keyof Levels

/**
 * `same` is how often one person written twice gives this level; `strangers` how often two people of one block do. Set by judgement from
 * what lists look like and checked on our labelled pairs, not fitted. Bits = log2(same / strangers), added up (Fellegi and Sunter).
 */
type Odds = { readonly same: number; readonly strangers: number }

const odds = (same: number, strangers: number): Odds => ({ same, strangers })

export const WEIGHTS: { readonly [Field in ComparedField]: { readonly [Level in Levels[Field]]: Odds } } = {
  name: {
    identical: odds(0.5, 0.001),
    'identical-common': odds(0.5, 0.008),
    spelling: odds(0.22, 0.001),
    'spelling-common': odds(0.22, 0.006),
    order: odds(0.02, 0.0005),
    part: odds(0.12, 0.004),
    near: odds(0.12, 0.006),
    shared: odds(0.01, 0.06),
    different: odds(0.002, 0.9),
  },
  // A block by birth date makes strangers agree on it, so agreement is worth less than 1 in 20,000 would say.
  bornOn: {
    same: odds(0.82, 0.004),
    'same-guess': odds(0.82, 0.06),
    swapped: odds(0.03, 0.0006),
    digit: odds(0.05, 0.002),
    'year-near': odds(0.03, 0.0008),
    guess: odds(0.04, 0.008),
    close: odds(0.02, 0.5),
    decade: odds(0.006, 0.02),
    generation: odds(0.0008, 0.45),
  },
  // Lists are of one village or district: agreeing on it says little.
  place: {
    'same-village': odds(0.75, 0.12),
    'same-district': odds(0.12, 0.2),
    'same-regency': odds(0.08, 0.3),
    'other-regency': odds(0.05, 0.38),
  },
  sex: { same: odds(0.985, 0.5), different: odds(0.015, 0.5) },
  // One household and one mother are what siblings share too.
  household: { same: odds(0.8, 0.2), different: odds(0.2, 0.8) },
  mother: { same: odds(0.9, 0.12), different: odds(0.03, 0.88) },
  // Two rows of one NIK never come this far; two different ones seldom belong to one person. Whoever asks for a number has a card before
  // him, or has mistyped it.
  nik: {
    same: odds(0.9, 0.000_001),
    claimed: odds(0.5, 0.000_05),
    slip: odds(0.3, 0.0004),
    'same-day': odds(0.02, 0.12),
    different: odds(0.08, 0.88),
  },
}

/** From this many bits on two rows are one person, or perhaps one. Between, a person looks. */
export const SAME_FROM_BITS = 14
export const PERHAPS_FROM_BITS = 6

/** What a level weighs, in bits: positive for one person, negative for two. */
export function bitsOf<Field extends ComparedField>(field: Field, level: Levels[Field]): number {
  const { same, strangers } = WEIGHTS[field][level]
  return Math.log2(same / strangers)
}
