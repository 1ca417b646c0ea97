import { isUuid } from '../../kernel/uuid.ts'
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { RegionCode } from '../../kernel/region-code.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import { act, inScopeOf, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { scopeSettings } from '../access/scope.ts'
import { EMPTY_TALLY, tallyAfter, type Merged, type Tally } from '../imports/imports.ts'
import { endList, keepList, takeBackList } from '../imports/keep-list.ts'
import { findImport, getSealedKey, type ImportRecord } from '../imports/queries.ts'
import type { ListField } from '../imports/reading/header-aliases.ts'
import { openList, type OpenedList } from '../imports/reading/open-list.ts'
import type { ListDeps } from '../imports/list-deps.ts'
import { chunksOf, runImport, type Run, type RunEnd } from '../imports/run-import.ts'
import { openFileKey, withOpenFile } from '../imports/stored-file.ts'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import {
  columnNames,
  listLines,
  readingNotes,
  type ListSeen,
  type ReadingNotes,
} from '../imports/list-rows.ts'
import { employerContract } from './employer-list.ts'
import { EmployerBook } from './employers.ts'
import { planEmployers, type EmployerMerge, type EmployerRow } from './merge-employers.ts'
import { placeFinder } from './place-names.ts'
import { lockCandidates } from './queries.ts'
import { runOn } from './run-sql.ts'
import { countBuiltUpon, takeBackEmployers } from './store.ts'

/** What the purpose of a list of employers is called on its record. */
export const EMPLOYER_PURPOSE = 'employers'

/** Nobody is an employer on record without a name. */
export const NEEDED: readonly ListField[] = ['employerName']

export type EmployerDeps = ListDeps & { readonly pool: pg.Pool }

export type EmployerListAsk = {
  readonly path: string
  readonly fileName: string
  /** Where the employers are that say no other place; INDONESIA asks each row to say one. */
  readonly region: RegionCode
  /** Read, validate and compare only; nothing is written. */
  readonly isRehearsal: boolean
  readonly sheet?: string
}

export type EmployerListResult = {
  /** Null for a rehearsal. */
  readonly importId: string | null
  readonly end: RunEnd
  readonly tally: Tally
  readonly columns: Readonly<Record<string, string>>
  readonly notes: ReadingNotes
  readonly seconds: number
}

/**
 * Takes a list of employers in, as the labour report (WLKP) has them: every row accepted, refused, held or already there, and all of them
 * counted. A run that was cut off goes on (`resumeEmployers`). Refuses a file that is no such list before anything is written.
 */
