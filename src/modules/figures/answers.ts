import { jakartaDateOf, type PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Language } from '../../kernel/format.ts'
import type { Queryable } from '../../platform/db.ts'
import { writtenRegion } from '../access/places.ts'
import type { TableRow } from '../imports/reading/read-table.ts'
import type { LoadFiguresBody } from './contract.ts'
import { INDICATOR_DEFINITIONS, INDICATORS } from './figures.ts'
import { PUBLISHED_FIGURES } from './published-figures.ts'
import { listDenominators, listTargets } from './queries.ts'
import { FIGURE_COLUMNS, type FigureColumn } from './read-figures.ts'
import { PUBLISHED_TARGETS } from './targets.ts'

/** What each indicator counts, in one language. */
export function answerIndicators(language: Language) {
  return {
    indicators: INDICATORS.map((indicator) => {
      const { title, numerator, denominator, caution } = INDICATOR_DEFINITIONS[indicator]
      return {
        indicator,
        title: title[language],
        numerator: numerator[language],
        denominator: denominator[language],
        caution: caution[language],
        confidence: 'M' as const,
      }
    }),
  }
}

/** Figures that others published about a region up to a day, newest first. */
export function answerPublished(region: RegionCode, on: PlainDate, language: Language) {
  const figures = PUBLISHED_FIGURES.filter((figure) => figure.region === region && figure.asOf <= on)
    .toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))
    .map(({ region: _region, remark, ...figure }) => ({ ...figure, remark: remark?.[language] ?? null }))
  return { region: writtenRegion(region), figures }
}

/** Denominators of a region that were counted up to a day, as they stood at its end. */
export async function answerDenominators(db: Queryable, region: RegionCode, on: PlainDate, today: PlainDate) {
  const denominators = await listDenominators(db, region, knownAt(on, today))
  return {
    region: writtenRegion(region),
    denominators: denominators
      .filter(({ countedOn }) => countedOn <= on)
      .map(({ region: _region, ...denominator }) => denominator),
  }
}

/** Targets of a region, published and loaded, by year. */
export async function answerTargets(
  db: Queryable,
  region: RegionCode,
  on: PlainDate,
  today: PlainDate,
  language: Language,
) {
  const loaded = await listTargets(db, region, knownAt(on, today))
  const published = PUBLISHED_TARGETS.filter((target) => target.region === region)
  const targets = [
    ...published.map(({ id: _id, region: _region, remark, ...target }) => ({
      ...target,
      published: true,
      remark: remark?.[language] ?? null,
    })),
    ...loaded.map(({ region: _region, ...target }) => ({ ...target, published: false, remark: null })),
  ].toSorted((a, b) => a.year - b.year)
  return { region: writtenRegion(region), targets }
}

/** Left out for today, so that what was loaded a second ago counts. A past day ends at midnight in Jakarta. */
function knownAt(on: PlainDate, today: PlainDate): Date | undefined {
  if (on >= today) return undefined
  const end = new Date(`${on}T23:59:59.999+07:00`)
  return jakartaDateOf(end) === on ? end : undefined
}

/** Rows of a request in the form a file gives them. */
export function rowsOfBody({ rows }: LoadFiguresBody): readonly TableRow<FigureColumn>[] {
  const columns = Object.keys(FIGURE_COLUMNS) as FigureColumn[]
  return rows.map((row, index) => ({
    number: index + 1,
    cells: Object.fromEntries(columns.map((column) => [column, (row[column] ?? '').trim()])) as Record<
      FigureColumn,
      string
    >,
  }))
}
