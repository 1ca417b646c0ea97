import { monthOf, addMonths, monthsBetween, monthsFrom, type Month } from '../../kernel/month.ts'
import { isPlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { isWithin, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Citation } from '../../rules/laws.ts'
import type { MonthSpan, PayerKind, ProgrammeRange } from '../payers/payers.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'election-unknown': Readonly<Record<string, never>>
    'election-known': Readonly<Record<string, never>>
    /** The rule does not say when these roles serve; whoever records the election does. */
    'service-days-missing': { readonly roles: readonly string[] }
    'service-days-malformed': { readonly text: string }
    'post-unknown': Readonly<Record<string, never>>
    /** Somebody else has filled or vacated the post since it was shown. */
    'officer-changed': Readonly<Record<string, never>>
    'officer-stands': Readonly<Record<string, never>>
    'replacement-outside': { readonly from: PlainDate; readonly last: PlainDate }
    'stations-file-unfit': { readonly rows: readonly number[] }
    'election-region-fit': { readonly level: 'kecamatan' | 'desa' }
  }
}

/** Officers of an election below the regency, by the body they serve in. */
export const ELECTION_ROLES = [
  'ppk',
  'ppk-secretariat',
  'panwascam',
  'pps',
  'pps-secretariat',
  'pkd',
  'pantarlih',
  'kpps',
  'linmas',
  'ptps',
] as const
export type ElectionRole = (typeof ELECTION_ROLES)[number]

export const POST_UNITS = ['district', 'village', 'station'] as const
export type PostUnit = (typeof POST_UNITS)[number]

/** How many posts of a role each unit has, and when they serve; without days the rule does not say. */
export type PostLine = {
  readonly role: ElectionRole
  readonly per: PostUnit
  readonly seats: number
  readonly beginsOn: PlainDate | null
  readonly lastOn: PlainDate | null
  readonly cite: Citation
}

/** Elections whose rule we know; see post-rules.ts. */
export const POST_RULE_NAMES = ['pemilu-2024', 'pilkada-2024'] as const
export type PostRuleName = (typeof POST_RULE_NAMES)[number]

export type PostRule = {
  readonly checkedOn: PlainDate
  /** The election whose days stand in the lines. */
  readonly votedOn: PlainDate
  readonly lines: readonly PostLine[]
}

/** A line whose days are known: posts can be made by it. */
export type ServingLine = PostLine & { readonly beginsOn: PlainDate; readonly lastOn: PlainDate }

export type UnitCounts = { readonly [Unit in PostUnit]: number }

/** How many posts follow from a rule, by role. */
export function countPosts(lines: readonly PostLine[], units: UnitCounts): ReadonlyMap<ElectionRole, number> {
  return new Map(lines.map(({ role, per, seats }) => [role, seats * units[per]]))
}

/** `kpps:2031-02-01:2031-03-02`: the days on which a role serves, as whoever records an election says. */
export function parseServiceDays(text: string): {
  role: ElectionRole
  beginsOn: PlainDate
  lastOn: PlainDate
} {
  const [roleText = '', beginsOn = '', lastOn = ''] = text.trim().split(':')
  const role = ELECTION_ROLES.find((each) => each === roleText)
  if (!role || !isPlainDate(beginsOn) || !isPlainDate(lastOn) || lastOn < beginsOn)
    throw refuse('service-days-malformed', { text })
  return { role, beginsOn, lastOn }
}

/**
 * The lines of a rule with their days, those said going before those of the rule, which are of its own election only: another one takes its
 * numbers and says its own days. Refuses a role without days.
 */
export function servingLines(rule: PostRule, votedOn: PlainDate, said: readonly string[]): ServingLine[] {
  const days = new Map(said.map(parseServiceDays).map((each) => [each.role, each]))
  const own = votedOn === rule.votedOn ? {} : { beginsOn: null, lastOn: null }
  const lines = rule.lines.map((line) => ({ ...line, ...own, ...days.get(line.role) }))
  const missing = lines.filter(({ beginsOn, lastOn }) => beginsOn === null || lastOn === null)
  if (missing.length > 0) throw refuse('service-days-missing', { roles: missing.map(({ role }) => role) })
  return lines as ServingLine[]
}

/**
 * The months that days of service are protected in: every calendar month with at least one of the days, since contributions are of whole
 * months. Who is replaced and who comes in his place are both protected in the month of the replacement.
 */
export function monthsOfService(
  beginsOn: PlainDate,
  lastOn: PlainDate,
): MonthSpan & { readonly until: Month } {
  return { from: monthOf(beginsOn), until: addMonths(monthOf(lastOn), 1) }
}

