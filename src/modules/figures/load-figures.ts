import type { PlainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, recordAct, requireReason, type By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import { requireRegionReached } from '../access/reach.ts'
import { readTable, type TableRow } from '../imports/reading/read-table.ts'
import { listRegions } from '../regions/queries.ts'
import {
  DENOMINATOR_COLUMNS,
  FIGURE_COLUMNS,
  readDenominators,
  readTargets,
  TARGET_COLUMNS,
  type FigureColumn,
} from './read-figures.ts'
import { mergeDenominators, mergeTargets, type Loaded } from './store.ts'

export const FIGURE_FILES = ['denominators', 'targets'] as const
export type FigureFile = (typeof FIGURE_FILES)[number]

export type FiguresToLoad = {
  readonly kind: FigureFile
  readonly rows: readonly TableRow<FigureColumn>[]
  readonly reason: string
}

/** The rows of a file of denominators or targets. Refuses one without their columns. */
export function readFigureFile(kind: FigureFile, path: string): Promise<readonly TableRow<FigureColumn>[]> {
  return readTable<FigureColumn>(
    path,
    FIGURE_COLUMNS,
    kind === 'targets' ? TARGET_COLUMNS : DENOMINATOR_COLUMNS,
  )
}

/**
 * Takes denominators or targets in, all rows or none, each for a region within reach that is on today's map. The same file again changes
 * nothing; another figure for the same count replaces it, and the replaced one stays for whoever asks how it was known.
 */
export function loadFigures({ db, clock }: Deps, by: By, figures: FiguresToLoad): Promise<Loaded> {
  const { kind, rows } = figures
  const load = kind === 'targets' ? loadTargets(rows) : loadDenominators(rows)
  return act(db, by, 'figures.write', async (tx) => {
    // The country itself is beyond every reach but that of the program.
    for (const region of load.regions) requireRegionReached(by, region)
    await requireOnMap(tx, load.regions, clock.today())
    const because = requireReason(figures.reason)
    const loaded = await load.merge(tx, because)
    await recordAct(tx, by, {
      action: 'figures.write',
      reason: because,
      count: loaded.added + loaded.replaced,
      details: { kind, ...loaded },
    })
    return loaded
  })
}

type Load = {
  readonly regions: readonly RegionCode[]
  readonly merge: (tx: Tx, because: string) => Promise<Loaded>
}
type Rows = FiguresToLoad['rows']

function loadTargets(rows: Rows): Load {
  const targets = readTargets(rows)
  return {
    regions: targets.map(({ region }) => region),
    merge: (tx, because) => mergeTargets(tx, targets, because),
  }
}

function loadDenominators(rows: Rows): Load {
  const figures = readDenominators(rows)
  return {
    regions: figures.map(({ region }) => region),
    merge: (tx, because) => mergeDenominators(tx, figures, because),
  }
}

async function requireOnMap(tx: Tx, regions: readonly RegionCode[], on: PlainDate): Promise<void> {
  const known = await listRegions(tx, [...new Set(regions)], on)
  const unknown = regions.find((region) => region !== INDONESIA && !known.has(region))
  if (unknown === undefined) return
  throw refuse('region-unknown', { field: 'region', value: writtenRegion(unknown), on })
}
