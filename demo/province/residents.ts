import { apportion } from '../../src/kernel/apportion.ts'
import { ancestorAt, type RegionCode } from '../../src/kernel/region-code.ts'
import { scramble } from '../chance.ts'

/** A village of the map, and whether it is a kelurahan, where more people live than in a desa. */
export type Village = { readonly code: RegionCode; readonly isUrban: boolean }

/** A village with its people: how many, and which is the first of them in the whole province. */
export type PeopledVillage = Village & { readonly firstIndex: number; readonly count: number }

/**
 * Spreads people over villages: over regencies by their inhabitants, exactly, and within a regency by a weight that chance gives each
 * village. A regency without a figure lets all of them go by the number of their villages instead.
 */
export function peopleVillages(
  seed: number,
  count: number,
  villages: readonly Village[],
  inhabitants: ReadonlyMap<RegionCode, bigint>,
): readonly PeopledVillage[] {
  const byRegency = Map.groupBy(villages, ({ code }) => ancestorAt(code, 'kabupaten-kota'))
  const regencies = [...byRegency.keys()].sort((one, other) => one - other)
  const counts = apportion(BigInt(count), regencyWeights(regencies, byRegency, inhabitants))
  let firstIndex = 0
  return regencies.flatMap((regency, place) => {
    const share = counts[place] ?? 0n
    const own = settledVillages(seed, byRegency.get(regency) ?? [], Number(share))
    const parts = apportion(
      share,
      own.map((village) => villageWeight(seed, village)),
    )
    return own.map((village, at) => {
      const peopled = { ...village, firstIndex, count: Number(parts[at] ?? 0n) }
      firstIndex += peopled.count
      return peopled
    })
  })
}

function regencyWeights(
  regencies: readonly RegionCode[],
  byRegency: ReadonlyMap<RegionCode, readonly Village[]>,
  inhabitants: ReadonlyMap<RegionCode, bigint>,
): bigint[] {
  return hasEveryFigure(regencies, inhabitants)
    ? regencies.map((code) => inhabitants.get(code) ?? 0n)
    : regencies.map((code) => BigInt(byRegency.get(code)?.length ?? 0))
}

/** Whether people can be spread by how many live in each regency. */
export function hasEveryFigure(
  regencies: readonly RegionCode[],
  inhabitants: ReadonlyMap<RegionCode, bigint>,
): boolean {
  return regencies.every((code) => inhabitants.has(code))
}

/** Where families would else be cut in pieces, fewer villages are settled: in each there is room for some ten. */
const LEAST_PEOPLE = 40

function settledVillages(seed: number, villages: readonly Village[], people: number): readonly Village[] {
  const most = Math.max(1, Math.floor(people / LEAST_PEOPLE))
  const place = ({ code }: Village) => scramble(scramble(seed ^ 0x1b56c4e9) ^ code)
  return villages
    .toSorted((one, other) => place(one) - place(other))
    .slice(0, most)
    .sort((one, other) => one.code - other.code)
}

function villageWeight(seed: number, { code, isUrban }: Village): bigint {
  const half = 50 + (scramble(scramble(seed) ^ code) % 101)
  return BigInt(isUrban ? half * 3 : half)
}
