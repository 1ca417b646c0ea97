import {
  formatDate,
  formatDayOrMonth,
  formatNumber,
  formatPercent,
  formatRupiahLong,
  type Language,
} from '../../src/kernel/format.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { RegionCode } from '../../src/kernel/region-code.ts'
import { numeratorSource } from '../../src/modules/coverage/coverage.ts'
import type { PublishedFigure } from '../../src/modules/figures/figures.ts'
import {
  addCascade,
  NO_CASCADE,
  type CascadeCount,
  type SeenFigure,
  type Summary,
} from '../../src/modules/summary/summary.ts'
import { wordsIn } from '../locales/public.ts'
import { bandOf } from '../ui/band.ts'
import { shareText } from '../ui/charts/coverage-bar.tsx'

/** Names of regions, as the page calls them. */
export type NameOf = (region: RegionCode) => string

/** A table whose numbers are numbers: a spreadsheet reckons with them, paper and page write them. */
export type FigureTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A cell as it is read: grouped by thousands, a dash where there is no figure. */
export function cellText(cell: string | number | null, language: Language): string {
  if (cell === null) return '–'
  return typeof cell === 'number' ? formatNumber(cell, language) : cell
}

/** The first sentence of every form of the summary: how many, of how many, and who is missing. */
export function headlineOf(figure: SeenFigure, language: Language): string {
  const said = countOf(figure, language)
  return figure.counting === 'told' ? `${wordsIn(language).summary.told} ${said}` : said
}

/** Where the numerator comes from and what it stands for; what few people are kept from this reader. */
export function groundsOf(
  { coverage: { figure }, leastShown }: Pick<Summary, 'coverage' | 'leastShown'>,
  language: Language,
): string {
  const words = wordsIn(language).summary
  const source = words.numerator(numeratorSource(figure.indicator, figure.counting)[language])
  return leastShown === null ? source : `${source} ${words.leastShown(formatNumber(leastShown, language))}`
}

function countOf(figure: SeenFigure, language: Language): string {
  const words = wordsIn(language).summary
  const { people, denominator, basisPoints, target, gapPeople, gapRupiah } = figure
  const day = formatDate(figure.asOf, language)
  const number = (value: number) => formatNumber(value, language)
  if (people === null) return wordsIn(language).components.tooFew
  if (denominator === null || basisPoints === null) return words.headlineBare(day, number(people))
  const first = words.headline(
    day,
    number(people),
    number(denominator.persons),
    shareText(basisPoints, language),
  )
  if (target === null || gapPeople === null) return first
  const goal = shareText(target.basisPoints, language)
  if (gapPeople === 0) return `${first} ${words.reached(goal)}`
  const price = gapRupiah === null ? '' : ` ${words.gapPrice(formatRupiahLong(gapRupiah, language))}`
  return `${first} ${words.gap(number(gapPeople), goal)}${price}`
}

export function rankingTable(
  { ranking }: Pick<Summary, 'ranking'>,
  nameOf: NameOf,
  language: Language,
): FigureTable {
  const { components, summary } = wordsIn(language)
  const share = (basisPoints: number | null) =>
    basisPoints === null ? null : shareText(basisPoints, language)
  return {
    name: summary.ranking,
    columns: [
      components.rank,
      components.region,
      components.people,
      components.denominator,
      components.share,
      components.targetColumn,
      components.gapColumn,
      components.band,
    ],
    rows: ranking.map(({ place, figure }) => [
      place,
      nameOf(figure.region),
      figure.people,
      figure.denominator?.persons ?? null,
      share(figure.basisPoints),
      share(figure.target?.basisPoints ?? null),
      figure.gapPeople,
      components.bands[bandOf(figure.basisPoints, figure.target?.basisPoints ?? null)],
    ]),
  }
}

