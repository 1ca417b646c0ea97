import { randomUUID } from 'node:crypto'
import { firstDayOf, monthOf, parseMonth } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import { INDONESIA, type RegionCode } from '../../kernel/region-code.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { reachedRegion } from '../access/access.ts'
import { act, doerKey, organisationOf, recordAct, sightOf, type By } from '../access/act.ts'
import { requireRegion } from '../access/places.ts'
import { requireWithin } from '../access/reach.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { isRosterInSight, listCandidates, type Gathering } from './candidates.ts'
import type { MakeSubmissionBody } from './contract.ts'
import { insertSubmission, isStillProtected } from './store.ts'
import { ProtectionMoved, retryClash } from './retry-clash.ts'
import { fileCountOf, MOST_PEOPLE } from './submissions.ts'

export type MadeSubmission = {
  readonly id: string
  readonly number: string
  readonly people: number
  readonly files: number
}

/** The package that the template of BPJS Ketenagakerjaan carries by itself. */
const USUAL_PACKAGE = 'T'

/**
 * Gathers everybody of a selection whom BPJS Ketenagakerjaan was not told of into a draft. Two who gather at once share nobody: the database
 * refuses a second open row of one person for the same months. Refuses a selection of nobody, and wage earners without their roster.
 */
export function makeSubmission(deps: Deps, by: By, ask: MakeSubmissionBody): Promise<MadeSubmission> {
  return retryClash(() => makeOnce(deps, by, ask))
}

function makeOnce({ db, clock }: Deps, by: By, ask: MakeSubmissionBody): Promise<MadeSubmission> {
  return act(db, by, 'submissions.write', async (tx) => {
    const today = clock.today()
    const region = ask.region === undefined ? null : await requireRegion(tx, ask.region, today)
    if (region !== null) requireWithin(by, region)
    const rosterId = ask.roster ?? null
    if (rosterId === null && ask.segment === 'PU') throw refuse('value-missing', { field: 'roster' })
    const gathering: Gathering = {
      segment: ask.segment,
      rosterId,
      region,
      month: ask.month === undefined ? null : parseMonth('month', ask.month),
      thisMonth: monthOf(today),
      most: MOST_PEOPLE,
    }
    const made = await throughMatching(tx, () => gather(tx, by, { gathering, ask, now: clock.now() }))
    await recordAct(tx, by, {
      action: 'submissions.make',
      subject: { kind: 'submission', id: made.id },
      ...(region !== null && { region }),
      count: made.people,
      details: { number: made.number, segment: ask.segment },
    })
    return made
  })
}

async function gather(
  tx: Tx,
  by: By,
  {
    gathering,
    ask,
    now,
  }: { readonly gathering: Gathering; readonly ask: MakeSubmissionBody; readonly now: Date },
): Promise<MadeSubmission> {
  const { rosterId, region, month, segment, thisMonth } = gathering
  const sight = sightOf(by)
  if (rosterId !== null && (!isUuid(rosterId) || !(await isRosterInSight(tx, sight, rosterId))))
    throw refuse('roster-unknown', {})
  const candidates = await listCandidates(tx, sight, gathering)
  if (candidates.length === 0) throw refuse('nobody-to-submit', {})
  const id = randomUUID()
  const { number } = await insertSubmission(
    tx,
    {
      ...{ id, segment, rosterId, now },
      month: month === null ? null : firstDayOf(month),
      bpuPackage: ask.package ?? USUAL_PACKAGE,
      regionCode: region ?? regionOf(by),
      organisationId: organisationOf(by),
      madeBy: doerKey(by),
      year: thisMonth.slice(0, 4),
    },
    candidates,
  )
  if (!(await isStillProtected(tx, id))) throw new ProtectionMoved()
  return { id, number, people: candidates.length, files: fileCountOf(candidates.length) }
}

/** Whose region a submission without one belongs to: the reach, or the seat of an organisation that reaches itself only. */
function regionOf(by: By): RegionCode {
  if (by.kind === 'system') return INDONESIA
  return reachedRegion(by.actor) ?? (by.actor.key ?? by.actor.held)?.regionCode ?? INDONESIA
}
