import { rupiahToJson } from '../../kernel/rupiah.ts'
import { writtenRegion } from '../access/places.ts'
import type { Minutes } from './minutes-store.ts'
import type { Decided } from './place-people.ts'
import {
  beyondPlacesOf,
  obstacleOf,
  unfilledOf,
  type Because,
  type Candidate,
  type Outlay,
  type Places,
  type Proposal,
} from './proposals.ts'

/** A proposal as JSON: counts, no person. */
export function answerProposal(proposal: Proposal) {
  const { id, programmeId, programmeName, regionCode, minutesNumber, minutesOn, counts } = proposal
  return {
    id,
    programmeId,
    programme: programmeName,
    region: writtenRegion(regionCode),
    minutesNumber,
    minutesOn,
    submittedAt: proposal.submittedAt.toISOString(),
    withdrawn: proposal.isWithdrawn,
    counts,
  }
}

/** What a decision now would cost, as JSON. */
export function answerOutlay({ needed, commits, left, missing }: Outlay) {
  return {
    needed: rupiahToJson(needed),
    commits: rupiahToJson(commits),
    left: left === null ? null : rupiahToJson(left),
    missing: rupiahToJson(missing),
  }
}

export function answerMinutes({ addedAt, ...minutes }: Minutes) {
  return { ...minutes, addedAt: addedAt.toISOString() }
}

/** A decision as JSON; people by their numbers in the registry. */
export function answerDecided({ budget, ...decided }: Decided) {
  return {
    ...decided,
    budget: budget && {
      missing: rupiahToJson(budget.missing),
      left: rupiahToJson(budget.left),
      people: budget.people.map(Number),
    },
  }
}

/** What a decision now would find, most people first. */
export function outlookOf(
  candidates: readonly Candidate[],
): readonly { readonly because: Because | null; readonly people: number }[] {
  const counts = new Map<Because | null, number>()
  for (const candidate of candidates) {
    const because = obstacleOf(candidate)
    counts.set(because, (counts.get(because) ?? 0) + 1)
  }
  return [...counts].map(([because, people]) => ({ because, people })).toSorted((a, b) => b.people - a.people)
}

/** Places as JSON, with what stays empty and who is beyond them. */
export function answerPlaces(programmeId: string, places: readonly Places[]) {
  return {
    programmeId,
    regions: places.map((each) => {
      const { regionCode, ...counts } = each
      return {
        region: writtenRegion(regionCode),
        ...counts,
        unfilled: unfilledOf(each),
        beyond: beyondPlacesOf(each),
      }
    }),
  }
}
