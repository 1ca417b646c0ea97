import type pg from 'pg'
import { refuse } from '../../kernel/refusal.ts'
import { systemClock, type Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import { pinnedListFolder, readRegionList } from './read-region-list.ts'
import { checkRegionList, EXPECTED_COUNTS, PINNED_DATA_SET } from './region-list.ts'
import type { Region } from './regions.ts'
import {
  copyPublishedRegions,
  copyRegions,
  insertDataSet,
  listDifferences,
  lockRegionTables,
  replaceAliases,
  replacePopulations,
  tableIsEmpty,
} from './store.ts'
import { inOwnerTransaction } from './owner-transaction.ts'

const SHOWN_PROBLEMS = 20

/**
 * Puts every region, alias and population into an empty table, in one transaction; the same list again changes nothing.
 * A list with errors, or one that differs from the table, is refused with its first 20 problems and nothing is written.
 */
export async function loadRegionsIfMissing(
  owner: Database,
  progress: (line: string) => void,
  sourceFolder: string = pinnedListFolder(),
  clock: Clock = systemClock,
): Promise<void> {
  const list = await readRegionList(sourceFolder)
  const known = await owner.pool.query('select from region_data_sets where content_sha256 = $1', [
    list.sha256,
  ])
  const regions = known.rowCount ? null : checked(list)
  await inOwnerTransaction(owner, async (client) => {
    await lockRegionTables(client)
    if (regions) {
      progress(`Memuat ${regions.length.toLocaleString('id-ID')} wilayah (${PINNED_DATA_SET.decree}) …`)
      await recordList(client, regions, list.sha256, clock)
    }
    await replaceAliases(client)
    await replacePopulations(client)
  })
  if (regions) {
    // Without fresh statistics the first searches would scan the whole table.
    await owner.pool.query('analyze regions, region_aliases, region_populations')
  }
}

function checked(list: Awaited<ReturnType<typeof readRegionList>>): readonly Region[] {
  // Counts and orphans of a list that could not be read would only repeat what is already said.
  const { regions, problems } =
    list.problems.length > 0
      ? { regions: [], problems: list.problems }
      : checkRegionList(list.lines, EXPECTED_COUNTS)
  if (problems.length > 0) {
    throw refuse('region-list-broken', {
      count: problems.length,
      problems: problems.slice(0, SHOWN_PROBLEMS),
    })
  }
  return regions
}

async function recordList(
  client: pg.ClientBase,
  regions: readonly Region[],
  sha256: string,
  clock: Clock,
): Promise<void> {
  if (await tableIsEmpty(client)) {
    await copyRegions(client, regions, {
      validFrom: PINNED_DATA_SET.inForceOn,
      decree: PINNED_DATA_SET.decree,
      source: PINNED_DATA_SET.id,
    })
  } else {
    await copyPublishedRegions(client, regions)
    const differences = await listDifferences(client)
    if (differences.length > 0) {
      throw refuse('region-list-differs', {
        count: differences.length,
        differences: differences.slice(0, SHOWN_PROBLEMS),
      })
    }
  }
  await insertDataSet(client, PINNED_DATA_SET, regions.length, sha256, clock.now())
}