/** The months of a span one by one. */
export function monthsIn({ from, until }: MonthSpan & { readonly until: Month }): Month[] {
  return monthsFrom(from, monthsBetween(from, until))
}

/** Refuses a day on which nobody can take over: before the service has begun, or after its end. */
export function requireServing(
  { beginsOn, lastOn }: { readonly beginsOn: PlainDate; readonly lastOn: PlainDate },
  from: PlainDate,
): void {
  if (from < beginsOn || from > lastOn) throw refuse('replacement-outside', { from: beginsOn, last: lastOn })
}

export type Election = {
  readonly id: string
  readonly name: string
  readonly payerId: string
  readonly payerName: string
  readonly payerKind: PayerKind
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly votedOn: PlainDate
  readonly rule: string
  readonly lines: readonly ServingLine[]
  readonly checkedOn: PlainDate
  readonly programmes: ProgrammeRange
  readonly income: Rupiah
  readonly legalBasis: string
}

/** One row of a list of officers, as far as it could be read. */
export type ToldOfficer = {
  readonly row: number
  readonly personId: bigint | null
  readonly role: ElectionRole | null
  /** The villages that its words may mean; for a role of the district it is not asked. */
  readonly villages: readonly RegionCode[]
  readonly station: number | null
}

export type FreePost = {
  readonly id: bigint
  readonly role: ElectionRole
  readonly regionCode: RegionCode
  readonly station: number | null
}

/** Who holds which post already, so that the same list again changes nothing. */
export type HeldPost = FreePost & { readonly personId: bigint }

export const NOT_FILLED = [
  'person-unknown',
  'role-unknown',
  'village-unknown',
  'station-missing',
  'no-seat',
  'named-twice',
  'holds-another',
] as const
export type NotFilled = (typeof NOT_FILLED)[number]

export type SeatPlan = {
  readonly seats: readonly { readonly row: number; readonly postId: bigint; readonly personId: bigint }[]
  readonly same: number
  readonly problems: readonly { readonly row: number; readonly because: NotFilled }[]
}

const PER_STATION: ReadonlySet<ElectionRole> = new Set<ElectionRole>(['pantarlih', 'kpps', 'linmas', 'ptps'])
const PER_DISTRICT: ReadonlySet<ElectionRole> = new Set<ElectionRole>(['ppk', 'ppk-secretariat', 'panwascam'])

/** Gives each officer of a list the first free seat of his role where he serves. Who holds that post already keeps it. */
export function planSeats(
  told: readonly ToldOfficer[],
  { district, free, held }: { district: RegionCode; free: readonly FreePost[]; held: readonly HeldPost[] },
): SeatPlan {
  const freeAt = Map.groupBy(free, placeKey)
  const holds = new Map(held.map((post) => [post.personId, placeKey(post)]))
  const named = new Set<bigint>()
  const seats: SeatPlan['seats'][number][] = []
  const problems: SeatPlan['problems'][number][] = []
  let same = 0
  for (const officer of told) {
    const { row, personId } = officer
    const place = placeOf(officer, district)
    if (typeof place !== 'string' && personId !== null && holds.get(personId) === placeKey(place)) same += 1
    else {
      const seat =
        typeof place === 'string'
          ? place
          : seatOf(personId, { named, holds, posts: freeAt.get(placeKey(place)) })
      if (typeof seat === 'string') problems.push({ row, because: seat })
      else seats.push({ row, ...seat })
    }
    if (personId !== null) named.add(personId)
  }
  return { seats, same, problems }
}

function seatOf(
  personId: bigint | null,
  {
    named,
    holds,
    posts = [],
  }: { named: ReadonlySet<bigint>; holds: ReadonlyMap<bigint, string>; posts: FreePost[] | undefined },
): { readonly postId: bigint; readonly personId: bigint } | NotFilled {
  if (personId === null) return 'person-unknown'
  if (named.has(personId)) return 'named-twice'
  if (holds.has(personId)) return 'holds-another'
  const post = posts.shift()
  return post ? { postId: post.id, personId } : 'no-seat'
}

type Place = Pick<FreePost, 'role' | 'regionCode' | 'station'>

function placeKey({ role, regionCode, station }: Place): string {
  return `${role} ${String(regionCode)} ${String(station ?? '')}`
}

function placeOf({ role, villages, station }: ToldOfficer, district: RegionCode): Place | NotFilled {
  if (role === null) return 'role-unknown'
  if (PER_DISTRICT.has(role)) return { role, regionCode: district, station: null }
  const [village, other] = villages
  if (village === undefined || other !== undefined || !isWithin(village, district)) return 'village-unknown'
  if (!PER_STATION.has(role)) return { role, regionCode: village, station: null }
  return station === null ? 'station-missing' : { role, regionCode: village, station }
}
