import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { act, doerKey, recordAct, type By } from '../access/act.ts'
import { seenPeople } from '../payers/add-members.ts'
import { readMembersFile } from '../payers/read-members-file.ts'
import { differencesOf, type LeavingCause, type MonthChange } from './agency-months.ts'
import type { MonthAsk } from './change-month.ts'
import { commonPayOf, getMonthSubject } from './month-subject.ts'
import { listMonthMembers } from './queries.ts'
import { deleteChanges, lockMonth, upsertChanges } from './store.ts'

/** What a file came to. `unknown` of its numbers name nobody in the registry, `withoutPay` are new and nobody says what they earn. */
export type Compared = {
  readonly joined: number
  readonly left: number
  readonly payChanged: number
  readonly unknown: number
  readonly withoutPay: number
}

/**
 * Compares the whole list of a month, as SIPP or the agency's own program gives it, with the roster by NIK; the differences become the
 * draft, in place of what stood in it. Nothing is sent. Refuses a file whose rows cannot be read, by their numbers.
 */
export async function compareFile(
  deps: Deps & { readonly ring: KeyRing },
  by: By,
  ask: MonthAsk & { readonly path: string; readonly cause: LeavingCause },
): Promise<Compared> {
  const told = await readMembersFile(deps, by, ask.path)
  return act(deps.db, by, 'rosters.write', async (tx) => {
    const { roster, month } = await getMonthSubject(tx, deps, by, ask)
    const { state, round } = await lockMonth(tx, { rosterId: roster.id, month })
    if (state === 'sent') throw refuse('agency-month-sent', { month })
    const members = await listMonthMembers(tx, roster.id, month)
    const standing = new Set(members.map(({ personId }) => personId))
    // Pay that the file does not tell is taken from the registry for joiners only: whoever stands in the list keeps his.
    const fresh = told.candidates.filter(({ personId }) => !standing.has(personId))
    const seen = fresh.length === 0 ? [] : await seenPeople(tx, by, { candidates: fresh, unknown: 0 })
    const named = [...told.candidates.filter(({ personId }) => standing.has(personId)), ...seen]
    const { changes, withoutPay } = differencesOf(members, named, {
      cause: ask.cause,
      commonPay: commonPayOf(roster),
    })
    const draft = { rosterId: roster.id, month, round }
    await deleteChanges(tx, draft, null)
    await upsertChanges(tx, draft, changes, doerKey(by))
    await recordAct(tx, by, {
      action: 'rosters.write',
      subject: { kind: 'roster', id: roster.id },
      region: roster.regionCode,
      count: changes.length,
      details: { change: 'month-file', month },
    })
    const count = (kind: MonthChange['kind']) => changes.filter((change) => change.kind === kind).length
    return {
      joined: count('joined'),
      left: count('left'),
      payChanged: count('pay-changed'),
      unknown: told.unknown + fresh.length - seen.length,
      withoutPay,
    }
  })
}
