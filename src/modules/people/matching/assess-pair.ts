import type { Nik, Sex } from '../../../kernel/nik.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import { ancestorAt, depthOf, type RegionCode, type RegionDepth } from '../../../kernel/region-code.ts'
import { compareDates } from './date-likeness.ts'
import { isCommonName, likenessOf } from './name-likeness.ts'
import { nameWordsOf, type NameWords } from './name-words.ts'
import { compareNiks } from './nik-likeness.ts'
import {
  bitsOf,
  PERHAPS_FROM_BITS,
  SAME_FROM_BITS,
  type ComparedField,
  type Levels,
  type PlaceLikeness,
} from './weights.ts'

/** A person as far as comparison needs one; what is unknown says nothing either way. */
export type ComparedPerson = {
  readonly name: string
  readonly bornOn: PlainDate
  readonly sex: Sex | null
  readonly region: RegionCode | null
  readonly familyCardNumber: string | null
  readonly motherName: string | null
  readonly nik: Nik | null
}

/** A person with names taken apart once, however many pairs follow. */
export type PreparedPerson = ComparedPerson & {
  readonly nameWords: NameWords
  readonly motherWords: NameWords | null
}

export function prepare(person: ComparedPerson): PreparedPerson {
  const nameWords = nameWordsOf(person.name)
  return {
    ...person,
    nameWords,
    motherWords: person.motherName === null ? null : nameWordsOf(person.motherName),
  }
}

/** One field's part in the score. */
export type PairReason = {
  readonly [Field in ComparedField]: {
    readonly field: Field
    readonly level: Levels[Field]
    readonly bits: number
  }
}[ComparedField]

export type Band = 'same' | 'perhaps' | 'different'

export type PairAssessment = {
  readonly band: Band
  /** Sum of the bits of the reasons. */
  readonly bits: number
  /** Heaviest first, for or against. */
  readonly reasons: readonly PairReason[]
}

/** Whether two rows are one person, with the reasons. Symmetric; decides nothing: only a person merges. */
export function assessPair(a: PreparedPerson, b: PreparedPerson): PairAssessment {
  const levels = levelsOf(a, b)
  const fields = Object.keys(levels) as ComparedField[]
  const reasons = fields.map((field) => reasonOf(field, levels))
  const bits = reasons.reduce((sum, reason) => sum + reason.bits, 0)
  return {
    band: bandOf(bits, levels),
    bits,
    reasons: reasons.toSorted((one, other) => Math.abs(other.bits) - Math.abs(one.bits)),
  }
}

function reasonOf(field: ComparedField, levels: Partial<Levels>): PairReason {
  const level = levels[field]
  return { field, level, bits: level === undefined ? 0 : bitsOf(field, level) } as PairReason
}

/**
 * A score that adds fields up as if they were independent calls brothers and sisters one person: they share mother, household and
 * village, and parents love names that rhyme. So when the names only resemble each other, a NIK that differs in its serial, or a
 * family with another birth date, is never more than "perhaps".
 */
function bandOf(bits: number, levels: Partial<Levels>): Band {
  const isSameFamily = levels.household === 'same' || levels.mother === 'same'
  const isSameDay = levels.bornOn === 'same' || levels.bornOn === 'same-guess'
  const mayBeSiblings = levels.nik === 'same-day' || (isSameFamily && !isSameDay)
  const isOnlyLike = levels.name === 'near' || levels.name === 'shared' || levels.name === 'different'
  if (bits >= SAME_FROM_BITS && !(mayBeSiblings && isOnlyLike)) return 'same'
  return bits >= PERHAPS_FROM_BITS ? 'perhaps' : 'different'
}

function levelsOf(a: PreparedPerson, b: PreparedPerson): Partial<Levels> {
  return {
    name: nameLevel(a.nameWords, b.nameWords),
    bornOn: compareDates(a.bornOn, b.bornOn),
    ...placeLevel(a.region, b.region),
    ...(a.sex && b.sex && { sex: a.sex === b.sex ? 'same' : 'different' }),
    ...(a.familyCardNumber !== null &&
      b.familyCardNumber !== null && {
        household: a.familyCardNumber === b.familyCardNumber ? 'same' : 'different',
      }),
    ...(a.motherWords && b.motherWords && { mother: motherLevel(a.motherWords, b.motherWords) }),
    ...(a.nik && b.nik && { nik: compareNiks(a.nik, b.nik) }),
  }
}

function nameLevel(a: NameWords, b: NameWords): Levels['name'] {
  const likeness = likenessOf(a, b)
  if (likeness !== 'identical' && likeness !== 'spelling') return likeness
  return isCommonName(a) || isCommonName(b) ? `${likeness}-common` : likeness
}

function motherLevel(a: NameWords, b: NameWords): 'same' | 'different' {
  const likeness = likenessOf(a, b)
  return likeness === 'different' || likeness === 'shared' ? 'different' : 'same'
}

const PLACES: readonly (readonly [RegionDepth, PlaceLikeness])[] = [
  ['desa-kelurahan', 'same-village'],
  ['kecamatan', 'same-district'],
  ['kabupaten-kota', 'same-regency'],
]
const DEPTHS: readonly RegionDepth[] = [
  'country',
  'provinsi',
  'kabupaten-kota',
  'kecamatan',
  'desa-kelurahan',
]

/** Says nothing when one of them is known by province only. */
function placeLevel(a: RegionCode | null, b: RegionCode | null): { readonly place?: PlaceLikeness } {
  if (a === null || b === null || !reaches(a, 'kabupaten-kota') || !reaches(b, 'kabupaten-kota')) return {}
  for (const [depth, place] of PLACES) {
    if (reaches(a, depth) && reaches(b, depth) && ancestorAt(a, depth) === ancestorAt(b, depth))
      return { place }
  }
  return { place: 'other-regency' }
}

function reaches(code: RegionCode, depth: RegionDepth): boolean {
  return DEPTHS.indexOf(depthOf(code)) >= DEPTHS.indexOf(depth)
}
