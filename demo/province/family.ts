import type { Sex } from '../../src/kernel/nik.ts'
import type { Chance } from '../chance.ts'
import { ORIGINS, type Origin } from '../names.ts'

/** Who somebody is in his family, and how old on the day of the world. */
export type Member = {
  readonly role: 'head' | 'spouse' | 'child' | 'parent'
  readonly sex: Sex
  readonly age: number
  readonly isMarried: boolean
  /** The spouse died or has left. */
  readonly isAlone: boolean
}

export type Family = { readonly origin: Origin; readonly members: readonly Member[] }

/** Weights of origins: villages of the plain and the hills, transmigrants, a city. In the order of `ORIGINS`. */
const MIXES = {
  urban: [480, 60, 250, 90, 40, 70, 10],
  upland: [260, 330, 330, 40, 20, 5, 15],
  coast: [420, 130, 300, 20, 10, 10, 110],
} as const

type Surroundings = keyof typeof MIXES

/** Which of the three a village is: of every five rural ones, one lies at the coast. */
function surroundingsOf(isUrban: boolean, village: number): Surroundings {
  if (isUrban) return 'urban'
  return Math.floor(village / 10_000) % 5 === 0 ? 'coast' : 'upland'
}

const YOUNGEST_HEAD = 25
const OLDEST_HEAD = 74

/** A family of one to eight people. */
export function familyOf(chance: Chance, village: number, isUrban: boolean): Family {
  const origin = ORIGINS[chance.weighted(MIXES[surroundingsOf(isUrban, village)])] ?? 'palembang'
  const kind = chance.weighted([630, 110, 110, 80, 70])
  const hasSpouse = kind === 0 || kind === 1 || kind === 4
  const hasChildren = kind === 0 || kind === 2 || kind === 4
  // The lesser of two draws: more families are young than old.
  const age = Math.min(
    chance.between(YOUNGEST_HEAD, OLDEST_HEAD),
    chance.between(YOUNGEST_HEAD, OLDEST_HEAD + 40),
  )
  const isWomansHouse = !hasSpouse && chance.is(650)
  const head: Member = {
    role: 'head',
    sex: isWomansHouse ? 'female' : 'male',
    age,
    isMarried: hasSpouse,
    isAlone: !hasSpouse && (hasChildren || age > 45),
  }
  const wifeAge = Math.max(19, age - chance.between(0, 8))
  return {
    origin,
    members: [
      head,
      ...(hasSpouse
        ? [{ role: 'spouse', sex: 'female', age: wifeAge, isMarried: true, isAlone: false } as const]
        : []),
      ...(hasChildren ? childrenOf(chance, hasSpouse ? wifeAge : age) : []),
      ...(kind === 4 ? [parentOf(chance, age)] : []),
    ],
  }
}

const LEAVES_HOME = 27

/** Children who still live at home, the eldest first. */
function childrenOf(chance: Chance, parentAge: number): Member[] {
  const eldest = Math.min(parentAge - chance.between(19, 27), LEAVES_HOME)
  const children: Member[] = []
  const most = 1 + chance.weighted([200, 360, 280, 120, 40])
  for (let age = eldest; age >= 0 && children.length < most; age -= chance.between(2, 5)) {
    children.push({
      role: 'child',
      sex: chance.is(510) ? 'male' : 'female',
      age,
      isMarried: false,
      isAlone: false,
    })
  }
  return children
}

function parentOf(chance: Chance, age: number): Member {
  const sex = chance.is(300) ? 'male' : 'female'
  return {
    role: 'parent',
    sex,
    age: Math.min(98, age + chance.between(20, 30)),
    isMarried: false,
    isAlone: true,
  }
}
