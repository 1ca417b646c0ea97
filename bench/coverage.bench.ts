import { benchmark, type Benchmark } from './benchmark.ts'
import { ceiling, type Ceiling } from './ceiling.ts'
import { CoverageStage } from './coverage-stage.ts'

/** Recipe R4 asks for 1,000,000 protections to write and 4,300,000 to count; fewer make a shorter measurement of the same ratios. */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000)
const MANY_ROWS = Number(process.env['BENCH_MANY_ROWS'] ?? ROWS * 4)
const SINGLE = 300
const READS = 200

let stage: CoverageStage | undefined

function opened(): CoverageStage {
  if (!stage) throw new Error('not set up')
  return stage
}

async function tearDown(): Promise<void> {
  await stage?.close()
  stage = undefined
}

const counted = {
  setUp: async () => {
    stage = await CoverageStage.open(ROWS)
    await stage.protectAll()
    await stage.fold()
  },
  tearDown,
}
const empty = {
  setUp: async () => {
    stage = await CoverageStage.open(ROWS, SINGLE * 40)
  },
  tearDown,
}

/** Milliseconds of one dashboard among so many people, the median of five. */
async function priceOfDashboard(rows: number): Promise<number> {
  const staged = await CoverageStage.open(rows)
  try {
    await staged.protectAll()
    await staged.fold()
    await staged.dashboards(READS)
    const times: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const started = performance.now()
      await staged.dashboards(READS)
      times.push((performance.now() - started) / READS)
    }
    return times.sort((a, b) => a - b)[2] ?? Number.NaN
  } finally {
    await staged.close()
  }
}

const told = ROWS.toLocaleString('en')
export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: `coverage, regencies of a province by segment among ${told} people`,
    limitName: 'one row by its key, same connection',
    ...counted,
    run: () => opened().dashboards(READS),
    limit: () => opened().keyReads(READS),
    units: { count: READS, name: 'tables' },
    goal: 0.5,
    rounds: 7,
  }),
  benchmark({
    name: `coverage, the same table from the counters, ${told} people`,
    limitName: 'the same from the rows',
    ...counted,
    run: () => opened().dashboards(1),
    limit: () => opened().dashboardFromRows(),
    goal: 100,
    rounds: 3,
  }),
  benchmark({
    name: `coverage, every counter of every level recounted from ${told} protections`,
    limitName: 'the same rows grouped once by village and segment',
    ...counted,
    run: () => opened().recount(),
    limit: () => opened().groupOnce(),
    goal: 1 / 1.2,
    rounds: 3,
  }),
  benchmark({
    name: `coverage, the same compared with every counter, as the check of each night does, ${told} protections`,
    limitName: 'the same rows grouped once by village and segment',
    ...counted,
    run: () => opened().check(),
    limit: () => opened().groupOnce(),
    goal: 0.25,
    rounds: 3,
  }),
  benchmark({
    name: `coverage, ${told} protections written with their counters`,
    limitName: 'the same insert without counters',
    ...empty,
    beforeRun: () => opened().empty(true),
    run: () => opened().protectAll(),
    beforeLimit: () => opened().empty(false),
    limit: () => opened().protectAll(),
    units: { count: ROWS, name: 'protections' },
    goal: 0.8,
    rounds: 3,
  }),
  benchmark({
    name: 'coverage, single protections with their counters',
    limitName: 'the same inserts without counters',
    ...empty,
    beforeRun: () =>
      opened().owner('alter table protections enable trigger people_are_counted_by_new_protections'),
    run: () => opened().protectSingly(SINGLE),
    beforeLimit: () =>
      opened().owner('alter table protections disable trigger people_are_counted_by_new_protections'),
    limit: () => opened().protectSingly(SINGLE),
    units: { count: SINGLE, name: 'protections' },
    goal: 0.75,
    rounds: 7,
  }),
]

export const ceilings: readonly Ceiling[] = [
  ceiling({
    name: `coverage, the table of a province among ${MANY_ROWS.toLocaleString('en')} people against ${told}`,
    unit: 'times',
    most: 1.2,
    figure: async () => (await priceOfDashboard(MANY_ROWS)) / (await priceOfDashboard(ROWS)),
  }),
]
