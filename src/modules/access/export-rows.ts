import type { Db, Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, sightOf, type By, type Sight } from './act.ts'
import type { ActionName } from './actions.ts'
import { trailFilter, userFilter } from './answers.ts'
import type { ListAuditQuery, ListUsersQuery } from './contract.ts'
import { countUsers, listUsersAfter, type UserRow } from './queries.ts'
import { countTrail, listTrail, type TrailEntry, type TrailMoment } from './trail-queries.ts'

/** Rows that leave the house, read as they are taken. Whoever stops taking them stops the reading. */
export type Export<Row> = { readonly rowCount: number; readonly pages: AsyncIterable<readonly Row[]> }

const ROWS_PER_READ = 1_000

type Source<Row> = {
  readonly action: ActionName
  /** How many rows there are, when nothing was given out yet. */
  readonly count: (tx: Tx, sight: Sight) => Promise<number>
  /** The rows after this one; from the first on without one. */
  readonly read: (tx: Tx, sight: Sight, after: Row | undefined) => Promise<readonly Row[]>
}

/**
 * Every user the question finds, however many. A user who is added or changed while the file is read may be in it or not; nobody is in it twice.
 */
export function exportUsers(deps: Deps, by: By, query: ListUsersQuery): Promise<Export<UserRow>> {
  const filter = userFilter(query)
  const today = deps.clock.today()
  return openExport(deps.db, by, {
    action: 'users.export',
    count: (tx, sight) => countUsers(tx, sight, filter, today),
    read: (tx, sight, last) => {
      const after = last && {
        region: last.organisation.regionCode,
        organisation: last.organisation.id,
        id: last.id,
      }
      return listUsersAfter(tx, sight, filter, { after, limit: ROWS_PER_READ }, today)
    },
  })
}

/** Every entry the question finds at this moment, newest first, however many; exactly as many as the entry of the export says. */
export function exportTrail(deps: Deps, by: By, query: ListAuditQuery): Promise<Export<TrailEntry>> {
  const filter = trailFilter(query)
  let moment: { readonly asOf: TrailMoment } | undefined
  return openExport(deps.db, by, {
    action: 'audit.export',
    count: async (tx, sight) => {
      const { count, asOf } = await countTrail(tx, sight, filter)
      moment = { asOf }
      return count
    },
    read: (tx, sight, last) =>
      listTrail(tx, sight, { ...filter, ...moment, ...(last && { before: last.id }), limit: ROWS_PER_READ }),
  })
}

/**
 * Records the export with its row count in a transaction that ends before the first row is given out: an export that is cut off, by
 * whomever, is recorded all the same. Then each page is read in a transaction of its own, so that memory stays flat and somebody who
 * takes the file slowly holds no connection meanwhile.
 */
async function openExport<Row>(db: Db, by: By, source: Source<Row>): Promise<Export<Row>> {
  const rowCount = await inScopeOf(db, by, async (tx) => {
    const count = await source.count(tx, sightOf(by))
    await recordAct(tx, by, { action: source.action, count })
    return count
  })
  return { rowCount, pages: pagesOf(db, by, source) }
}

async function* pagesOf<Row>(db: Db, by: By, { read }: Source<Row>): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined
  do {
    const rows = await inScopeOf(db, by, (tx) => read(tx, sightOf(by), last))
    if (rows.length > 0) yield rows
    last = rows.length < ROWS_PER_READ ? undefined : rows.at(-1)
  } while (last !== undefined)
}
