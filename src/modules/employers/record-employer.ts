import { requireWithin } from '../access/reach.ts'
import { randomUUID } from 'node:crypto'
import { dottedCode, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { getRegion } from '../regions/queries.ts'
import { assessEmployer, EmployerBook, type EmployerChange, type EmployerFields } from './employers.ts'
import { findEmployer, lockCandidates } from './queries.ts'
import { readEmployer } from './read-employer.ts'
import { EMPLOYER_OUTCOME_LEVELS, type EmployerCell, type EmployerOutcome } from './row-outcomes.ts'
import { runIn } from './run-sql.ts'
import { EMPLOYER_RACES, insertEmployers, updateEmployers } from './store.ts'

/** The cells of an employer as somebody writes them into a form. */
export type EmployerTexts = { readonly [Cell in EmployerCell]?: string | undefined }

export type Recorded = { readonly id: string; readonly warnings: readonly EmployerOutcome[] }

/**
 * Records an employer as one's own organisation knows it, in a region within reach. Refuses one it has already (`employer-known`), unfit
 * values in the words a list would hear, and a region beyond reach.
 */
export async function recordEmployer(
  deps: Deps,
  by: By,
  ask: { readonly region: string; readonly texts: EmployerTexts; readonly reason: string },
): Promise<Recorded> {
  try {
    return await recordOnce(deps, by, ask)
  } catch (error) {
    // A colleague was quicker: now it is found.
    if (isRace(error)) return recordOnce(deps, by, ask)
    throw error
  }
}

async function recordOnce(
  { db, clock }: Deps,
  by: By,
  { region, texts, reason }: Parameters<typeof recordEmployer>[2],
): Promise<Recorded> {
  return act(db, by, 'employers.write', async (tx) => {
    const { fields, warnings } = await readWritten(tx, { db, clock }, by, { ...texts, regionCode: region })
    const why = scrubDigits(requireReason(reason))
    const { organisationId } = sightOf(by)
    const match = new EmployerBook(await lockCandidates(runIn(tx), organisationId, [fields])).match(fields)
    if (match.kind === 'known') throw refuse('employer-known', { id: match.employer.id })
    if (match.kind === 'several')
      throw refuse('employer-unfit', { field: 'npp', code: 'CABANG_MENDUA', details: { count: match.count } })
    const id = randomUUID()
    await insertEmployers(
      runIn(tx),
      [{ id, organisationId, importId: null, importRow: null, fields }],
      clock.now(),
    )
    await recordWriting(tx, by, { id, region: fields.regionCode, reason: why, fields: [] })
    return { id, warnings }
  })
}

/**
 * Changes an employer that one's own organisation recorded; what is left out stays. Refuses one that another keeps, unfit values, and a
 * change of nothing.
 */
export async function changeEmployer(
  { db, clock }: Deps,
  by: By,
  { id, texts, reason }: { readonly id: string; readonly texts: EmployerTexts; readonly reason: string },
): Promise<{
  readonly changes: Readonly<Record<string, EmployerChange>>
  readonly warnings: readonly EmployerOutcome[]
}> {
  return act(db, by, 'employers.write', async (tx) => {
    const before = await lockOwn(tx, by, id)
    const why = scrubDigits(requireReason(reason))
    const { name, regionCode } = before
    const cells = { name, ...texts, regionCode: texts.regionCode ?? dottedCode(regionCode) }
    const { fields, warnings } = await readWritten(tx, { db, clock }, by, cells)
    const { after, changes, isOlder } = assessEmployer(before, fields)
    if (isOlder) throw refuse('employer-unfit', { field: 'reportedOn', code: 'LAPORAN_LAMA', details: {} })
    if (Object.keys(changes).length === 0) throw refuse('employer-unchanged', {})
    const origin = {
      organisationId: sightOf(by).organisationId,
      importId: null,
      cause: 'form',
      reason: why,
      now: clock.now(),
    } as const
    await updateEmployers(runIn(tx), [{ id, after, changes }], origin)
    await recordWriting(tx, by, { id, region: after.regionCode, reason: why, fields: Object.keys(changes) })
    return { changes, warnings }
  })
}

/** One's own row as it stands now, locked until the transaction ends. */
async function lockOwn(tx: Tx, by: By, id: string): Promise<EmployerFields> {
  const sight = sightOf(by)
  const seen = await findEmployer(tx, sight, id)
  if (!seen) throw refuse('employer-unknown', {})
  if (by.kind === 'user' && seen.organisationId !== sight.organisationId)
    throw refuse('employer-of-another', {})
  await lockCandidates(runIn(tx), seen.organisationId, [seen.fields])
  // Read again: somebody may have changed it while this waited for the lock.
  return (await findEmployer(tx, sight, id))?.fields ?? seen.fields
}

async function readWritten(
  tx: Tx,
  { clock }: Deps,
  by: By,
  texts: EmployerTexts & { readonly regionCode: string },
): Promise<{ readonly fields: EmployerFields; readonly warnings: readonly EmployerOutcome[] }> {
  const on = clock.today()
  const place = parseRegionCode('region', texts.regionCode.trim())
  await getRegion(tx, 'region', place, on)
  requireWithin(by, place)
  const context = { on, home: place, reach: place, findPlaces: () => [] }
  const { fields, outcomes } = readEmployer({ texts }, context)
  const unfit = outcomes.find(({ code }) => EMPLOYER_OUTCOME_LEVELS[code] === 'error')
  if (unfit)
    throw refuse('employer-unfit', { field: unfit.field ?? 'name', code: unfit.code, details: unfit.details })
  if (!fields) throw refuse('value-missing', { field: 'name' })
  return { fields, warnings: outcomes }
}

function recordWriting(
  tx: Tx,
  by: By,
  {
    id,
    region,
    reason,
    fields,
  }: { id: string; region: RegionCode; reason: string; fields: readonly string[] },
): Promise<void> {
  const subject = { kind: 'employer', id }
  return recordAct(tx, by, {
    action: 'employers.write',
    subject,
    region,
    reason,
    details: { fields: [...fields] },
  })
}

function isRace(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && EMPLOYER_RACES.some((each) => each === constraint)
}
