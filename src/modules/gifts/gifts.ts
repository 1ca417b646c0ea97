import { addMonths, type Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { depthOf, parentOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { OccupationGroup, Payer } from '../../rules/payers.ts'
import type { PayerKind, ProgrammeRange } from '../payers/payers.ts'
import type { VulnerableGroup } from '../people/people.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No such gift within reach, or no such code. */
    'gift-unknown': Readonly<Record<string, never>>
    /** Its money has become months of workers; only what is left over goes back. */
    'gift-drawn': Readonly<Record<string, never>>
    'gift-cancelled': Readonly<Record<string, never>>
    /** Nothing has been paid yet. */
    'gift-unpaid': Readonly<Record<string, never>>
    /** A month that is over, or more than a year ahead. */
    'gift-month-unfit': { readonly month: Month; readonly first: Month; readonly last: Month }
    /** Either a number of people or people by name. */
    'gift-people-unclear': Readonly<Record<string, never>>
    /** An employer insures its own workers itself; this is no gift. `because`: how it was found. */
    'gift-for-own-worker': { readonly because: OwnWorkerTrait; readonly count: number }
    /** Several payers have this name. */
    'gift-payer-unclear': { readonly count: number }
    /** The text that the neighbour agreed to is not the one in force. */
    'consent-missing': Readonly<Record<string, never>>
    /** Nobody waits to be looked at, or to be handed over. */
    'neighbour-decided': Readonly<Record<string, never>>
  }
}

export const GIFT_STATES = ['promised', 'paid', 'allocated', 'cancelled'] as const
/** promised: waits for its money. paid: the seed is published, the draw comes. allocated: every rupiah has its place. */
export type GiftState = (typeof GIFT_STATES)[number]

export const REST_CHOICES = ['next-months', 'wider-region', 'return'] as const
/** What the donor wants done with money that finds nobody. What still finds nobody then goes back to him. */
export type RestChoice = (typeof REST_CHOICES)[number]

export type GiftKind = 'open' | 'named' | 'neighbour'

/** Who gives under GN Lingkaran and SERTAKAN. Public budgets have programmes, employers pay for their own workers. */
export const GIVER_KINDS = ['donor', 'csr', 'zakat', 'employee'] as const
export type GiverKind = (typeof GIVER_KINDS)[number]

/** How it was found that somebody works for the donor: he stands in its roster, or his place of work bears its name, address or number. */
export type OwnWorkerTrait = 'roster' | 'workplace'

/** JKK and JKM: what the law obliges for work on own account. */
export const GIFT_PROGRAMMES: ProgrammeRange = { first: 0, end: 2 }

/** Everybody is insured on the lowest bracket, as GN Lingkaran does; its base decides JKK. */
export const GIFT_INCOME: Rupiah = 1_000_000n

export const MOST_MONTHS = 12
export const MOST_PEOPLE = 1_000_000

/** Registration is open below this age (Permenaker 5/2021, confidence M). */
export const AGE_BELOW = 65

export type MonthPrice = { readonly month: Month; readonly perPerson: Rupiah }

/** A gift as everybody reads it who may see it. */
export type Gift = {
  readonly id: string
  readonly code: string
  readonly kind: GiftKind
  readonly payerId: string
  readonly payerName: string
  readonly payerKind: PayerKind
  readonly isAnonymous: boolean
  readonly regionCode: RegionCode
  readonly occupationGroup: VulnerableGroup | null
  readonly peopleCount: number
  readonly firstMonth: Month
  readonly monthCount: number
  readonly prices: readonly MonthPrice[]
  readonly total: Rupiah
  readonly rest: RestChoice
  readonly state: GiftState
  readonly promisedAt: Date
  readonly lastDay: PlainDate
  readonly seed: {
    readonly hex: string
    readonly position: number
    readonly hash: string
    readonly at: Date
  } | null
  readonly received: Rupiah
  readonly shared: Rupiah
  readonly returned: Rupiah
  readonly shareCount: number
  readonly root: string | null
  readonly endedAt: Date | null
  readonly endedBecause: string | null
}

/** As whom the law of contributions sees a giver. */
export function lawPayerOf(kind: PayerKind): Payer {
  if (kind === 'employer' || kind === 'agency')
    throw refuse('roster-kind-unfit', { kind: 'gift', payer: kind })
  return kind
}

/** The first month of a gift: this month or one of the next twelve; the next one when nothing was said. */
export function decideFirstMonth(asked: Month | null, thisMonth: Month): Month {
  const [first, last] = [thisMonth, addMonths(thisMonth, MOST_MONTHS)]
  if (asked === null) return addMonths(thisMonth, 1)
  if (asked < first || asked > last) throw refuse('gift-month-unfit', { month: asked, first, last })
  return asked
}

/** One draw: where, for which months. */
export type DrawPlace = { readonly regionCode: RegionCode; readonly firstMonth: Month }

/** Where and when money of a gift looks for workers, one place after the other; the donor chose what comes after the first. */
export function drawPlaces(
  gift: Pick<Gift, 'kind' | 'regionCode' | 'firstMonth' | 'rest'>,
): readonly DrawPlace[] {
  const { regionCode, firstMonth, rest } = gift
  const first = { regionCode, firstMonth }
  if (rest === 'next-months')
    return [
      first,
      ...Array.from({ length: MOST_MONTHS }, (_, index) => ({
        regionCode,
        firstMonth: addMonths(firstMonth, index + 1),
      })),
    ]
  // Named people live where they live.
  if (rest === 'wider-region' && gift.kind === 'open')
    return [first, ...widerRegions(regionCode).map((wider) => ({ regionCode: wider, firstMonth }))]
  return [first]
}

/** The regions around a region, up to its province. */
function widerRegions(code: RegionCode): readonly RegionCode[] {
  const above = parentOf(code)
  if (above === null || depthOf(above) === 'country') return []
  return [above, ...widerRegions(above)]
}

/** What one worker costs for the months of a draw, by the relief his occupation has. */
export type SpanPrice = Readonly<Record<OccupationGroup, Rupiah>>

/** How many more workers the money of a gift reaches, whichever relief they have. */
export function affordable(left: Rupiah, price: SpanPrice): number {
  const dearest = price.other > price.transport ? price.other : price.transport
  return dearest > 0n ? Number(left / dearest) : 0
}

/** Signs that nobody mistakes for another: no I and no O, no 0 and no 1. */
export const CODE_SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
export const CODE_LENGTH = 12

/** The code of a gift as it was typed, or null when it can be none. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return /^[A-HJ-NP-Z2-9]{12}$/.test(code) ? code : null
}

/** `ABCD-EFGH-JKLM`, as it is read aloud. */
export function shownCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** The donor as everybody may read him; null when he wants to stay unnamed. */
export function shownDonor({
  isAnonymous,
  payerName,
}: Pick<Gift, 'isAnonymous' | 'payerName'>): string | null {
  return isAnonymous ? null : payerName
}
