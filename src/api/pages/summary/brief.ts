import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { formatDate, formatRupiahLong, type Language } from '../../../kernel/format.ts'
import type { Summary } from '../../../modules/summary/summary.ts'
import type { PdfDocument, PdfPart } from '../../../platform/pdf-out.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import {
  cellText,
  freshnessTable,
  groundsOf,
  headlineOf,
  moversTable,
  rankingTable,
  type FigureTable,
  type NameOf,
} from '../../../../web/summary/summary-tables.ts'
import { RegionMap } from '../../../../web/summary/charts.tsx'
import { gapText, shareText } from '../../../../web/ui/charts/coverage-bar.tsx'
import { CoverageStrip } from '../../../../web/ui/charts/coverage-strip.tsx'
import type { Outlines } from '../../../../web/ui/charts/outline-map.tsx'

/** Points of a page: as wide as half of it, as high as the movers beside. */
const MAP_WIDTH = 150

type BriefAsk = {
  readonly summary: Summary
  readonly nameOf: NameOf
  readonly outlines: Outlines | null
  readonly language: Language
  /** Whose letterhead it bears. */
  readonly organisation: string
  readonly sign: string
}

/** The meeting brief: one page of A4 with letterhead, the headline, who is missing, ranking, movers, what ends, and sources. */
export function briefOf(ask: BriefAsk): PdfDocument {
  const { summary, nameOf, language, organisation, sign } = ask
  const words = wordsIn(language).summary
  return {
    title: words.briefTitle,
    language,
    sign,
    isDense: true,
    letterhead: { name: organisation, about: words.briefAbout },
    parts: [
      { heading: `${nameOf(summary.region)}, ${formatDate(summary.asOf, language)}` },
      { text: headlineOf(summary.coverage.figure, language) },
      { svg: stripOf(summary) },
      { text: keyOf(summary, language), isSmall: true },
      ...tableParts(rankingTable(summary, nameOf, language), language),
      {
        beside: [
          [
            { heading: words.movers },
            { text: words.moversSince(formatDate(summary.moversSince, language)), isSmall: true },
            ...(summary.movers.length === 0
              ? [{ text: words.noMovers }]
              : tableParts(moversTable(summary, nameOf, language), language)),
          ],
          [{ heading: words.ending }, { facts: endingFacts(summary, language) }, ...mapParts(ask)],
        ],
      },
      { text: sourcesOf(summary, language), isSmall: true },
    ],
  }
}

/** The map of the outlines, small: the ranking beside it has every figure. None where they are not loaded. */
function mapParts({ summary, nameOf, outlines, language }: BriefAsk): readonly PdfPart[] {
  if (outlines === null) return []
  const map = createElement(RegionMap, { summary, nameOf, outlines, language, drawingOnly: true })
  const svg = renderToStaticMarkup(map)
  if (svg === '') return []
  return [
    { svg: svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" '), width: MAP_WIDTH },
    {
      text: wordsIn(language).components.outlineSource(outlines.source, formatDate(outlines.mapOn, language)),
      isSmall: true,
    },
  ]
}

/** The bar of the signature figure; an element of SVG needs its namespace outside a page. */
function stripOf({ coverage: { figure } }: Summary): string {
  const strip = createElement(CoverageStrip, {
    basisPoints: figure.basisPoints,
    targetBasisPoints: figure.target?.basisPoints ?? null,
  })
  return renderToStaticMarkup(strip).replace(
    '<svg ',
    '<svg xmlns="http://www.w3.org/2000/svg" width="515" height="24" ',
  )
}

function keyOf({ coverage: { figure } }: Summary, language: Language): string {
  const words = wordsIn(language).components
  const goal =
    figure.target === null
      ? []
      : [words.target(String(figure.target.year), shareText(figure.target.basisPoints, language))]
  return [gapText(figure, language), ...goal].join(' · ')
}

function tableParts({ columns, rows }: FigureTable, language: Language): readonly PdfPart[] {
  if (rows.length === 0) return []
  const isNumber = (index: number) =>
    rows.every((row) => typeof row[index] !== 'string' || row[index].endsWith('%'))
  return [
    {
      columns: columns.map((title, index) => ({
        title,
        isNumber: isNumber(index),
        isWide:
          typeof rows[0]?.[index] === 'string' && rows.some((row) => /[a-z] [A-Z]/.test(String(row[index]))),
      })),
      rows: rows.map((row) => row.map((cell) => cellText(cell, language))),
    },
  ]
}

function endingFacts({ ending }: Summary, language: Language): readonly (readonly [string, string])[] {
  const words = wordsIn(language).summary
  return ending.map(({ within, people, perMonth }) => [
    words.endingWithin(String(within)),
    perMonth === null
      ? cellText(people, language)
      : `${cellText(people, language)} (${words.endingPrice(formatRupiahLong(perMonth, language))})`,
  ])
}

function sourcesOf(summary: Summary, language: Language): string {
  const words = wordsIn(language)
  const rows = freshnessTable(summary, language).rows.map((row) =>
    row.filter((cell) => cell !== '' && cell !== null).join(': '),
  )
  return `${groundsOf(summary, language)} ${rows.join('. ')}. ${words.summary.rankingNote}`
}
