import { addMonths } from '../../kernel/month.ts'
import { refuse } from '../../kernel/refusal.ts'
import { act, type By } from '../access/act.ts'
import { throughMatching } from '../people/matching-gate.ts'
import { getProgramme } from '../programmes/queries.ts'
import type { ProposalDeps } from '../proposals/approve-proposal.ts'
import type { Decided } from '../proposals/place-people.ts'
import { renewIn } from '../proposals/renew-people.ts'
import { peopleInBoth } from './queries.ts'
import { handOverIn, type HandedOver } from './hand-over-people.ts'
import type { TaperBody } from './life-contract.ts'

export type TaperAsk = TaperBody & { readonly programmeId: string }
export type Tapered = { readonly renewed: Decided; readonly handedOver: HandedOver }

/**
 * Takes people on into a later programme with fewer months than before, and hands the months that are missing to the length of the earlier
 * one over to themselves: the payer's share falls from period to period. Both or neither. Refuses a later programme that is not shorter.
 */
export function taperPeople(deps: ProposalDeps, by: By, ask: TaperAsk): Promise<Tapered> {
  return act(deps.db, by, 'proposals.decide', async (tx) => {
    const [from, into] = [await getProgramme(tx, ask.programmeId), await getProgramme(tx, ask.into)]
    const months = from.monthCount - into.monthCount
    if (months <= 0) throw refuse('taper-not-shorter', { before: from.monthCount, after: into.monthCount })
    const renewed = await renewIn(tx, deps, by, ask)
    if (renewed.approved === 0) return { renewed, handedOver: { handedOver: 0, ended: 0, covered: 0 } }
    // Whoever came into the later programme by another way keeps his own end.
    const people = await throughMatching(tx, () => peopleInBoth(tx, from.id, into.id))
    const over = { months, people, from: addMonths(into.firstMonth, into.monthCount), reason: ask.reason }
    return { renewed, handedOver: await handOverIn(tx, deps, by, { ...over, programmeId: into.id }) }
  })
}