export function moversTable({ movers }: Summary, nameOf: NameOf, language: Language): FigureTable {
  const { components, summary } = wordsIn(language)
  return {
    name: summary.movers,
    columns: [components.region, summary.before, summary.after, summary.change],
    rows: movers.map(({ region, before, after, change }) => [
      nameOf(region),
      before,
      after,
      signed(change, language),
    ]),
  }
}

const signed = (change: number, language: Language) =>
  `${change > 0 ? '+' : ''}${formatNumber(change, language)}`

export function cascadeTable(
  { cascade }: Pick<Summary, 'cascade'>,
  nameOf: NameOf,
  language: Language,
): FigureTable {
  const { components, summary } = wordsIn(language)
  const sum = cascadeSum(cascade)
  const cells = (name: string, counts: CascadeCount | null) => [
    name,
    ...CASCADE_COLUMNS.map((column) => counts?.[column] ?? null),
  ]
  return {
    name: summary.cascade,
    columns: [components.region, ...CASCADE_COLUMNS.map((column) => summary.cascadeColumns[column])],
    rows: [
      ...cascade.map(({ region, counts }) => cells(nameOf(region), counts)),
      ...(sum === null || cascade.length === 0 ? [] : [cells(summary.sum, sum)]),
    ],
  }
}

const CASCADE_COLUMNS = ['places', 'proposed', 'approved', 'refused', 'waiting', 'unfilled'] as const

/** All regions together; null where one of them is hidden, whose numbers the sum would tell. */
export function cascadeSum(cascade: Summary['cascade']): CascadeCount | null {
  const counts = cascade.map((row) => row.counts)
  return counts.includes(null)
    ? null
    : counts.reduce<CascadeCount>((sum, each) => addCascade(sum, each ?? NO_CASCADE), NO_CASCADE)
}

export function endingTable({ ending }: Summary, language: Language): FigureTable {
  const { summary } = wordsIn(language)
  return {
    name: summary.ending,
    columns: [summary.ending, summary.people, summary.endingPrice('Rp')],
    rows: ending.map(({ within, people, perMonth }) => [
      summary.endingWithin(String(within)),
      people,
      perMonth === null ? null : Number(perMonth),
    ]),
  }
}

export function payerTable({ byPayer }: Summary, language: Language): FigureTable {
  const { summary, billing } = wordsIn(language)
  const kinds: Readonly<Record<string, string>> = billing.payerKinds
  return {
    name: summary.byPayer,
    columns: [summary.byPayer, summary.people],
    rows: [...byPayer].map(([kind, people]) => [kinds[kind] ?? kind, people]),
  }
}

export function segmentTable({ bySegment }: Summary, language: Language): FigureTable {
  const { summary } = wordsIn(language)
  const names: Readonly<Record<string, string>> = summary.segments
  return {
    name: summary.bySegment,
    columns: [summary.bySegment, summary.people],
    rows: [...bySegment].map(([segment, people]) => [names[segment] ?? segment, people]),
  }
}

export function trendTable({ trend }: Summary, language: Language): FigureTable {
  const { components, summary } = wordsIn(language)
  const share = (basisPoints: number | null) =>
    basisPoints === null ? null : shareText(basisPoints, language)
  return {
    name: summary.trend,
    columns: [components.month, components.people, components.share, components.targetPath],
    rows: trend.map(({ month, figure, path }) => [
      month,
      figure.people,
      share(figure.basisPoints),
      share(path),
    ]),
  }
}

export function reasonsTable({ reasons }: Summary, language: Language): FigureTable {
  const { summary, proposals } = wordsIn(language)
  return {
    name: summary.reasons,
    columns: [summary.reasons, summary.people],
    rows: reasons.map(({ because, people }) => [proposals.because[because], people]),
  }
}

