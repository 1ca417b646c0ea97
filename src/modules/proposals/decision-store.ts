import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { DecisionKind } from './proposals.ts'

export type NewDecision = {
  readonly proposalId: string
  readonly kind: DecisionKind
  readonly people: number
  readonly decidedBy: string
  readonly now: Date
}

/** Keeps that somebody decides; the rows that the decision touches name it. Answers its number. */
export async function insertDecision(tx: Tx, decision: NewDecision): Promise<string> {
  const { proposalId, kind, people, decidedBy, now } = decision
  const { rows } = await sql<{ id: string }>`
    insert into proposal_decisions (proposal_id, kind, people_count, decided_by, decided_at)
    values (${proposalId}, ${kind}, ${people}, ${decidedBy}, ${now}) returning id`.execute(tx)
  if (!rows[0]) throw new Error('a decision was not kept')
  return rows[0].id
}

export type DecidedRow = { readonly personId: bigint; readonly state: string; readonly stateBefore: string }

/** Whom a decision touched, as they stand now. */
export async function listDecided(tx: Tx, decisionId: string): Promise<DecidedRow[]> {
  const { rows } = await sql<DecidedRow>`
    select person_id as "personId", state, state_before as "stateBefore" from proposed_people
    where decision_id = ${decisionId} order by person_id`.execute(tx)
  return rows
}

/** Whether somebody whom a decision kept out has been proposed for the same programme by another proposal since. */
export async function isProposedElsewhere(tx: Tx, decisionId: string): Promise<boolean> {
  const { rows } = await sql`
    select from proposed_people c join proposed_people n on n.programme_id = c.programme_id and n.person_id = c.person_id
    where c.decision_id = ${decisionId} and n.proposal_id <> c.proposal_id and n.state in ('proposed', 'approved', 'waiting')
      and c.state not in ('proposed', 'approved', 'waiting') limit 1`.execute(tx)
  return rows.length > 0
}

/** Puts every row of a decision back to where it stood before. */
export async function restoreDecided(tx: Tx, decisionId: string): Promise<void> {
  await sql`
    update proposed_people set state = state_before, because = because_before, decided_by = null, decided_at = null,
      decision_id = null, state_before = null, because_before = null
    where decision_id = ${decisionId}`.execute(tx)
}

export type Undoing = {
  readonly decisionId: string
  readonly by: string
  readonly because: string
  readonly now: Date
}

export async function markUndone(tx: Tx, { decisionId, by, because, now }: Undoing): Promise<void> {
  await sql`
    update proposal_decisions set undone_by = ${by}, undone_at = ${now}, undone_because = ${because}
    where id = ${decisionId}`.execute(tx)
}

/** What a payer's roster holds of a decision, the roster locked against runs and submissions until the transaction ends. */
export type HeldByDecision = {
  readonly protectionIds: readonly bigint[]
  readonly isChanged: boolean
  readonly isBilled: boolean
  readonly isSubmitted: boolean
}

/**
 * Locks the roster of a programme and looks at what was built on the protection of people whom a decision approved. Inside the gate
 * `matching`: the roster may lie beyond whoever decided.
 */
export async function lockHeld(tx: Tx, rosterId: string, people: readonly bigint[]): Promise<HeldByDecision> {
  // A whole lock: whoever gathers a submission names the roster, and so waits or has come first; a run that bills it holds it while it reads.
  await sql`select from rosters where id = ${rosterId} for update`.execute(tx)
  const wanted = people.map(String)
  const { rows } = await sql<{ id: bigint; changed: boolean }>`
    select p.id, exists (select from protection_changes h where h.protection_id = p.id) as changed from protections p
    where p.roster_id = ${rosterId} and p.person_id = any (${wanted}::bigint[]) and not isempty(p.months) order by p.id`.execute(
    tx,
  )
  const ids = rows.map(({ id }) => id)
  const { rows: built } = await sql<{ billed: boolean; submitted: boolean }>`
    select protections_billed(${ids.map(String)}::bigint[], ${rosterId}::uuid) as billed,
      exists (select from submission_people m where m.roster_id = ${rosterId} and m.person_id = any (${wanted}::bigint[])
        and m.state <> 'withdrawn') as submitted`.execute(tx)
  return {
    protectionIds: ids,
    isChanged: ids.length !== people.length || rows.some(({ changed }) => changed),
    isBilled: built[0]?.billed ?? false,
    isSubmitted: built[0]?.submitted ?? false,
  }
}
