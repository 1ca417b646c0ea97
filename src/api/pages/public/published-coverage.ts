import type { Month } from '../../../kernel/month.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import type { RegionCode } from '../../../kernel/region-code.ts'
import type { By } from '../../../modules/access/act.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import { throughGate } from '../../../modules/access/scope.ts'
import { askCoverage, type Coverage, type CoverageDeps } from '../../../modules/coverage/ask-coverage.ts'
import type { CoverageFigure } from '../../../modules/coverage/coverage.ts'
import { hideSmallCells } from '../../../modules/coverage/hide-small-cells.ts'
import { openTallies } from '../../../modules/coverage/open-tallies.ts'
import { askDataset } from '../../../modules/open-data/ask-dataset.ts'
import { KEPT_MS } from './kept-pages.ts'

export type PublicQuestion = { readonly region: RegionCode; readonly asOf: PlainDate }

/** A figure as everybody may see it; null where so few stand behind it, or behind another, that it would tell of somebody. */
export type PublicCoverage = {
  readonly figure: CoverageFigure | null
  readonly published: Coverage['published']
  /** Fewer people than this are not published. */
  readonly least: number
  /** The regions of the next level, those that are not published among them. */
  readonly below: readonly { readonly region: RegionCode; readonly figure: CoverageFigure | null }[]
}

/** How a region stood at the end of a month; null is not known, or not published. */
export type PublicMonth = {
  readonly month: Month
  readonly people: number | null
  readonly basisPoints: number | null
  readonly targetBasisPoints: number | null
}

export type PublicCoverages = {
  ask(question: PublicQuestion): Promise<PublicCoverage>
  /** The last twelve months that have ended. */
  listMonths(region: RegionCode): Promise<readonly PublicMonth[]>
}

/** The page asks for everybody: what is hidden from everybody is taken out here, as `hideSmallCells` says for every table of the day. */
const PAGE: By = { kind: 'system', systemUser: 'halaman umum' }
const MONTHS = 12
const MOST_KEPT = 1_000

/** Indicator A for pages that anybody may open, asked once a minute however many read it. */
export function publicCoverages(deps: CoverageDeps): PublicCoverages {
  const keep = keepFor(KEPT_MS, () => deps.clock.now().getTime())
  const [coverages, trends] = [keep<PublicCoverage>(), keep<readonly PublicMonth[]>()]
  return {
    ask: (question) =>
      coverages(`${String(question.region)} ${question.asOf}`, () => askForEverybody(deps, question)),
    listMonths: (region) =>
      trends(`${String(region)} ${deps.clock.today()}`, async () => {
        const { cells } = await askDataset(deps, { name: 'cakupan-a', region, months: MONTHS })
        return cells.filter(({ area }) => area === writtenRegion(region))
      }),
  }
}

async function askForEverybody(
  deps: CoverageDeps,
  { region, asOf }: PublicQuestion,
): Promise<PublicCoverage> {
  const { figure, published, rows } = await askCoverage(deps, PAGE, { region, asOf, by: 'region' })
  const { least, hiding } = await throughGate(deps.db, 'system', async (tx) => {
    const tallies = await openTallies(tx, deps, { asOf, place: 'work' })
    return { least: tallies.least, hiding: await hideSmallCells(tallies, [region]) }
  })
  const shown = (each: CoverageFigure) => (hiding.isHidden(each.region, 'A') ? null : each)
  return {
    figure: shown(figure),
    published,
    least,
    below: rows.flatMap((row) =>
      row.figure ? [{ region: row.figure.region, figure: shown(row.figure) }] : [],
    ),
  }
}

/** Answers kept for a while by their question, the oldest given up first; a question that failed is asked again. */
function keepFor(milliseconds: number, now: () => number) {
  return <Answer>() => {
    const kept = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>()
    return (key: string, ask: () => Promise<Answer>): Promise<Answer> => {
      const found = kept.get(key)
      if (found && found.until > now()) return found.answer
      const answer = ask()
      answer.catch(() => kept.delete(key))
      kept.delete(key)
      const [oldest] = kept.keys()
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      kept.set(key, { until: now() + milliseconds, answer })
      return answer
    }
  }
}
