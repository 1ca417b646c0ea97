import { firstDayOf, type Month } from '../../kernel/month.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { ContributionQuestion } from '../../rules/contribution.ts'
import {
  memberKindOf,
  obligedProgrammes,
  PROGRAMMES,
  requireOpen,
  type BusinessSize,
  type EmployerKind,
} from '../../rules/membership.ts'
import type { Programme } from '../../rules/parameter.ts'
import { PAYERS, type OccupationGroup, type Payer } from '../../rules/payers.ts'
import type { RiskClass } from '../../rules/wage-earner-contribution.ts'
import { refuse } from '../../kernel/refusal.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'payer-unknown': Readonly<Record<string, never>>
    'payer-closed': Readonly<Record<string, never>>
    'roster-unknown': Readonly<Record<string, never>>
    'roster-closed': Readonly<Record<string, never>>
    /** This payer cannot have a roster of this kind. */
    'roster-kind-unfit': { readonly kind: string; readonly payer: string }
    /** Programmes come as a stretch in the order of the law: JKK, JKM, JHT, JP, JKP. */
    'programmes-not-contiguous': { readonly programmes: readonly string[] }
    /** Somebody pays for this worker in one of these months, or the roster has him already. Who it is stays unsaid. */
    'already-covered': Readonly<Record<string, never>>
    'member-unknown': { readonly month: Month }
    'months-malformed': { readonly from: Month; readonly until: Month }
  }
}

/** Who pays: a payer of src/rules/payers.ts except the vague `apbd`, an employer, or an agency for its own workers. */
export const PAYER_KINDS = [...PAYERS.filter((kind) => kind !== 'apbd'), 'employer', 'agency'] as const
export type PayerKind = Exclude<Payer, 'apbd'> | 'employer' | 'agency'

export const ROSTER_KINDS = ['employer', 'agency', 'programme', 'village', 'gift', 'self'] as const
export type RosterKind = (typeof ROSTER_KINDS)[number]

/** What wage earners of one roster have in common. */
export type WageConditions = {
  readonly riskClass: RiskClass
  readonly size: BusinessSize
  readonly employer: EmployerKind
  readonly labourIntensive: boolean
}

/** What own-account workers of one roster have in common; with `income` all are insured on that income, whatever each earns. */
export type OwnAccountConditions = { readonly payer: Payer; readonly income?: number }

export type RosterConditions = WageConditions | OwnAccountConditions

export type RosterSegment = 'PU' | 'BPU'

/** Employers and agencies pay for their wage earners; all others for workers on their own account. */
export function segmentOf(kind: RosterKind): RosterSegment {
  return kind === 'employer' || kind === 'agency' ? 'PU' : 'BPU'
}

/** Whether a payer can have a roster of a kind. */
export function requireFit(kind: RosterKind, payer: PayerKind): void {
  const fits: { readonly [Kind in RosterKind]: boolean } = {
    employer: payer === 'employer',
    agency: payer === 'agency',
    village: payer === 'apbdes',
    gift: ['donor', 'csr', 'zakat', 'employee', 'self'].includes(payer),
    self: payer === 'self',
    programme: payer !== 'employer' && payer !== 'agency',
  }
  if (!fits[kind]) throw refuse('roster-kind-unfit', { kind, payer })
}

/** Programmes as a stretch of the law's order: from the first to before the last. */
export type ProgrammeRange = { readonly first: number; readonly end: number }

/** What a roster of these conditions gives when nothing else is said: what the law obliges, without a gap. */
export function defaultProgrammes(segment: RosterSegment, conditions: RosterConditions): ProgrammeRange {
  const obliged = obligedProgrammes(kindOfMember(segment, conditions))
  let end = 0
  // JKP follows by itself where JP is not taken (small employers) and costs the payer nothing: the stretch ends before it.
  while (end < PROGRAMMES.length && obliged.some((programme) => programme === PROGRAMMES[end])) end += 1
  return { first: 0, end }
}

/** Refuses programmes with a gap and those that are not open to such a member. */
export function programmeRangeOf(
  segment: RosterSegment,
  conditions: RosterConditions,
  programmes: readonly Programme[],
): ProgrammeRange {
  if (programmes.length === 0) return defaultProgrammes(segment, conditions)
  requireOpen(kindOfMember(segment, conditions), programmes)
  const places = programmes.map((programme) => PROGRAMMES.indexOf(programme)).sort((a, b) => a - b)
  const first = places[0] ?? 0
  if (places.some((place, at) => place !== first + at))
    throw refuse('programmes-not-contiguous', { programmes })
  return { first, end: first + places.length }
}

export function programmesIn({ first, end }: ProgrammeRange): Programme[] {
  return PROGRAMMES.slice(first, end)
}

function kindOfMember(segment: RosterSegment, conditions: RosterConditions) {
  return 'employer' in conditions
    ? memberKindOf(segment, conditions.employer, conditions.size)
    : memberKindOf('BPU', 'business', 'large')
}

/** What is particular to a member of a roster: what he earns, and whether he drives. */
export type MemberFacts = {
  readonly programmes: ProgrammeRange
  /** Wage of a wage earner, income of anybody else. */
  readonly pay: Rupiah
  readonly occupationGroup: OccupationGroup
}

/** The question that the law is asked about a member: the same facts always make the same question. */
export function questionOf(conditions: RosterConditions, member: MemberFacts): ContributionQuestion {
  const programmes = programmesIn(member.programmes)
  if ('employer' in conditions) {
    const { riskClass, size, employer, labourIntensive } = conditions
    return { segment: 'PU', wage: member.pay, riskClass, size, employer, labourIntensive, programmes }
  }
  const { payer } = conditions
  const { pay, occupationGroup } = member
  return { segment: 'BPU', income: pay, payer, occupationGroup, programmes }
}

/** First month with, first month without; null is until further notice. Refuses an end that is not after the beginning. */
export type MonthSpan = { readonly from: Month; readonly until: Month | null }

export function rangeText({ from, until }: MonthSpan): string {
  if (until !== null && until <= from) throw refuse('months-malformed', { from, until })
  return `[${firstDayOf(from)},${until === null ? '' : firstDayOf(until)})`
}
