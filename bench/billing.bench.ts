import { benchmark, type Benchmark } from './benchmark.ts'
import { BillingStage } from './billing-stage.ts'
import { ceiling, type Ceiling } from './ceiling.ts'

/** Recipe R3 asks for 1,000,000 person-months; fewer make a shorter measurement of the same ratios. */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 200_000)
/** The whole province is 4,300,000; measured where there is memory for it. */
const MANY_ROWS = Number(process.env['BENCH_MANY_ROWS'] ?? ROWS * 4)
const MONTHS = 8

let stage: BillingStage | undefined

function opened(): BillingStage {
  if (!stage) throw new Error('not set up')
  return stage
}

const life = {
  setUp: async () => {
    stage = await BillingStage.open(ROWS)
  },
  tearDown: async () => {
    await stage?.close()
    stage = undefined
  },
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Milliseconds of one person-month in a fresh month of so many, the median of three. */
async function priceOfOne(rows: number): Promise<number> {
  const staged = await BillingStage.open(rows)
  try {
    await staged.billNextMonth()
    const times: number[] = []
    for (let round = 0; round < 3; round += 1) {
      await staged.checkpoint()
      times.push(await millisecondsOf(() => staged.billNextMonth()))
    }
    return (times.sort((a, b) => a - b)[1] ?? Number.NaN) / rows
  } finally {
    await staged.close()
  }
}

/** How much longer the last of eight months takes than the first. */
async function lastOverFirst(): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < MONTHS; at += 1) {
    await opened().checkpoint()
    times.push(await millisecondsOf(() => opened().billNextMonth()))
  }
  return (times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN)
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: `billing, a fresh month of ${ROWS.toLocaleString('en')} person-months`,
    limitName: 'one statement into indexed tables without foreign keys, R3',
    ...life,
    beforeRun: () => opened().checkpoint(),
    run: () => opened().billNextMonth(),
    beforeLimit: () => opened().emptyReference(),
    limit: () => opened().runReference(),
    units: { count: ROWS, name: 'person-months' },
    goal: 1.6,
    rounds: 3,
  }),
  benchmark({
    name: `billing, the same month of ${ROWS.toLocaleString('en')} once more`,
    limitName: 'the first run of a month',
    setUp: async () => {
      await life.setUp()
      await opened().billNextMonth()
    },
    tearDown: life.tearDown,
    beforeRun: () => opened().checkpoint(),
    run: () => opened().billAgain(),
    beforeLimit: () => opened().checkpoint(),
    limit: () => opened().billNextMonth(),
    goal: 5,
    rounds: 3,
  }),
]

export const ceilings: readonly Ceiling[] = [
  ceiling({
    name: `billing, month ${String(MONTHS)} against month 1`,
    unit: 'times',
    most: 1.15,
    figure: lastOverFirst,
    ...life,
  }),
  ceiling({
    name: `billing, one person-month among ${MANY_ROWS.toLocaleString('en')} against one among ${ROWS.toLocaleString('en')}`,
    unit: 'times',
    most: 1 / 0.95,
    figure: async () => (await priceOfOne(MANY_ROWS)) / (await priceOfOne(ROWS)),
  }),
]
