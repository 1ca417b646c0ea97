import { addNumberedPeople, addStagedRoster, protect } from './billing-stage.ts'
import type { TestDatabase } from './database.ts'
import { rowsOf } from './people.ts'

/** How many of the made-up people are protected in which village of South Sumatra; three are too few to be published. */
export const PROTECTED_VILLAGERS = [
  { village: '1606012001', count: 20 },
  { village: '1607012001', count: 3 },
  { village: '1610012001', count: 7 },
  { village: '1671011001', count: 10 },
] as const

/** Villagers whom their villages protect all of 2026, with a denominator and a target for Musi Banyuasin. */
export async function addProtectedVillagers(database: TestDatabase): Promise<void> {
  const { owner } = database
  const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
  let first = 1
  for (const { village, count } of PROTECTED_VILLAGERS) {
    const people = await addNumberedPeople(database, count, first)
    await rowsOf(owner, 'update people set residence_region = $1 where id = any($2)', [
      village,
      people.map(String),
    ])
    await protect(database, roster, people, { from: '2026-01', until: '2027-01', pay: () => 1_000_000 })
    first += count
  }
  await rowsOf(
    owner,
    `insert into coverage_denominators (region_code, indicator, segment, persons, counted_on, vintage, source, confidence)
     values (1606000000, 'A', 'all', 200, '2025-08-31', 'Sakernas 2025', 'uji', 'M')`,
  )
  await rowsOf(
    owner,
    `insert into coverage_targets (region_code, indicator, segment, year, basis_points, source, confidence)
     values (1606000000, 'A', 'all', 2026, 5000, 'RPJMD uji', 'M')`,
  )
}