export function publishedTable({ coverage }: Summary, language: Language): FigureTable {
  const { summary, publicCoverage } = wordsIn(language)
  const whose = ({ kind, segment }: PublishedFigure) =>
    `${publicCoverage.kinds[kind]}${segment === 'all' ? '' : `, ${publicCoverage.segments[segment]}`}`
  return {
    name: summary.published,
    columns: [summary.publishedWhat, summary.publishedFigure, summary.publishedOn, summary.publishedBy],
    rows: coverage.published.map((figure) => [
      whose(figure),
      publishedText(figure, language),
      formatDayOrMonth(figure.asOf, language),
      figure.source,
    ]),
  }
}

function publishedText({ persons, basisPoints }: PublishedFigure, language: Language): string {
  const texts = [
    ...(persons === null ? [] : [formatNumber(persons, language)]),
    ...(basisPoints === null ? [] : [formatPercent(basisPoints, 10_000, { language })]),
  ]
  return texts.join(', ')
}

/** What the figures rest on, and of when it is. */
export function freshnessTable({ freshness, coverage }: Summary, language: Language): FigureTable {
  const { summary } = wordsIn(language)
  const { denominator, target } = coverage.figure
  const { sources, none, confidence } = summary
  const day = (date: PlainDate | null) => (date === null ? none : formatDate(date, language))
  const { people, peopleWithoutNik } = freshness
  return {
    name: summary.freshness,
    columns: [summary.freshnessSource, summary.freshnessDay, summary.source],
    rows: [
      denominator === null
        ? [sources.denominator, none, '']
        : [
            sources.denominator,
            day(denominator.countedOn),
            `${denominator.source}, ${denominator.vintage} (${confidence[denominator.confidence]})`,
          ],
      target === null
        ? [sources.target, none, '']
        : [sources.target, String(target.year), `${target.source} (${confidence[target.confidence]})`],
      [sources.list, day(freshness.newestListOn), ''],
      [sources.bill, day(freshness.newestBillOn), ''],
      [sources.protection, day(freshness.newestProtectionOn), ''],
      [
        sources.nik,
        summary.ofPeople(cellText(peopleWithoutNik, language), formatNumber(people, language)),
        '',
      ],
    ],
  }
}

export function complianceTable({ compliance }: Summary, language: Language): FigureTable {
  const { summary } = wordsIn(language)
  const { employers, late, overdue } = compliance
  const rows = summary.complianceRows
  return {
    name: summary.compliance,
    columns: [summary.effortColumns.what, summary.effortColumns.figure],
    rows: [
      [rows.employers, formatNumber(employers, language)],
      [rows.late, summary.ofPeople(formatNumber(late, language), formatNumber(employers, language))],
      [rows.overdue, formatRupiahLong(overdue, language)],
    ],
  }
}

export function effortTable({ effort, coverage: { figure } }: Summary, language: Language): FigureTable {
  const { summary } = wordsIn(language)
  const { year, legalBases, programmes, budget } = effort
  const rows = summary.effortRows
  return {
    name: summary.effort,
    columns: [summary.effortColumns.what, summary.effortColumns.figure],
    rows: [
      [rows.coverage, figure.basisPoints === null ? summary.none : shareText(figure.basisPoints, language)],
      [rows.legalBases(String(year)), formatNumber(legalBases, language)],
      [rows.programmes(String(year)), formatNumber(programmes, language)],
      [rows.budget(String(year)), formatRupiahLong(budget, language)],
    ],
  }
}

/** Every table of the summary, each a sheet of its workbook. */
export function summaryTables(summary: Summary, nameOf: NameOf, language: Language): readonly FigureTable[] {
  return [
    rankingTable(summary, nameOf, language),
    moversTable(summary, nameOf, language),
    trendTable(summary, language),
    cascadeTable(summary, nameOf, language),
    reasonsTable(summary, language),
    payerTable(summary, language),
    segmentTable(summary, language),
    endingTable(summary, language),
    complianceTable(summary, language),
    effortTable(summary, language),
    publishedTable(summary, language),
    freshnessTable(summary, language),
  ]
}
