/**
 * A piece of work measured against its limit: the least that any program would have to do for the same answer (an empty loop over
 * the same cases, a bare COPY of the same rows). Machines differ and ratios travel, so only the ratio is judged.
 */
export type Benchmark = {
  readonly name: string
  readonly limitName: string
  /** Does the work once. What it returns is kept, so that the work cannot be optimised away. */
  readonly run: () => unknown
  /** Does the least work once, over the same cases. */
  readonly limit: () => unknown
  /** The least acceptable ratio, limit time ÷ run time: 1 is as fast as the limit, 0.5 takes twice as long. */
  readonly goal: number
  /** Odd, so that the median is a measured value. */
  readonly rounds: number
  /** Before each measurement of its side, unmeasured: tables emptied again. A side that has one is never repeated within a measurement. */
  readonly beforeRun?: () => Promise<void>
  readonly beforeLimit?: () => Promise<void>
  /** Made ready before and cleared away after, unmeasured: a database that is thrown away. */
  readonly setUp?: () => Promise<void>
  readonly tearDown?: () => Promise<void>
  /** How many units one `run` handles, to print a rate: `{ count: 1000, name: 'prices' }`. */
  readonly units?: { readonly count: number; readonly name: string }
}

/** Median, least and greatest of the rounds. Times are milliseconds of one call; ratios are limit ÷ run within one round. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number }

export type BenchmarkResult = {
  readonly name: string
  readonly limitName: string
  readonly goal: number
  readonly ratio: Spread
  readonly runMs: Spread
  readonly limitMs: Spread
  readonly reached: boolean
  readonly unitsPerSecond?: { readonly name: string; readonly median: number }
}

/** Milliseconds that never go back. */
export type Stopwatch = () => number

/** A side is repeated until one measurement takes this long, or the clock's own grain would be measured. */
const LEAST_MS = 25

/** Checks a benchmark when it is written; RangeError for an even or missing number of rounds and a goal that is not positive. */
export function benchmark(definition: Benchmark): Benchmark {
  const { name, rounds, goal } = definition
  if (!Number.isInteger(rounds) || rounds < 1 || rounds % 2 === 0) {
    throw new RangeError(`${name}: rounds must be odd, not ${rounds}`)
  }
  if (!(goal > 0)) throw new RangeError(`${name}: the goal must be above 0, not ${goal}`)
  return definition
}

/**
 * Measures both sides in interleaved rounds, so that a machine that slows down slows both. Each round gives one ratio; the median
 * is compared with the goal.
 */
export async function measure(
  subject: Benchmark,
  stopwatch: Stopwatch = () => performance.now(),
): Promise<BenchmarkResult> {
  await subject.setUp?.()
  try {
    return await measureRounds(subject, stopwatch)
  } finally {
    await subject.tearDown?.()
  }
}

async function measureRounds(subject: Benchmark, stopwatch: Stopwatch): Promise<BenchmarkResult> {
  const timeRun = await sideOf(subject.run, subject.beforeRun, stopwatch)
  const timeLimit = await sideOf(subject.limit, subject.beforeLimit, stopwatch)
  const rounds: { readonly run: number; readonly limit: number }[] = []
  for (let round = 0; round < subject.rounds; round += 1) {
    // Who goes first changes, so that neither side always finds the caches of the other.
    const limitFirst = round % 2 === 0
    const early = limitFirst ? await timeLimit() : 0
    const run = await timeRun()
    rounds.push({ run, limit: limitFirst ? early : await timeLimit() })
  }
  return resultOf(subject, rounds)
}

/** Warms a side up and answers how one measurement of it is made. */
async function sideOf(
  work: () => unknown,
  before: (() => Promise<void>) | undefined,
  stopwatch: Stopwatch,
): Promise<() => Promise<number>> {
  const once = async () => {
    await before?.()
    return timeOf(work, 1, stopwatch)
  }
  if (before) {
    await once()
    return once
  }
  const repeats = await repeatsFor(work, stopwatch)
  return () => timeOf(work, repeats, stopwatch)
}

function resultOf(
  { name, limitName, goal, units }: Benchmark,
  rounds: readonly { readonly run: number; readonly limit: number }[],
): BenchmarkResult {
  const ratio = spreadOf(rounds.map(({ run, limit }) => limit / run))
  const runMs = spreadOf(rounds.map(({ run }) => run))
  const limitMs = spreadOf(rounds.map(({ limit }) => limit))
  return {
    name,
    limitName,
    goal,
    ratio,
    runMs,
    limitMs,
    reached: ratio.median >= goal,
    ...(units && { unitsPerSecond: { name: units.name, median: (units.count / runMs.median) * 1_000 } }),
  }
}

/** How often a side is called per measurement. The calls made here also warm it up. */
async function repeatsFor(work: () => unknown, stopwatch: Stopwatch): Promise<number> {
  for (let repeats = 1; ; repeats *= 2) {
    if ((await timeOf(work, repeats, stopwatch)) * repeats >= LEAST_MS) return repeats
  }
}

let kept: unknown

/** Milliseconds of one call, averaged over the repeats. */
async function timeOf(work: () => unknown, repeats: number, stopwatch: Stopwatch): Promise<number> {
  const start = stopwatch()
  for (let call = 0; call < repeats; call += 1) {
    const answer = work()
    // Awaiting only promises: an await per call would cost more than a small piece of work.
    kept = answer instanceof Promise ? await answer : answer
  }
  return (stopwatch() - start) / repeats
}

/** What the last call returned; reading it is what keeps the work alive. */
export function lastAnswer(): unknown {
  return kept
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { median: at((sorted.length - 1) / 2), min: at(0), max: at(sorted.length - 1) }
}
