import { formatNumber } from '../../../src/kernel/format.ts'
import type { FigureColumn, FigureProblem } from '../../../src/modules/figures/read-figures.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const COLUMNS: { readonly [Column in FigureColumn]: string } = {
  region: 'region code',
  indicator: 'indicator',
  segment: 'segment',
  persons: 'count',
  countedOn: 'counted on',
  year: 'year',
  percent: 'target',
  vintage: 'edition',
  source: 'source',
  confidence: 'confidence',
}

const BECAUSE: { readonly [Reason in FigureProblem['because']]: string } = {
  missing: 'is empty',
  'not-a-region': 'is no Kemendagri region code; write 16.06, or ID for the country',
  'not-one-of': 'is none of the choices; the guide to denominators lists them',
  'not-a-count': 'is no number of persons; write a whole number such as 213582',
  'not-a-percentage': 'is no percentage from 0.01 to 100; write 49.46',
  'not-a-day': 'is no day or year; write 2025-08-31',
}

/** Files of denominators and targets that cannot be taken in. */
export const figureRefusals = {
  'figures-file-invalid': ({ count, problems }) => {
    const shown = problems.map(
      ({ row, column, text, because }) =>
        `row ${formatNumber(row, 'en')}, column ${COLUMNS[column]}${text === '' ? '' : ` "${text}"`} ${BECAUSE[because]}`,
    )
    return `${formatNumber(count, 'en')} cells cannot be used, so nothing was kept. ${shown.join('; ')}.`
  },
  'figures-twice': ({ rows: [first, second] }) =>
    `Rows ${formatNumber(first, 'en')} and ${formatNumber(second, 'en')} hold the same count. Delete one of them.`,
} satisfies Partial<RefusalSentences>
