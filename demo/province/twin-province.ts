import { ancestorAt, dottedCode, type RegionCode } from '../../src/kernel/region-code.ts'
import type { ToldPerson } from '../../src/modules/people/people.ts'
import type { Rupiah } from '../../src/kernel/rupiah.ts'
import { Chance } from '../chance.ts'
import { SECTORS, type Sector } from '../occupations.ts'
import type { DemoEmployer } from './employer.ts'
import { familyOf } from './family.ts'
import { protectionOf } from './protection.ts'
import { peopleVillages, type PeopledVillage, type Village } from './residents.ts'
import { toldTwin } from './told-twin.ts'
import { twinFamily, type TwinPerson } from './twin-person.ts'

export type TwinAsk = {
  readonly seed: number
  readonly count: number
  readonly villages: readonly Village[]
  /** Inhabitants by regency; a regency may be missing. */
  readonly inhabitants: ReadonlyMap<RegionCode, bigint>
}

/** The people of a twin province in the order of their numbers, one family at a time: the same question, the same world. */
export function* twinPeople({ seed, count, villages, inhabitants }: TwinAsk): Generator<TwinPerson> {
  for (const village of peopleVillages(seed, count, villages, inhabitants)) yield* villagers(seed, village)
}

function* villagers(seed: number, village: PeopledVillage): Generator<TwinPerson> {
  const { code, isUrban, firstIndex, count } = village
  let done = 0
  for (let number = 0; done < count; number += 1) {
    const whole = familyOf(new Chance(seed, 11, code, number), code, isUrban)
    // The last family of a village takes only who is left of its people.
    const family = { ...whole, members: whole.members.slice(0, count - done) }
    yield* twinFamily({ seed, village, firstIndex: firstIndex + done, family })
    done += family.members.length
  }
}

/** People as the registry is told of them. */
export function* toldPeople(people: Iterable<TwinPerson>): Generator<ToldPerson> {
  for (const person of people) yield toldTwin(person)
}

/** What a twin province looks like, counted. */
export type TwinSummary = {
  readonly people: number
  readonly families: number
  readonly villages: number
  readonly eligibleWorkers: number
  readonly ownAccount: number
  readonly wageEarners: number
  readonly employers: number
  readonly employersByReporting: Readonly<Record<'whole' | 'part' | 'none', number>>
  readonly workersBySector: Readonly<Record<Sector, number>>
  readonly protected: number
  readonly protectedOwnAccount: number
  readonly lapsed: number
  readonly peopleByRegency: Readonly<Record<string, number>>
}

/** An employer with its workers, all together. Wages are rupiah a month. */
export type Workforce = {
  readonly employer: DemoEmployer
  readonly menCount: number
  readonly womenCount: number
  readonly registeredCount: number
  readonly wages: Rupiah
}

/** Counts a twin province as its people pass by; memory grows with its employers and regencies only. */
export class TwinCount {
  readonly #counts = {
    people: 0,
    families: 0,
    eligibleWorkers: 0,
    ownAccount: 0,
    wageEarners: 0,
    protected: 0,
    protectedOwnAccount: 0,
    lapsed: 0,
  }
  readonly #sectors = Object.fromEntries(SECTORS.map((sector) => [sector, 0])) as Record<Sector, number>
  readonly #regencies: Record<string, number> = {}
  readonly #employers = new Map<string, Workforce>()
  readonly #seed: number
  #villages = 0
  #village: RegionCode | null = null

  constructor(seed: number) {
    this.#seed = seed
  }

  /** The same people, each counted as he is handed on. */
  *passing(people: Iterable<TwinPerson>): Generator<TwinPerson> {
    for (const person of people) {
      this.#count(person)
      yield person
    }
  }

  #count(person: TwinPerson): void {
    const counts = this.#counts
    const regency = dottedCode(ancestorAt(person.village.code, 'kabupaten-kota'))
    this.#regencies[regency] = (this.#regencies[regency] ?? 0) + 1
    counts.people += 1
    if (person.member.role === 'head') counts.families += 1
    if (person.village.code !== this.#village) {
      this.#village = person.village.code
      this.#villages += 1
    }
    if (person.employer) this.#countEmployed(person, person.employer)
    if (person.isEligible) this.#countWorker(person)
  }

  #countEmployed(person: TwinPerson, employer: DemoEmployer): void {
    const { member, work } = person
    const key = `${employer.region} ${employer.name}`
    const before = this.#employers.get(key) ?? {
      employer,
      menCount: 0,
      womenCount: 0,
      registeredCount: 0,
      wages: 0n,
    }
    const isReported = protectionOf(this.#seed, person)?.state === 'protected'
    this.#employers.set(key, {
      employer,
      menCount: before.menCount + (member.sex === 'male' ? 1 : 0),
      womenCount: before.womenCount + (member.sex === 'female' ? 1 : 0),
      registeredCount: before.registeredCount + (isReported ? 1 : 0),
      wages: before.wages + (work?.income ?? 0n),
    })
  }

  /** Every employer with those who work for it, in the order in which the first of them was met. */
  workforces(): readonly Workforce[] {
    return [...this.#employers.values()]
  }

  #countWorker(person: TwinPerson): void {
    const counts = this.#counts
    const protection = protectionOf(this.#seed, person)
    const isProtected = protection?.state === 'protected'
    counts.eligibleWorkers += 1
    if (person.work) this.#sectors[person.work.sector] += 1
    if (isProtected) counts.protected += 1
    if (protection?.state === 'lapsed') counts.lapsed += 1
    if (person.kind === 'wage') counts.wageEarners += 1
    else {
      counts.ownAccount += 1
      if (isProtected) counts.protectedOwnAccount += 1
    }
  }

  summary(): TwinSummary {
    const reporting = { whole: 0, part: 0, none: 0 }
    for (const { employer } of this.#employers.values()) reporting[employer.reporting] += 1
    return {
      ...this.#counts,
      villages: this.#villages,
      employers: this.#employers.size,
      employersByReporting: reporting,
      workersBySector: this.#sectors,
      peopleByRegency: this.#regencies,
    }
  }
}
