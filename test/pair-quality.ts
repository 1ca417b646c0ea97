import { assessPair, prepare, type Band } from '../src/modules/people/matching/assess-pair.ts'
import { writtenPairs, type LabelledPair } from './labelled-pairs.ts'
import { makePairs } from './made-pairs.ts'

/** In percent, one digit: of what was found, how much is right; of what is right, how much was found. */
export type PairQuality = { readonly precision: number; readonly recall: number }

export function bandOf({ a, b }: LabelledPair): Band {
  return assessPair(prepare(a), prepare(b)).band
}

export function qualityOf(list: readonly LabelledPair[], bands: readonly Band[]): PairQuality {
  const found = list.filter((pair) => bands.includes(bandOf(pair)))
  const right = found.filter(({ isSame }) => isSame).length
  return {
    precision: shareOf(right, found.length),
    recall: shareOf(right, list.filter(({ isSame }) => isSame).length),
  }
}

function shareOf(part: number, whole: number): number {
  return Math.round((part / whole) * 1_000) / 10
}

export const LABELLED_LISTS = [
  { what: 'thought out one by one', list: writtenPairs },
  { what: 'made by chance', list: makePairs(1) },
  { what: 'made by another chance', list: makePairs(2) },
] as const

/** What docs/operations/duplicates.md says of the score, measured now. */
export function pairQualityTable(): string {
  const rows = LABELLED_LISTS.map(({ what, list }) => {
    const [same, shown] = [qualityOf(list, ['same']), qualityOf(list, ['same', 'perhaps'])]
    const ones = list.filter(({ isSame }) => isSame).length
    return [what, list.length, ones, same.precision, same.recall, shown.precision, shown.recall]
  })
  const header = [
    'Pairs',
    'Count',
    'One person',
    '“same”: precision %',
    'recall %',
    'shown to a person: precision %',
    'recall %',
  ]
  return table([header, ...rows.map((row) => row.map(String))])
}

/** A table as Prettier writes it. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [header = [], ...rest] = rows
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n')
}
