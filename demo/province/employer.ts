import { ancestorAt, type RegionCode } from '../../src/kernel/region-code.ts'
import { Chance } from '../chance.ts'
import { LIVINGS, SECTORS, type Sector } from '../occupations.ts'

/** How an employer reports its workers to BPJS Ketenagakerjaan: all, some, none. */
export type Reporting = 'whole' | 'part' | 'none'

/** An employer of the twin province. Its name says that it is nobody's. */
export type DemoEmployer = {
  readonly name: string
  readonly region: RegionCode
  readonly sector: Sector
  readonly reporting: Reporting
  /** Of a thousand of its workers, how many it reports. */
  readonly reportedPerMille: number
}

/** In each regency and sector; the first ones are the largest. */
const EMPLOYERS = 40

/** The employer of a wage earner of a village: small numbers are drawn more often, so that some employers are large and most are small. */
export function employerOf(chance: Chance, seed: number, village: RegionCode, sector: Sector): DemoEmployer {
  const number = 1 + Math.min(chance.below(EMPLOYERS), chance.below(EMPLOYERS), chance.below(EMPLOYERS))
  return employerNamed(seed, ancestorAt(village, 'kabupaten-kota'), sector, number)
}

/** Employers take turns, so that the largest of a regency and sector are of all three ways and no seed tips the whole. */
const TURNS: readonly Reporting[] = [
  'whole',
  'part',
  'none',
  'whole',
  'part',
  'none',
  'whole',
  'part',
  'none',
  'part',
]

function employerNamed(seed: number, region: RegionCode, sector: Sector, number: number): DemoEmployer {
  const chance = new Chance(seed, 21, region, SECTORS.indexOf(sector), number)
  const word = chance.pick(LIVINGS[sector].employers) ?? ''
  const form = number <= 12 ? 'PT' : chance.pick(['CV', 'UD', 'Koperasi'])
  const reporting =
    TURNS[
      (number + new Chance(seed, 22, region, SECTORS.indexOf(sector)).below(TURNS.length)) % TURNS.length
    ] ?? 'none'
  const share = { whole: 1_000, part: chance.between(480, 640), none: 0 }[reporting]
  return { name: `${form} ${word} ${number}`, region, sector, reporting, reportedPerMille: share }
}
