import { monthFromIndex, monthIndex, month, type Month } from '../src/kernel/month.ts'
import { billedTotal } from '../src/rules/assessment.ts'
import { assessContribution, type ContributionQuestion } from '../src/rules/contribution.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { PAYERS } from '../src/rules/payers.ts'
import { RISK_CLASSES } from '../src/rules/wage-earner-contribution.ts'
import { benchmark, type Benchmark } from './benchmark.ts'

const CASES = 20_000
const book = new LawBook()

type Case = { readonly question: ContributionQuestion; readonly at: Month }

/** The same 20,000 cases every time: half wage earners with all programmes, a third own-account, the rest projects. */
const cases: readonly Case[] = Array.from({ length: CASES }, (_, index) => {
  const at = monthFromIndex(monthIndex(month('2021-03')) + (index % 72))
  return { question: questionOf(index), at }
})

function questionOf(index: number): ContributionQuestion {
  if (index % 6 < 3) {
    return {
      segment: 'PU',
      wage: 2_000_000n + BigInt((index * 7_919) % 20_000_000),
      riskClass: RISK_CLASSES[index % 5] ?? 'I',
      size: 'large',
      employer: 'business',
      labourIntensive: index % 7 === 0,
      programmes: [],
    }
  }
  if (index % 6 < 5) {
    return {
      segment: 'BPU',
      income: BigInt((index * 104_729) % 9_000_000),
      payer: PAYERS[index % PAYERS.length] ?? 'self',
      occupationGroup: index % 3 === 0 ? 'transport' : 'other',
      programmes: ['JKK', 'JKM'],
    }
  }
  const amount = BigInt(index) * 1_000_003n + 1n
  return { segment: 'JAKON', basis: { kind: 'contract', amount }, programmes: [] }
}

/** Every price with lines, articles and notes, added up so that nothing can be skipped. */
function priceAll(): bigint {
  let sum = 0n
  for (const { question, at } of cases) sum += billedTotal(assessContribution(question, at, book).lines)
  return sum
}

/** What no pricing can beat: going over the same cases and adding one number of each. */
function emptyLoop(): bigint {
  let sum = 0n
  for (const { question } of cases) {
    sum += question.segment === 'PU' ? question.wage : question.segment === 'BPU' ? question.income : 1n
  }
  return sum
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'law price, one core',
    limitName: 'empty loop over the same cases',
    run: priceAll,
    limit: emptyLoop,
    units: { count: CASES, name: 'prices' },
    goal: 0.001,
    rounds: 7,
  }),
]