export async function importEmployers(
  deps: EmployerDeps,
  by: By,
  ask: EmployerListAsk,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<EmployerListResult> {
  const list = await openEmployerList(ask.path, ask.sheet)
  try {
    const keeping = {
      ...ask,
      purpose: EMPLOYER_PURPOSE,
      mapping: list.mapping.columnOf,
      reading: readingNotes(list, { ending: null, skipped: new Map() }),
    }
    const importId = ask.isRehearsal
      ? null
      : await keepList(deps, by, { ...keeping, action: 'employers.import' })
    return await runEmployers(deps, by, { importId, region: ask.region, list }, onProgress)
  } finally {
    list.close()
  }
}

/** Goes on with a list of employers whose run was cut off, from the first row that is not decided. Refuses one that has ended. */
export async function resumeEmployers(
  deps: EmployerDeps,
  by: By,
  id: string,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<EmployerListResult> {
  const record = await requireOwnList(deps, by, id)
  if (record.state !== 'running') throw refuse('import-ended', { state: record.state })
  const sealedKey = await inScopeOf(deps.db, by, (tx) => getSealedKey(tx, id))
  const { sheet } = record.reading
  return withOpenFile(deps.folder, id, openFileKey(deps.ring, id, sealedKey), async (path) => {
    const list = await openEmployerList(path, typeof sheet === 'string' ? sheet : undefined)
    try {
      return await runEmployers(deps, by, { importId: id, region: record.region, list }, onProgress)
    } finally {
      list.close()
    }
  })
}

/** Takes a list of employers back: those it brought go, those it changed are as they were. Refused as soon as somebody built on it. */
export async function undoEmployers(
  deps: Pick<EmployerDeps, 'db' | 'pool' | 'clock'>,
  by: By,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<{ readonly removed: number; readonly restored: number }> {
  const { region } = await getOwnEmployerList(deps, by, id)
  const because = requireReason(reason)
  const now = deps.clock.now()
  const end = { state: 'undone', because } as const
  const undone = await takeBackList(deps.pool, employerScope(by), { id, now, end }, async (client) => {
    const employerCount = await countBuiltUpon(runOn(client), id)
    if (employerCount > 0) throw refuse('employer-list-built-upon', { employerCount })
    return takeBackEmployers(runOn(client), id, now)
  })
  await inScopeOf(deps.db, by, (tx) =>
    recordAct(tx, by, {
      action: 'employers.import-undo',
      subject: { kind: 'import', id },
      region,
      reason: because,
      count: undone.removed + undone.restored,
    }),
  )
  return undone
}

type Running = { readonly importId: string | null; readonly region: RegionCode; readonly list: OpenedList }

/** Runs a list from its first undecided row to its end, and records the end. */
export async function runEmployers(
  deps: EmployerDeps,
  by: By,
  { importId, region, list }: Running,
  onProgress: (tally: Tally) => void,
): Promise<EmployerListResult> {
  const started = performance.now()
  const id = importId ?? randomUUID()
  const { run, merge, seen } = await employerRun(deps, by, { id, region, list })
  const { end, tally } =
    importId === null
      ? { end: 'done' as const, tally: await tallyOf(rehearsedEmployers(deps.pool, run, merge), onProgress) }
      : await runImport(deps.pool, { ...run, onProgress }).catch((error: unknown) =>
          endBroken(deps, by, importId, error),
        )
  const seconds = Math.round(performance.now() - started) / 1_000
  const notes = readingNotes(list, seen)
  const ended = { region, tally, seconds, reading: notes, action: 'employers.import-done' }
  const last = importId !== null && end === 'done' ? await endList(deps, by, { id: importId, ...ended }) : end
  if (importId !== null && last === 'cancelled') await takeBack(deps, by, importId, 'cancelled')
  return { importId, end: last, tally, seconds, columns: columnNames(list), notes }
}

export type EmployerRun = Run<EmployerRow>

/** What a list means for whoever hands it in, ready to be run or rehearsed. */
export async function employerRun(
  { db, clock }: EmployerDeps,
  by: By,
  { id, region, list }: { readonly id: string; readonly region: RegionCode; readonly list: OpenedList },
): Promise<{ readonly run: EmployerRun; readonly merge: EmployerMerge; readonly seen: ListSeen }> {
  const on = clock.today()
  const merge = { organisationId: sightOf(by).organisationId, importId: id, now: clock.now() }
  const findPlaces = await placeFinder(db, region, on)
  const context = { on, home: region, reach: region, findPlaces }
  const seen: ListSeen = { ending: null, skipped: new Map() }
  const run = {
    importId: id,
    contract: employerContract(list.mapping.columnOf, context, merge),
    lines: () => listLines(list, seen),
    scope: employerScope(by),
  }
  return { run, merge, seen }
}

async function tallyOf(chunks: AsyncIterable<Merged>, onProgress: (tally: Tally) => void): Promise<Tally> {
  let tally = EMPTY_TALLY
  for await (const merged of chunks) {
    tally = tallyAfter(tally, merged)
    onProgress(tally)
  }
  return tally
}

/** What a list would come to, without writing anything; what one chunk would have written, the next finds. */
export async function* rehearsedEmployers(
  pool: pg.Pool,
  run: EmployerRun,
  merge: EmployerMerge,
): AsyncGenerator<Merged> {
  const book = new EmployerBook()
  for await (const { fit, fates } of chunksOf(run, 0)) {
    const rows = fit.map(({ fields }) => fields)
    const candidates = await chunkInTransaction(pool, run.scope, (client) =>
      lockCandidates(runOn(client), merge.organisationId, rows),
    )
    for (const candidate of candidates) if (!book.has(candidate.id)) book.put(candidate)
    yield { fates: [...fates, ...planEmployers(book, merge, fit).fates], takenBack: [] }
  }
}

/** A file that turns out to be broken further down brings nothing. */
async function endBroken(deps: EmployerDeps, by: By, id: string, error: unknown): Promise<never> {
  if (error instanceof Refusal) await takeBack(deps, by, id, 'refused')
  throw error
}

async function takeBack(
  { pool, clock }: EmployerDeps,
  by: By,
  id: string,
  state: 'cancelled' | 'refused',
): Promise<void> {
  const now = clock.now()
  await takeBackList(pool, employerScope(by), { id, now, end: { state } }, (client) =>
    takeBackEmployers(runOn(client), id, now),
  )
}

async function openEmployerList(path: string, sheet: string | undefined): Promise<OpenedList> {
  const list = await openList(path, { needed: NEEDED, ...(sheet !== undefined && { sheet }) })
  try {
    list.requireColumns()
    return list
  } catch (error) {
    list.close()
    throw error
  }
}

/** Everybody writes his own organisation's rows only, so no gate is needed: a user's scope, or the program's for its command line. */
function employerScope(by: By): string {
  return by.kind === 'system' ? `set local app.gate = 'system'` : scopeSettings(by.actor)
}

/** A list of employers that one's own organisation handed in; any other is refused as one that is not there, or is another's. */
export function getOwnEmployerList(
  deps: Pick<EmployerDeps, 'db'>,
  by: By,
  id: string,
): Promise<ImportRecord> {
  return act(deps.db, by, 'employers.import', () => requireOwnList(deps, by, id))
}

async function requireOwnList({ db }: Pick<EmployerDeps, 'db'>, by: By, id: string): Promise<ImportRecord> {
  const record = isUuid(id) ? await inScopeOf(db, by, (tx) => findImport(tx, id)) : null
  if (record?.purpose !== EMPLOYER_PURPOSE) throw refuse('import-unknown', {})
  if (by.kind === 'user' && record.organisationId !== by.actor.organisationId)
    throw refuse('employer-of-another', {})
  return record
}
