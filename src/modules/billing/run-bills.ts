import type { Month } from '../../kernel/month.ts'
import { parseRegionCode, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { WorkCalendar } from '../../kernel/working-days.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { act, inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import { BPJS_OWED, payerDue, RECEIVABLE } from '../ledger/ledger.ts'
import { openAccount } from '../ledger/open-accounts.ts'
import { postEntries } from '../ledger/post-entry.ts'
import { requireWithin } from '../access/reach.ts'
import { findPayer, findRoster } from '../payers/queries.ts'
import { segmentOf, type RosterKind } from '../payers/payers.ts'
import { adjustRosters } from './adjust-rosters.ts'
import { findRun, type RunRow } from './bill-queries.ts'
import { planForMany, planFreely } from './card-store.ts'
import { dueOnOf } from './billing.ts'
import { lawVersionOf } from './law-version.ts'
import { priceCards } from './price-cards.ts'
import {
  emptyMonth,
  endRun,
  findUnfinishedRun,
  insertRun,
  issueDrafts,
  listDraftedKinds,
  listDrafts,
  loadLines,
  lockMonth,
  lockNextChanged,
  lockNextRosters,
  markCompared,
  markStep,
  prepareMonth,
  type Run,
  type RunScope,
} from './run-store.ts'

export type BillingDeps = Deps & {
  readonly book: LawBook
  readonly calendar: WorkCalendar
  /** Rosters that are done in one commit, when not as many as is fastest. */
  readonly rostersPerCommit?: number
}

export type RunAsk = {
  readonly month: Month
  readonly roster?: string | undefined
  readonly payer?: string | undefined
  readonly region?: string | undefined
}

/** What a run did. The same run once more has no bills and no adjustments. */
export type RunResult = {
  readonly runId: string
  readonly month: Month
  readonly bills: number
  readonly lines: number
  readonly total: number
  readonly unchanged: number
  readonly adjustments: number
  readonly seconds: number
}

/** Rosters that are loaded in one commit of a fresh month; fewer commits are faster, more are sooner resumed. */
const ROSTERS_PER_LOAD = 10_000
/** Rosters that are compared in one commit of a month that has bills. */
const ROSTERS_PER_COMPARISON = 500
/** Of fewer rosters the members are found one by one. */
const FEW_ROSTERS = 200
const POSTS_AT_ONCE = 1_000

export type RunProgress = (done: { readonly rosters: number; readonly lines: number }) => void

/**
 * Bills a month: whoever stands in a roster of the scope and is not billed as law and list say gets a bill, an amendment or a credit note.
 * One run of a month at a time; a run that was cut off is finished first, by whoever comes next. Run again it changes nothing.
 */
export async function runBills(
  deps: BillingDeps,
  by: By,
  ask: RunAsk,
  onProgress: RunProgress = () => undefined,
): Promise<RunResult> {
  const run = await beginRun(deps, by, ask)
  return finishRun(deps, run, onProgress)
}

/** A run that is recorded; `finishRun` does its work. */
export type BegunRun = Run

/** Records a run so that it can be shown, and goes on if its program dies: `finishRun` does the work. */
export function beginRun(deps: BillingDeps, by: By, ask: RunAsk): Promise<Run> {
  return act(deps.db, by, 'bills.run', (tx) => beginRunIn(tx, deps, by, ask))
}

/** The same within an act that asks for a bill: the run is there if the act is. */
export async function beginRunIn(
  tx: Tx,
  { book }: Pick<BillingDeps, 'book'>,
  by: By,
  ask: RunAsk,
): Promise<BegunRun> {
  const scope = await scopeOf(tx, by, ask)
  const region = commonRegion(scope.regionFirst, scope.regionLast)
  const run = await insertRun(tx, scope, lawVersionOf(book), region)
  const { roster, payer } = ask
  await recordAct(tx, by, {
    action: 'bills.run',
    subject: { kind: 'bill-run', id: run.id },
    region: region as RegionCode,
    details: {
      month: ask.month,
      ...(roster !== undefined && { roster }),
      ...(payer !== undefined && { payer }),
    },
  })
  return run
}

/** Does what a run has left to do, after whatever another run of the month had left. */
export async function finishRun(
  deps: BillingDeps,
  run: Run,
  onProgress: RunProgress = () => undefined,
): Promise<RunResult> {
  return deps.db.connection().execute(async (connection) => {
    const unlock = await lockMonth(connection, run.month)
    try {
      for (;;) {
        const unfinished = await throughGate(connection, 'system', (tx) => findUnfinishedRun(tx, run.month))
        if (unfinished === null) break
        await work({ ...deps, db: connection }, unfinished, onProgress)
        if (unfinished.id === run.id) break
      }
      return await resultOf(connection, run.id)
    } finally {
      await unlock()
    }
  })
}

/** Goes on with a run that was cut off. Refuses one that is unknown. */
export async function resumeRun(
  deps: BillingDeps,
  by: By,
  runId: string,
  onProgress: RunProgress = () => undefined,
): Promise<RunResult> {
  const known = await inScopeOf(deps.db, by, (tx) => findRun(tx, sightOf(by), runId))
  if (!known) throw refuse('bill-run-unknown', {})
  const unfinished = await throughGate(deps.db, 'system', (tx) => findUnfinishedRun(tx, known.month))
  return unfinished === null
    ? resultFrom(known)
    : finishRun(deps, { ...unfinished, id: known.id }, onProgress)
}

async function scopeOf(tx: Tx, by: By, { month, roster, payer, region }: RunAsk): Promise<RunScope> {
  const sight = sightOf(by)
  const place = region === undefined ? null : parseRegionCode('region', region.trim())
  if (place !== null) requireWithin(by, place)
  const asked = place === null ? null : subtreeOf(place)
  if (roster !== undefined && !(await findRoster(tx, sight, roster))) throw refuse('roster-unknown', {})
  if (payer !== undefined && !(await findPayer(tx, sight, payer))) throw refuse('payer-unknown', {})
  return {
    month,
    rosterId: roster ?? null,
    payerId: payer ?? null,
    regionFirst: Math.max(sight.first, asked?.first ?? 0),
    regionLast: Math.min(sight.last, asked?.last ?? sight.last),
    organisationId: asked === null ? sight.organisationId : null,
  }
}

/** Where a run is seen: the region it reaches, or the country when that is more than one subtree. */
function commonRegion(first: number, last: number): number {
  return first <= last && subtreeOf(first as RegionCode).last === last ? first : 0
}

async function work(deps: BillingDeps, run: Run, onProgress: RunProgress): Promise<void> {
  const started = performance.now()
  const seconds = () => Math.round(performance.now() - started) / 1_000
  const end = async (state: 'done' | 'failed', failure: string | null) =>
    throughGate(deps.db, 'system', (tx) => endRun(tx, run.id, { state, seconds: seconds(), failure }))
  try {
    const isFresh = await throughGate(deps.db, 'system', (tx) => prepareMonth(tx, run.month))
    await (isFresh ? loadMonth(deps, run, onProgress) : compareMonth(deps, run, onProgress))
    await end('done', null)
  } catch (error) {
    // What could not be done as asked ends the run; a connection or a program that died leaves it to be resumed.
    if (error instanceof Refusal) await end('failed', error.code)
    throw error
  }
}

/** A month without lines: they are loaded beside, stretch by stretch, and all bills come into being in one commit. */
async function loadMonth(deps: BillingDeps, begun: Run, onProgress: RunProgress): Promise<void> {
  const { db, book } = deps
  const lawVersion = lawVersionOf(book)
  let run = begun
  // A run begins with nothing: one that another law had priced in part, too.
  if (!begun.isFresh || begun.lawVersion !== lawVersion) {
    await throughGate(db, 'system', (tx) => emptyMonth(tx, begun))
    run = { ...begun, isFresh: true, afterRoster: null }
  }
  for (let rosters = 0; ;) {
    const step = await throughGate(db, 'system', async (tx) => {
      const ids = await lockNextRosters(tx, run, deps.rostersPerCommit ?? ROSTERS_PER_LOAD)
      const lastRoster = ids.at(-1)
      if (lastRoster === undefined) return null
      if (ids.length > FEW_ROSTERS) await planForMany(tx)
      await priceCards(tx, run.month, book, ids)
      await loadLines(tx, { ...run, lawVersion }, ids)
      await planFreely(tx)
      await markStep(tx, run.id, {
        lastRoster,
        rosters: ids.length,
        bills: 0,
        lines: 0,
        total: 0n,
        adjustments: 0,
      })
      return { lastRoster, rosters: ids.length }
    })
    if (step === null) break
    rosters += step.rosters
    run = { ...run, afterRoster: step.lastRoster }
    onProgress({ rosters, lines: 0 })
  }
  await throughGate(db, 'system', (tx) => issueMonth(tx, deps, { ...run, lawVersion }))
}

async function issueMonth(tx: Tx, { book, calendar, clock }: BillingDeps, run: Run): Promise<void> {
  const segments = (await listDraftedKinds(tx, run.id)).map((kind) => segmentOf(kind as RosterKind))
  const dueOn = (segment: 'PU' | 'BPU') =>
    segments.includes(segment) ? dueOnOf(segment, run.month, book, calendar) : null
  await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
  await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
  const effectiveOn = clock.today()
  for (let after: string | null = null; ;) {
    const drafts = await listDrafts(tx, run.id, after, POSTS_AT_ONCE)
    const last = drafts.at(-1)
    if (!last) break
    await postEntries(
      tx,
      drafts.map(({ billId, payerId, total }) => ({
        kind: 'bill-issued' as const,
        effectiveOn,
        key: `bill:${billId}`,
        cause: { kind: 'bill', id: billId },
        transfers: [{ from: payerDue(payerId), to: RECEIVABLE, amount: total }] as const,
      })),
    )
    after = last.rosterId
  }
  await planForMany(tx)
  const issued = await issueDrafts(tx, run, { wages: dueOn('PU'), own: dueOn('BPU') })
  await markStep(tx, run.id, { lastRoster: LAST_ROSTER, rosters: 0, adjustments: 0, ...issued })
}

const LAST_ROSTER = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** A month that has bills: rosters that have changed since, or that the law has changed for, are set right. */
async function compareMonth(deps: BillingDeps, begun: Run, onProgress: RunProgress): Promise<void> {
  const { db, book, calendar, clock } = deps
  const lawVersion = lawVersionOf(book)
  let run: Run = { ...begun, lawVersion }
  let lines = 0
  for (let rosters = 0; ;) {
    const step = await throughGate(db, 'system', async (tx) => {
      const ids = await lockNextChanged(tx, run, deps.rostersPerCommit ?? ROSTERS_PER_COMPARISON)
      const lastRoster = ids.at(-1)
      if (lastRoster === undefined) return null
      const billing = { month: run.month, book, calendar, today: clock.today(), runId: run.id }
      await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
      const done = await adjustRosters(tx, billing, ids)
      await markCompared(tx, run, ids)
      await markStep(tx, run.id, { lastRoster, rosters: ids.length, ...done })
      return { lastRoster, rosters: ids.length, lines: done.lines }
    })
    if (step === null) break
    rosters += step.rosters
    lines += step.lines
    run = { ...run, afterRoster: step.lastRoster }
    onProgress({ rosters, lines })
  }
}

async function resultOf(db: Db, runId: string): Promise<RunResult> {
  const row = await throughGate(db, 'system', (tx) =>
    findRun(tx, { first: 0, last: 9_999_999_999, organisationId: null }, runId),
  )
  if (!row) throw new Error('a run has no record')
  return resultFrom(row)
}

function resultFrom(row: RunRow): RunResult {
  return {
    runId: row.id,
    month: row.month,
    bills: row.billCount,
    lines: row.lineCount,
    total: rupiahToJson(row.total),
    unchanged: row.unchangedCount,
    adjustments: row.adjustmentCount,
    seconds: row.seconds,
  }
}
