import type { TestDatabase } from '../database.ts'
import { fillMoney, type MoneyWorld } from './money-world.ts'
import { openOffice, type Office } from './office.ts'
import { fillRegistry, type RegistryWorld } from './registry-world.ts'
import { fillWork, type WorkWorld } from './work-world.ts'

/** Subjects for every page there is, by the names that the addresses of pages need. */
export type World = RegistryWorld & WorkWorld & MoneyWorld

/** The office in training mode with something to show on each of its pages. */
export async function openWorld(database: TestDatabase): Promise<{ office: Office; world: World }> {
  const office = await openOffice(database)
  const registry = await fillRegistry(office)
  const work = await fillWork(office, registry)
  const money = await fillMoney(office, registry)
  // As the server of the database does by itself after a minute: without it a page may take that long.
  await database.owner.pool.query('analyze')
  return { office, world: { ...registry, ...work, ...money } }
}
