import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Tx } from '../../platform/db.ts'
import { act, doerKey, recordAct, type By } from '../access/act.ts'
import { seenPeople } from '../payers/add-members.ts'
import type { RosterRow } from '../payers/queries.ts'
import type { LeavingCause, MonthChange } from './agency-months.ts'
import type { ChangeMonthBody } from './contract.ts'
import { commonPayOf, getMonthSubject } from './month-subject.ts'
import { listMonthMembers } from './queries.ts'
import { deleteChanges, lockMonth, upsertChanges } from './store.ts'

export type MonthAsk = { readonly rosterId: string; readonly month: string }

/**
 * Notes in the draft of a month that somebody joins, leaves or earns otherwise, several at once; `none` takes the note back. Nothing of the
 * roster changes before the month is sent. Refuses a sent month, a joiner who stands in the list, and anybody else who does not.
 */
export function changeMonth(
  { db, clock }: Deps,
  by: By,
  ask: MonthAsk,
  wanted: readonly ChangeMonthBody[],
): Promise<{ readonly noted: number }> {
  return act(db, by, 'rosters.write', async (tx) => {
    const subject = await getMonthSubject(tx, { clock }, by, ask)
    const { roster, month } = subject
    const { state, round } = await lockMonth(tx, { rosterId: roster.id, month })
    if (state === 'sent') throw refuse('agency-month-sent', { month })
    const draft = { rosterId: roster.id, month, round }
    const withdrawn = wanted.filter(({ change }) => change === 'none').map(({ personId }) => BigInt(personId))
    const standing = new Map(
      (await listMonthMembers(tx, roster.id, month)).map(({ personId, pay }) => [personId, pay]),
    )
    const changes: MonthChange[] = []
    for (const each of wanted) {
      if (each.change === 'none') continue
      if (each.change === 'joined') changes.push(await joinerOf(tx, by, roster, each))
      else changes.push(otherOf(roster, each))
      const stands = standing.has(BigInt(each.personId))
      if (each.change === 'joined' && stands) throw refuse('joiner-stands', { month })
      if (each.change !== 'joined' && !stands) throw refuse('member-unknown', { month })
    }
    const noted = await deleteChanges(tx, draft, withdrawn)
    await upsertChanges(tx, draft, changes, doerKey(by))
    await recordAct(tx, by, {
      action: 'rosters.write',
      subject: { kind: 'roster', id: roster.id },
      region: roster.regionCode,
      count: changes.length + noted,
      details: { change: 'month-draft', month },
    })
    return { noted: changes.length + noted }
  })
}

/** A joiner must be in the registry within sight, and somebody must have said what he earns. */
async function joinerOf(
  tx: Tx,
  by: By,
  roster: RosterRow,
  { personId, pay, cause }: ChangeMonthBody,
): Promise<MonthChange> {
  if (cause !== undefined) throw refuse('field-unknown', { field: 'cause', allowed: ['pay'] })
  const candidate = { personId: BigInt(personId), pay: pay === undefined ? null : BigInt(pay) }
  const [seen] = await seenPeople(tx, by, { candidates: [candidate], unknown: 0 })
  if (!seen) throw refuse('person-unknown', {})
  const said = requirePay(roster, seen.pay, pay)
  return { personId: seen.personId, kind: 'joined', pay: said, cause: null }
}

function otherOf(roster: RosterRow, { personId, change, pay, cause }: ChangeMonthBody): MonthChange {
  const who = { personId: BigInt(personId) }
  if (change === 'left') {
    if (cause === undefined) throw refuse('value-missing', { field: 'cause' })
    return { ...who, kind: 'left', pay: null, cause: cause satisfies LeavingCause }
  }
  if (pay === undefined) throw refuse('value-missing', { field: 'pay' })
  const common = commonPayOf(roster)
  if (common !== null) throw refuse('pay-is-common', { income: rupiahToJson(common) })
  return { ...who, kind: 'pay-changed', pay: requirePay(roster, BigInt(pay), pay), cause: null }
}

function requirePay(roster: RosterRow, known: bigint | null, typed: number | undefined): bigint {
  const common = commonPayOf(roster)
  if (common !== null && typed !== undefined && BigInt(typed) !== common)
    throw refuse('pay-is-common', { income: rupiahToJson(common) })
  const pay = common ?? known
  // A wage earner without a wage is nobody the law has a contribution for.
  if (pay === null || (pay === 0n && roster.kind === 'agency'))
    throw refuse('value-missing', { field: 'pay' })
  return pay
}
