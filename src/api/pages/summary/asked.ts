import type { FastifyRequest } from 'fastify'
import { formatDate } from '../../../kernel/format.ts'
import { parsePlainDate, type PlainDate } from '../../../kernel/plain-date.ts'
import { INDONESIA, type RegionCode } from '../../../kernel/region-code.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { reachedRegion } from '../../../modules/access/access.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { requireRegion, writtenRegion } from '../../../modules/access/places.ts'
import { INDICATOR_DEFINITIONS, INDICATORS, type Indicator } from '../../../modules/figures/figures.ts'
import {
  COUNTINGS,
  COVERAGE_PLACES,
  type CoveragePlace,
  type Counting,
} from '../../../modules/coverage/coverage.ts'
import { listRegions } from '../../../modules/regions/queries.ts'
import { shortTitle } from '../../../modules/regions/regions.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Filters } from '../../../../web/summary/summary-page.tsx'
import type { NameOf } from '../../../../web/summary/summary-tables.ts'
import type { FilterBadge } from '../../../../web/ui/filter-badges.tsx'
import { hrefIn, type Query } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { textsOf } from '../administration/parts.ts'
import type { StaffPageDeps } from '../staff/staff-page-deps.ts'

/** What the address of a summary asks for; `query` is the same again for the next address, without what is usual. */
export type Asked = {
  readonly region: RegionCode
  readonly asOf: PlainDate
  readonly indicator: Indicator
  readonly counting: Counting
  readonly place: CoveragePlace
  readonly query: Query
}

/** Reads the filters of an address. Without a region it is the one the role reaches; the day is today. Refuses what does not exist. */
export async function askedOf(
  request: FastifyRequest,
  { db, clock }: StaffPageDeps,
  code?: string,
): Promise<Asked> {
  const {
    region: typed = '',
    asOf: day = '',
    indicator: measure,
    counting: who,
    place: where,
  } = textsOf(request)
  const own = reachedRegion(byRequest(request).actor) ?? INDONESIA
  const today = clock.today()
  const asOf = day === '' ? today : parsePlainDate('asOf', day)
  if (asOf > today) throw refuse('value-out-of-range', { field: 'asOf', value: asOf, maximum: today })
  const named = (code ?? typed).trim()
  const region = named === '' ? own : await requireRegion(db, named, today)
  const indicator = INDICATORS.find((each) => each === measure) ?? 'A'
  const counting = COUNTINGS.find((each) => each === who) ?? 'protected'
  const place = COVERAGE_PLACES.find((each) => each === where) ?? 'work'
  const usual = {
    region: code === undefined ? own : region,
    asOf: today,
    indicator: 'A',
    counting: 'protected',
    place: 'work',
  }
  const asked = { region, asOf, indicator, counting, place }
  const query = Object.entries({ ...asked, region: writtenRegion(region) }).filter(
    ([name]) => asked[name as keyof typeof asked] !== usual[name as keyof typeof asked],
  )
  return { ...asked, query: Object.fromEntries(query) }
}

/** Names of regions on a day, asked for all at once. */
export async function namesOf(
  { db }: Pick<StaffPageDeps, 'db'>,
  codes: readonly RegionCode[],
  on: PlainDate,
): Promise<NameOf> {
  const regions = await listRegions(db, [...new Set(codes)], on)
  return (code) => {
    const region = regions.get(code)
    if (region) return shortTitle(region)
    return code === INDONESIA ? 'Indonesia' : writtenRegion(code)
  }
}

/** What an address is filtered by, each with the address that lacks it. */
export function badgesOf(
  request: FastifyRequest,
  path: string,
  { query, asOf, region }: Asked,
  nameOf: NameOf,
): FilterBadge[] {
  const language = languageOf(request)
  const words = wordsIn(language).summary
  const texts: Readonly<Record<string, string>> = {
    region: `${words.region}: ${nameOf(region)}`,
    asOf: `${words.asOf} ${formatDate(asOf, language)}`,
    indicator: `${words.indicator}: ${String(query['indicator'] ?? '')}`,
    counting: words.countings.told,
    place: `${words.place} ${words.places.residence}`,
  }
  return Object.keys(query).map((name) => ({
    text: texts[name] ?? name,
    without: hrefIn(language, path, { ...query, [name]: undefined }),
  }))
}

/** The questions of the filters; a page of one region has its region in its path. */
export function filtersOf(
  request: FastifyRequest,
  path: string,
  asked: Asked,
  hasRegion = false,
): Omit<Filters, 'badges'> {
  const language = languageOf(request)
  const words = wordsIn(language).summary
  return {
    action: hrefIn(language, path),
    questions: [
      ...(hasRegion ? [{ name: 'region', label: words.region, hint: words.regionHint }] : []),
      { name: 'asOf', label: words.asOf, kind: 'date' as const },
      {
        name: 'indicator',
        label: words.indicator,
        options: INDICATORS.map((value) => ({
          value,
          label: `${value}: ${INDICATOR_DEFINITIONS[value].title[language]}`,
        })),
      },
      {
        name: 'counting',
        label: words.counting,
        options: COUNTINGS.map((value) => ({ value, label: words.countings[value] })),
      },
      {
        name: 'place',
        label: words.place,
        options: COVERAGE_PLACES.map((value) => ({ value, label: words.places[value] })),
      },
    ],
    values: {
      region: writtenRegion(asked.region),
      asOf: asked.asOf,
      indicator: asked.indicator,
      counting: asked.counting,
      place: asked.place,
    },
  }
}
